import { neverNullAnswer } from './shadowFills.js'
import { acceptedFunctions } from '../parts/functionsQuestion.js'
import type { Answers, PlanDraft, PlannedValues, RecipeRefusal } from '../recipe.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import type { ChangedType } from '../swap/changedType.js'
import { conversionBetween } from '../swap/typeConversion.js'
import type { ShadowChange } from './shadowChange.js'
import { shadowColumns } from './shadowColumns.js'
import { shadowFields } from './shadowFields.js'
import { columnsObstacle, shadowKey } from './shadowObstacles.js'
import { isNow, shadowPlan, wordsFor } from './shadowPlan.js'
import { retentionDays } from './shadowQuestions.js'

/** The changes of one table in one copy. */
export function shadowDraft(
  change: ShadowChange,
  about: { readonly recipe: string; readonly operation: string },
  answers: Answers,
): PlanDraft | RecipeRefusal {
  const { context, retyped, tightened, dropped } = change
  const key = shadowKey(context)
  if (key.kind === 'refusal') return key
  const obstacle = columnsObstacle(change, key)
  if (obstacle !== undefined) return obstacle
  const days = retentionDays(answers)
  if (typeof days !== 'number') return days
  const lost = dropped.map(({ column }) => column.name)
  const functions = acceptedFunctions(context, lost, answers)
  if (functions.kind === 'refusal') return functions
  const fills = neverNullAnswer(change, answers)
  if (fills.kind === 'refusal') return fills
  const fields = shadowFields(change)
  if (fields.kind === 'refusal') return fields
  return shadowPlan({
    ...about,
    context,
    key,
    columns: shadowColumns(change, fills.values),
    gone: lost,
    changes: [
      ...retyped.flatMap(retype),
      ...tightened.flatMap(({ column, newDefault }) => {
        const name = quoteIdentifier(column.name)
        return [
          ...(newDefault === undefined ? [] : [`ALTER COLUMN ${name} SET DEFAULT ${newDefault}`]),
          `ALTER COLUMN ${name} SET NOT NULL`,
        ]
      }),
      ...lost.map((name) => `DROP COLUMN ${quoteIdentifier(name)}`),
    ],
    answers: {
      retention: String(days),
      ...fills.answers,
      ...(functions.names.length === 0 ? {} : { functions: 'unrelated' }),
    },
    expandEdits: fields.expand,
    swapEdits: fields.swap,
    values: retyped.flatMap(valuesOf),
    days,
    words: wordsFor([
      ...retyped.map(({ old, now }) => isNow(old.name, `is ${now.type}`)),
      ...tightened.map(({ column }) => isNow(column.name, 'is required')),
      ...lost.map((name) => isNow(name, 'has gone')),
    ]),
    ...refusesBack(retyped),
  })
}

/** A default is made of the old type, and comes back as the script leaves it. */
function retype({ old, now }: ChangedType): readonly string[] {
  const name = quoteIdentifier(old.name)
  const { up } = conversionBetween(old, now)
  return [
    ...(old.default === undefined ? [] : [`ALTER COLUMN ${name} DROP DEFAULT`]),
    `ALTER COLUMN ${name} SET DATA TYPE ${now.type} USING ${up(name)}`,
    ...(now.default === undefined ? [] : [`ALTER COLUMN ${name} SET DEFAULT ${now.default}`]),
  ]
}

/** What the new version writes is made of what the old type holds: more would not go back. */
function valuesOf({ old, now }: ChangedType): readonly PlannedValues[] {
  const { up, sample } = conversionBetween(old, now)
  const of = { type: old.type, typeName: old.typeName, labels: [] }
  const value = sample === '$1' ? '$1' : `(${sample})`
  return [
    ...(sample === '$1' ? [] : [{ column: old.name, type: old.type, of, expression: sample }]),
    { column: old.name, type: now.type, of, expression: up(value) },
  ]
}

function refusesBack(retyped: readonly ChangedType[]): { readonly refusesBack?: string } {
  const names = retyped.map(({ old }) => `"${old.name}" (${old.type})`)
  return names.length === 0
    ? {}
    : {
        refusesBack: `A value of ${wordsFor(names)} that the old type cannot hold is refused until the last phase: it could not go back.`,
      }
}
