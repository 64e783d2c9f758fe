import { enumNamed } from '../prisma/lookups.js'
import { migrationSlug } from '../migrations/migrationSlug.js'
import { quoteLiteral } from '../sql/quoting.js'
import { enumWithLost } from './enums/enumBlocks.js'
import { enumUserObstacle } from './enums/enumUsers.js'
import type { Answers, PlanDraft, Question, Recipe, RecipeOffer, RecipeRefusal } from './recipe.js'
import { refusal } from './parts/refusal.js'
import { removedEnumValues, type RemovedEnumValues } from './enums/removedEnumValues.js'
import { removeEnumValuePlan } from './enums/removeEnumValuePlan.js'
import { inWords } from './enums/removedValueParts.js'
import { removeValueSwap } from './enums/removeValueSwap.js'

/** F3: an enum loses a value. A CHECK does the same without writing a row, and comes first. */
export const removeEnumValue: Recipe = {
  id: 'remove-enum-value',
  operation: 'F3',
  title: 'Remove a value from an enum',
  detect: (change) => removedEnumValues(change).map(offerFor),
}

function offerFor(found: RemovedEnumValues): RecipeOffer {
  const { users, type, removed, actions } = found
  const [{ model, tableKey, columns }] = users
  return {
    recipe: removeEnumValue.id,
    title: `Take ${inWords(removed)} from "${type.name}" without stopping writes: by a CHECK, or by a second type`,
    subject: { model, table: tableKey, columns: columns.map(({ name }) => name) },
    actions,
    questions: questionsFor(found),
    draft: (answers) => draft(found, answers),
  }
}

function draft(found: RemovedEnumValues, answers: Answers): PlanDraft | RecipeRefusal {
  const { style = 'check', rows = 'refuse' } = answers
  const wrong = questionsFor(found).find(
    ({ id, choices = [], default: usual }) =>
      !choices.some(({ value }) => value === (answers[id] ?? usual)),
  )
  if (wrong !== undefined) {
    return refusal(
      `"${answers[wrong.id] ?? ''}" is no answer to "${wrong.id}": ${(wrong.choices ?? []).map(({ value }) => value).join(', ')}.`,
    )
  }
  const obstacle =
    enumUserObstacle(found.users) ?? (rows === 'refuse' ? undefined : replaceObstacle(found))
  if (obstacle !== undefined) return obstacle
  const { change, now, old, type, removed } = found
  const text = enumWithLost(now, change.committed && enumNamed(change.committed, type), old)
  if (text === undefined) {
    return refusal(
      `The schema without ${inWords(removed)} is all that is known of the enum, and the value is no name that a schema can have. Commit the schema as it was before the change.`,
    )
  }
  const common = {
    found,
    ...(rows === 'refuse' ? {} : { replacement: rows }),
    edit: { kind: 'putBlock' as const, block: now.enum, text },
    answers: { style, rows },
    recipe: removeEnumValue.id,
    operation: removeEnumValue.operation,
    slug: migrationSlug(`remove ${removed.join(' ')} from ${type.name}`) || 'remove_enum_value',
  }
  return style === 'swap' ? removeValueSwap(common) : removeEnumValuePlan(common)
}

function replaceObstacle({ users }: RemovedEnumValues): RecipeRefusal | undefined {
  const [{ table, columns }, other] = users
  if (other !== undefined) {
    return refusal(
      `"${table.name}" and "${other.table.name}" use the enum, and a plan has one backfill. Change the rows yourself and answer rows=refuse.`,
    )
  }
  const unique = table.indexes.find(
    (index) => index.unique && columns.some(({ name }) => index.columns.includes(name)),
  )
  return unique === undefined
    ? undefined
    : refusal(
        `Index "${unique.name}" is unique over the column: two rows may become the same when one value takes the place of another. Change the rows yourself and answer rows=refuse.`,
      )
}

function questionsFor({ removed, kept }: RemovedEnumValues): readonly Question[] {
  const values = inWords(removed)
  return [
    {
      id: 'style',
      text: `How is ${values} kept out?`,
      kind: 'choice',
      choices: [
        {
          value: 'check',
          label: 'Keep the type, add a CHECK',
          detail:
            'No row is rewritten: the value stays in the type and in the schema, the database refuses it',
        },
        {
          value: 'swap',
          label: 'A second type without it',
          detail:
            'The value is gone in the end. Every row is written once, in batches, to a second column that takes the name of the first',
        },
      ],
      default: 'check',
    },
    {
      id: 'rows',
      text: `What becomes of rows that hold ${values}, and of code that still writes it?`,
      kind: 'choice',
      choices: [
        {
          value: 'refuse',
          label: 'Nothing: I change them first',
          detail: 'verify.sql lists such rows; a write of the value is refused',
        },
        ...kept.map((label) => ({
          value: label,
          label: `They get ${quoteLiteral(label)}`,
          detail: 'A trigger and the backfill put it in the place of the value',
        })),
      ],
      default: 'refuse',
    },
  ]
}
