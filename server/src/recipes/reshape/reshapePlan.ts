import { migrationSlug } from '../../migrations/migrationSlug.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { backfillBatch } from '../parts/backfillBatch.js'
import { backfillKey } from '../parts/backfillKey.js'
import type { NewIndex } from '../constraints/newIndexes.js'
import { planObjects } from '../parts/objectNames.js'
import type { OldField } from '../parts/oldField.js'
import type { Answers, PlanDraft } from '../recipe.js'
import { reshapeBody } from './reshapeBody.js'
import { isUnfilled, madeValue, saysTheSame, type BothSides } from './reshapeConditions.js'
import { reshapeContract } from './reshapeContract.js'
import { inWords, subjectOfReshape, type ReshapedColumns } from './reshapedColumns.js'
import { reshapeExpand } from './reshapeExpand.js'
import { reshapeValidate } from './reshapeValidate.js'
import { createSync } from '../parts/syncFunction.js'
import {
  dependentsOf,
  keysWith,
  rowsWith,
  unusableIndexes,
  verifyQuery,
} from '../parts/verifyQuery.js'

export type ReshapePlan = {
  readonly reshaped: ReshapedColumns
  readonly sides: BothSides
  /** The lost fields, in the order of `reshaped.olds`. */
  readonly lost: readonly OldField[]
  readonly indexes: readonly NewIndex[]
  /** `Split "name" of "User" into "firstName" and "lastName"`. */
  readonly title: string
  /** `split User name`, in words. */
  readonly slug: string
  readonly recipe: string
  readonly operation: string
  readonly answers: Answers
  readonly acceptedFunctions: readonly string[]
}

/** What the phases share. */
export type ReshapeParts = ReshapePlan & {
  readonly objects: ReturnType<typeof planObjects>
  readonly sync: readonly string[]
  /** `"name"`, `"firstName" and "lastName"`. */
  readonly oldNames: string
  readonly newNames: string
}

/** Columns beside those that they take over from, a trigger that keeps both sides saying the same. */
export function reshapePlan(plan: ReshapePlan): PlanDraft {
  const { reshaped, sides, recipe, operation, title } = plan
  const { context, olds, news } = reshaped
  const { table, tableKey, sqlTable } = context
  const [first] = news
  const [touched] = olds
  const objects = planObjects(table.schema, table.name, first?.column.name ?? '')
  const parts: ReshapeParts = {
    ...plan,
    slug: migrationSlug(plan.slug) || 'reshape_columns',
    objects,
    sync: createSync(objects, sqlTable, reshapeBody(sides)),
    oldNames: inWords(olds.map(({ name }) => name)),
    newNames: inWords(news.map(({ column }) => column.name)),
  }
  const key = backfillKey(table, context.change.catalogue)
  const names = news.map(({ column }) => quoteIdentifier(column.name))
  const isFilled = names.map((name) => `t.${name} IS NOT NULL`).join(' OR ')
  const isMade = sides.news
    .map((one) => `${madeValue(table.name, one, 't')} IS NOT NULL`)
    .join(' OR ')
  const unfilled = `(${isUnfilled(sides, 't')}) AND NOT (${saysTheSame(sides, 't')})`
  const oldNames = new Set(olds.map(({ name }) => name))
  const columns = table.columns.map(({ name }) => name)
  return {
    kind: 'plan',
    recipe,
    operation,
    slug: parts.slug,
    title,
    subject: subjectOfReshape(reshaped),
    answers: plan.answers,
    phases: [reshapeExpand(parts), reshapeValidate(parts), reshapeContract(parts)],
    backfill: backfillBatch({
      table: tableKey,
      sqlTable,
      key,
      assignment: { kind: 'touch', column: touched?.name ?? '' },
      pending: `(${pendingOf(plan, unfilled)})`,
    }),
    verify: verifyQuery([
      rowsWith(
        sqlTable,
        key,
        'the columns do not say the same',
        `(${pendingOf(plan, unfilled)}) OR NOT (${saysTheSame(sides, 't')})`,
      ),
      ...unusableIndexes(
        sqlTable,
        plan.indexes.map(({ name }) => name),
      ),
      ...olds.flatMap(({ name }) =>
        dependentsOf(sqlTable, table.name, name, plan.acceptedFunctions),
      ),
    ]),
    rehearsal: {
      table: tableKey,
      oldColumns: columns,
      newColumns: [
        ...columns.filter((name) => !oldNames.has(name)),
        ...news.map(({ column }) => column.name),
      ],
      divergence: keysWith(sqlTable, key, `(${isFilled}) AND NOT (${saysTheSame(sides, 't')})`),
      corruption: `UPDATE ${sqlTable} SET ${names.map((name) => `${name} = NULL`).join(', ')} WHERE ctid = (SELECT t.ctid FROM ${sqlTable} AS t WHERE (${isFilled}) AND (${isMade}) ORDER BY length(t.${quoteIdentifier(touched?.name ?? '')}::text) DESC NULLS LAST LIMIT 1)`,
    },
  }
}

/** A required new column is to be filled in every row, whatever the other side says. */
function pendingOf({ sides }: ReshapePlan, unfilled: string): string {
  return sides.news.some(({ column }) => column.notNull) ? isUnfilled(sides, 't') : unfilled
}
