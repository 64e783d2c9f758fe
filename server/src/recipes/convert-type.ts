import { changedTypes, subjectOfType, type ChangedType } from './swap/changedType.js'
import { constantOfDefault } from './fill/constantText.js'
import { functionsQuestion } from './parts/functionsQuestion.js'
import { partialConversion } from './swap/partialConversion.js'
import type { Answers, PlanDraft, Question, Recipe, RecipeOffer, RecipeRefusal } from './recipe.js'
import { refusal } from './parts/refusal.js'
import { swapDraft } from './swap/swapDraft.js'
import { styleOf, styleQuestion, swapTitle } from './swap/swapOffer.js'
import type { Conversion } from './swap/typeConversion.js'

/** C3: a type that cannot hold every value. Prisma would drop the column and add it empty. */
export const convertType: Recipe = {
  id: 'convert-type',
  operation: 'C3',
  title: 'Change a column to a type that cannot hold every value',
  detect: (change) => changedTypes(change, 'C3').map(offerFor),
}

function offerFor(changed: ChangedType): RecipeOffer {
  return {
    recipe: convertType.id,
    title: swapTitle(changed),
    subject: subjectOfType(changed),
    actions: changed.actions,
    questions: [
      ...misfitQuestions(changed),
      styleQuestion(changed),
      ...functionsQuestion(changed.context, changed.old.name),
    ],
    draft: (answers) => draft(changed, answers),
  }
}

function draft(changed: ChangedType, answers: Answers): PlanDraft | RecipeRefusal {
  const { old, now } = changed
  const conversion = conversionOf(changed)
  if (conversion === undefined) {
    return refusal(
      `No way from ${old.type} to ${now.type} is known that keeps what "${old.name}" means. Add a column of the new type under another name, with an expression that computes it from "${old.name}" (add-required-column asks for one), and drop "${old.name}" when no code uses it.`,
    )
  }
  const [question] = misfitQuestions(changed)
  const misfits = answers.misfits ?? question?.default ?? 'refuse'
  const allowed = question?.choices?.map(({ value }) => value) ?? ['refuse']
  if (!allowed.includes(misfits)) {
    return refusal(`"${misfits}" is no answer to "misfits": ${allowed.join(', ')}.`)
  }
  return swapDraft(
    changed,
    {
      conversion: withMisfits(changed, conversion, misfits),
      recipe: convertType.id,
      operation: convertType.operation,
      style: styleOf(changed, answers.style),
      own: question === undefined ? {} : { misfits },
    },
    answers,
  )
}

function conversionOf({ old, now, context }: ChangedType): Conversion | undefined {
  return partialConversion(old, now, context.change.script.postgresVersion)
}

function withMisfits(
  { now }: ChangedType,
  { fits, ...conversion }: Conversion,
  misfits: string,
): Conversion {
  if (fits === undefined || misfits === 'refuse') {
    return { ...conversion, ...(fits === undefined ? {} : { fits }) }
  }
  const { misfit = '', loses = '', up, sample, ...rest } = conversion
  const value = misfits === 'default' ? (now.default ?? 'NULL') : 'NULL'
  return {
    ...rest,
    up:
      misfits === 'default'
        ? (text) =>
            `CASE WHEN ${fits(text)} THEN ${up(text)} WHEN ${text} IS NOT NULL THEN ${value} END`
        : up,
    rejects: (text) => `${text} IS NOT NULL AND NOT (${fits(text)})`,
    loses: `what ${misfit} becomes ${value}; ${loses}`,
    // Some that do not fit, and some that do.
    sample: `CASE WHEN length(($1)::text) % 3 = 0 THEN $1 ELSE ${sample} END`,
  }
}

function misfitQuestions(changed: ChangedType): readonly Question[] {
  const conversion = conversionOf(changed)
  if (conversion?.fits === undefined) return []
  const { old, now, field } = changed
  const kept =
    'The contract phase keeps such values, with the keys of their rows, in a table of the schema concertina'
  return [
    {
      id: 'misfits',
      text: `What becomes of a value of "${old.name}" that ${conversion.misfit ?? 'does not fit'}?`,
      kind: 'choice',
      choices: [
        {
          value: 'refuse',
          label: 'Nothing: I change them first',
          detail: 'verify.sql lists such rows; from the validate phase on they cannot be written',
        },
        ...(field.optional ? [{ value: 'null', label: 'It becomes NULL', detail: kept }] : []),
        ...(now.default !== undefined && constantOfDefault(now.default) !== undefined
          ? [
              {
                value: 'default',
                label: `It becomes the default, ${now.default}`,
                detail: kept,
              },
            ]
          : []),
      ],
      default: 'refuse',
    },
  ]
}
