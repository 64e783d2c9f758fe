import { typePartsOf } from '../rules/typeChange.js'
import { isInteger, isText } from '../rules/typeRoute.js'
import { quoteIdentifier } from '../sql/quoting.js'
import { keyChanges, type KeyChange } from './key/keyChange.js'
import { keyReplaceDraft } from './key/keyReplaceDraft.js'
import { keySubject, keySwapTitle } from './key/keySubject.js'
import type { Answers, Question, Recipe } from './recipe.js'

/** C7: keys that the client makes, cuid() or uuid() as text, for a table and all that refers to it. */
export const keyToText: Recipe = {
  id: 'key-to-text',
  operation: 'C7',
  title: 'Make an integer key a text of the client, with all columns that refer to it',
  detect: (change) =>
    keyChanges(change, 'C7')
      .filter(({ members }) =>
        members.every(
          ({ old, now }) => isInteger(typePartsOf(old.type)) && isText(typePartsOf(now.type)),
        ),
      )
      .map((key) => ({
        recipe: 'key-to-text',
        title: `${keySwapTitle(key)}, both kinds side by side meanwhile: expand, migrate, contract`,
        subject: keySubject(key, () => []),
        actions: key.actions,
        questions: [valuesQuestion(key)],
        draft: (answers) =>
          keyReplaceDraft(key, {
            recipe: 'key-to-text',
            operation: 'C7',
            generator:
              valuesOf(answers) === 'number'
                ? ({ old }) => `NEW.${quoteIdentifier(old.name)}::text`
                : () => 'gen_random_uuid()::text',
            answers: { values: valuesOf(answers) },
            word: 'key',
          }),
      })),
}

function valuesOf({ values }: Answers): 'uuid' | 'number' {
  return values === 'number' ? 'number' : 'uuid'
}

function valuesQuestion({ members }: KeyChange): Question {
  const [first] = members
  return {
    id: 'values',
    text: `Which keys do the rows of "${first?.context.table.name ?? ''}" get that are there, and those that old code makes?`,
    kind: 'choice',
    choices: [
      {
        value: 'uuid',
        label: 'A random UUID as text',
        detail:
          'Nobody can guess or count them. cuid() is known to the client alone, not to the database',
      },
      {
        value: 'number',
        label: 'Their number as text',
        detail: 'What stands in URLs and elsewhere stays right: 42 becomes "42"',
      },
    ],
    default: 'uuid',
  }
}
