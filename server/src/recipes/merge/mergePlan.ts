import { migrationSlug } from '../../migrations/migrationSlug.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { asideTable } from '../drop/asideTable.js'
import { backfillKey, type BackfillKey } from '../parts/backfillKey.js'
import { insertBatch } from '../parts/insertBatch.js'
import { planObjects } from '../parts/objectNames.js'
import { dependentsOfTable, keysWith, rowsWith, verifyQuery } from '../parts/verifyQuery.js'
import type { Answers, PlanDraft, PlannedRehearsal } from '../recipe.js'
import { inWords } from '../reshape/reshapedColumns.js'
import { contractPhase, expandPhase, type MergeShared } from './mergePhases.js'
import { subjectOfMerge, type MergedTables } from './mergedTables.js'
import type { MergePart } from './mergeParts.js'
import { columnsOf, hasLike, isRowOf, keyOf, labelIs, rowOf } from './mergeRows.js'
import { createMergeSync } from './mergeSync.js'

export type MergePlan = {
  readonly merged: MergedTables
  readonly parts: readonly MergePart[]
  readonly recipe: string
  readonly operation: string
  readonly answers: Answers
  readonly acceptedFunctions: readonly string[]
}

/** One table for several, and triggers that keep it and each of them saying the same. */
export function mergePlan(plan: MergePlan): PlanDraft {
  const { merged, parts, recipe, operation } = plan
  const { newName, change } = merged
  const tables = parts.map(({ context }) => context.table.name)
  const slug = migrationSlug(`merge ${tables.join(' ')} into ${newName.name}`) || 'merge_tables'
  const header = { recipe, operation, slug }
  const schema = newName.schema ?? parts[0]?.context.table.schema ?? 'public'
  const objects = {
    now: planObjects(schema, newName.name, '*'),
    fill: planObjects(schema, newName.name, '* fill'),
  }
  const shared: MergeShared = {
    merged,
    parts,
    objects,
    sync: createMergeSync(merged, parts, objects),
    header,
    names: inWords(tables),
    asides: parts.map(({ context }) => asideTable(context)),
  }
  const backfills = parts.flatMap((part) => backfillOf(merged, part) ?? [])
  const [backfill, ...furtherBackfills] = backfills
  const oldKeyOf = (part: MergePart): BackfillKey =>
    backfillKey(part.context.table, change.catalogue)
  return {
    kind: 'plan',
    ...header,
    title: `Merge ${shared.names} into "${newName.name}"`,
    subject: subjectOfMerge(merged),
    answers: plan.answers,
    phases: [expandPhase(shared), contractPhase(shared)],
    ...(backfill === undefined ? {} : { backfill }),
    ...(furtherBackfills.length === 0 ? {} : { furtherBackfills }),
    verify: verifyQuery([
      ...parts.flatMap((part) => [
        rowsWith(
          part.context.sqlTable,
          oldKeyOf(part),
          `has no row like it in "${newName.name}"`,
          `NOT ${hasLike(merged, part, 't.')}`,
        ),
        rowsWith(
          merged.sqlNew,
          newKeyOf(merged),
          `has no row in "${part.context.table.name}"`,
          isLeft(merged, part),
        ),
      ]),
      ...parts.flatMap(({ context }) =>
        dependentsOfTable(context.sqlTable, context.table.name, plan.acceptedFunctions),
      ),
    ]),
    rehearsal: rehearsalOf(shared, oldKeyOf),
  }
}

function backfillOf(merged: MergedTables, part: MergePart) {
  const { context, label, made } = part
  const { now, old } = columnsOf(part)
  const names = [merged.discriminator.column.name, ...made.map(({ column }) => column)]
  return insertBatch({
    table: context.tableKey,
    sqlTable: context.sqlTable,
    key: backfillKey(context.table, merged.change.catalogue),
    into: `${merged.sqlNew} (${[...names.map(quoteIdentifier), ...now].join(', ')})`,
    values: [label, ...made.map(({ value }) => value), ...old.map((name) => `t.${name}`)].join(
      ', ',
    ),
    pending: `NOT EXISTS (SELECT FROM ${merged.sqlNew} AS n WHERE ${isRowOf(merged, part, 'n.', 't.')})`,
  })
}

function rehearsalOf(
  { merged, parts }: MergeShared,
  oldKeyOf: (part: MergePart) => BackfillKey,
): PlannedRehearsal {
  const { sqlNew, newKey, created, model, discriminator } = merged
  const hidden = parts.flatMap(({ key }) => key.number?.column ?? [])
  const tables = parts.map((part) => ({
    table: part.context.tableKey,
    oldColumns: part.context.table.columns.map(({ name }) => name),
    newColumns: [],
    corruption: `DELETE FROM ${sqlNew} AS n WHERE ${labelIs(merged, part, 'n.')}`,
  }))
  const [first, ...others] = tables
  const { table = '', oldColumns = [], corruption = '' } = first ?? {}
  const filled = [...new Set(parts.flatMap((part) => part.filled.map(({ column }) => column)))]
  const labels = parts.map(({ label }) => label.slice(1, -1).replaceAll("''", "'"))
  const { type } = discriminator.column
  return {
    table,
    oldColumns,
    newColumns: [],
    others: [
      ...others,
      {
        table: newKey,
        oldColumns: [],
        newColumns: created.map(({ name }) => name).filter((name) => !hidden.includes(name)),
        corruption: `DELETE FROM ${parts[0]?.context.sqlTable ?? ''}`,
      },
    ],
    copies: [
      ...model.keys.map(({ name }) => name),
      ...model.relations.flatMap(({ foreignKey }) => foreignKey ?? []),
    ],
    replaces: filled.map((column) => ({ column, values: ['NULL'] })),
    ...(discriminator.labels === undefined
      ? {
          values: [
            {
              column: discriminator.column.name,
              type,
              // One that no old table stands for is written as well.
              of: {
                type,
                typeName: 'pg_catalog.text',
                labels: [...labels, `not ${labels[0] ?? ''}`],
              },
              expression: '$1',
            },
          ],
        }
      : {}),
    divergence: parts
      .flatMap((part) => {
        const { now, old } = columnsOf(part)
        const differs = `EXISTS (SELECT FROM ${sqlNew} AS n WHERE ${isRowOf(merged, part, 'n.', 't.')} AND ${rowOf(now, 'n.')} IS DISTINCT FROM ${rowOf(old, 't.')})`
        return [
          keysWith(part.context.sqlTable, oldKeyOf(part), differs),
          keysWith(sqlNew, newKeyOf(merged), isLeft(merged, part)),
        ]
      })
      .join('\nUNION ALL\n'),
    corruption,
  }
}

/** Over a row `t` of the new table: nothing in the old one stands for it. */
function isLeft(merged: MergedTables, part: MergePart): string {
  return `${labelIs(merged, part, 't.')} AND NOT EXISTS (SELECT FROM ${part.context.sqlTable} AS o WHERE ${keyOf(part, 't.', 'o.')})`
}

function newKeyOf({ model }: MergedTables): BackfillKey {
  const key = model.keys.find(({ kind }) => kind === 'primaryKey')
  return key === undefined ? { kind: 'place' } : { kind: 'columns', columns: key.columns, from: [] }
}
