import { migrationSlug } from '../../migrations/migrationSlug.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { backfillKey } from '../parts/backfillKey.js'
import { headerText, transactionFile, transactionMigration } from '../parts/fileKinds.js'
import { insertBatch } from '../parts/insertBatch.js'
import type { MadeValues } from './madeValues.js'
import type { MovedColumns } from './movedColumns.js'
import {
  anyValue,
  createMoveSync,
  dropMoveFunctions,
  dropMoveTriggers,
  rowOf,
  type MoveObjects,
} from './moveSync.js'
import { planObjects } from '../parts/objectNames.js'
import type { OldField } from '../parts/oldField.js'
import type { Answers, PlanDraft, PlannedPhase } from '../recipe.js'
import { inWords } from '../reshape/reshapedColumns.js'
import { restoreColumn } from '../drop/restoreColumn.js'
import { dropOldField, putOldField } from '../parts/schemaSteps.js'
import { dependentsOf, keysWith, rowsWith, verifyQuery } from '../parts/verifyQuery.js'

export type MovePlan = {
  readonly moved: MovedColumns
  readonly lost: readonly OldField[]
  readonly made: MadeValues
  readonly recipe: string
  readonly operation: string
  readonly answers: Answers
  readonly acceptedFunctions: readonly string[]
}

type Shared = {
  readonly objects: MoveObjects
  readonly sync: readonly string[]
  readonly header: { readonly recipe: string; readonly operation: string; readonly slug: string }
  readonly names: string
}

/** A table for some columns of another one, and triggers that keep both saying the same. */
export function movePlan(plan: MovePlan): PlanDraft {
  const { moved, recipe, operation, made } = plan
  const { context, columns, newKey, newName, sqlNew, model, reference, referenced } = moved
  const { table, tableKey, sqlTable, change } = context
  const [first] = columns
  const part = (name: string, suffix: string) =>
    planObjects(newName.schema ?? table.schema, name, `${first?.name ?? ''}${suffix}`)
  const objects = {
    old: planObjects(table.schema, table.name, first?.name ?? ''),
    now: part(newName.name, ''),
    fill: part(newName.name, ' fill'),
  }
  const slug = migrationSlug(`split ${table.name} ${newName.name}`) || 'split_table'
  const sync = createMoveSync(moved, objects, made)
  const names = inWords(columns.map(({ name }) => name))
  const phases = { objects, sync, header: { recipe, operation, slug }, names }
  const key = backfillKey(table, change.catalogue)
  const oldColumns = table.columns.map(({ name }) => name)
  const gone = new Set(columns.map(({ name }) => name))
  const own = `n.${quoteIdentifier(reference)} = t.${quoteIdentifier(referenced)}`
  const isThere = `EXISTS (SELECT FROM ${sqlNew} AS n WHERE ${own})`
  const pending = `(${anyValue(columns, 't.')}) AND NOT ${isThere}`
  const differs = `EXISTS (SELECT FROM ${sqlNew} AS n WHERE ${own} AND ${rowOf(columns, 'n.')} IS DISTINCT FROM ${rowOf(columns, 't.')})`
  const backfill = insertBatch({
    table: tableKey,
    sqlTable,
    key,
    into: `${sqlNew} (${[reference, ...made.map(({ column }) => column), ...gone].map(quoteIdentifier).join(', ')})`,
    values: [
      `t.${quoteIdentifier(referenced)}`,
      ...made.map(({ value }) => value),
      ...[...gone].map((name) => `t.${quoteIdentifier(name)}`),
    ].join(', '),
    pending,
  })
  return {
    kind: 'plan',
    ...phases.header,
    title: `Move ${names} of "${table.name}" to "${newName.name}"`,
    subject: {
      model: context.model.model,
      table: tableKey,
      columns: columns.map(({ name }) => name),
      others: [{ table: newKey, columns: moved.created.map(({ name }) => name) }],
    },
    answers: plan.answers,
    phases: [expandPhase(plan, phases), contractPhase(plan, phases)],
    ...(backfill === undefined ? {} : { backfill }),
    verify: verifyQuery([
      rowsWith(sqlTable, key, 'the two tables do not say the same', `(${pending}) OR ${differs}`),
      ...columns.flatMap(({ name }) =>
        dependentsOf(sqlTable, table.name, name, plan.acceptedFunctions),
      ),
    ]),
    rehearsal: {
      table: tableKey,
      oldColumns,
      newColumns: oldColumns.filter((name) => !gone.has(name)),
      others: [
        { table: newKey, oldColumns: [], newColumns: moved.created.map(({ name }) => name) },
      ],
      copies: model.keys.map(({ name }) => name),
      // A row that comes for one which the backfill has not reached takes over what it leaves NULL.
      replaces: columns.map(({ name }) => ({ column: name, values: ['NULL'] })),
      divergence: keysWith(sqlTable, key, differs),
      corruption: `DELETE FROM ${sqlNew} AS n WHERE ${anyValue(columns, 'n.')}`,
    },
  }
}

function expandPhase(
  { moved, lost }: MovePlan,
  { objects, sync, header, names }: Shared,
): PlannedPhase {
  const { context, sqlNew, newName, statements } = moved
  const { table, sqlTable } = context
  return {
    name: 'expand',
    migrations: [
      transactionMigration(
        'expand',
        { ...header, phase: 'expand' },
        `Makes "${newName.name}", empty, and keeps it and ${names} of "${table.name}" saying the same, whichever is written.`,
        { tables: [sqlTable], mode: 'SHARE ROW EXCLUSIVE' },
        [...statements, ...sync],
      ),
    ],
    schemaEdits: lost.flatMap((old, place) => putOldField(context, old, lost[place - 1]?.name)),
    rollback: {
      sql: transactionFile(
        { ...header, phase: 'expand, taken back' },
        `Takes "${newName.name}" away with its triggers.`,
        { tables: [sqlTable, sqlNew], mode: 'ACCESS EXCLUSIVE' },
        [
          ...dropMoveTriggers(moved, objects),
          `DROP TABLE ${sqlNew}`,
          ...dropMoveFunctions(objects),
        ],
      ),
      loses: `What new code has written to other columns of "${newName.name}" than ${names}.`,
    },
    explanation: `Makes "${newName.name}" beside ${names} of "${table.name}". What old code writes there reaches "${newName.name}", which gets a row as soon as there is a value; what new code writes to "${newName.name}" reaches "${table.name}", and a row that new code deletes clears it. The new client does not see ${names} in "${table.name}" (@ignore).`,
    application: `Run the backfill, then the verify query. Only when it returns nothing, deploy the code that uses "${moved.model.model}", and let the old code run out. A row may be without one: where nothing is to be said, none is made. The count of old writes shows when nobody writes the old columns any more, but not who reads them.`,
  }
}

function contractPhase(
  { moved, lost }: MovePlan,
  { objects, sync, header, names }: Shared,
): PlannedPhase {
  const { context, columns, sqlNew, newName, reference, referenced } = moved
  const { table, sqlTable } = context
  const valueOf = (name: string) =>
    `(SELECT n.${quoteIdentifier(name)} FROM ${sqlNew} AS n WHERE n.${quoteIdentifier(reference)} = ${sqlTable}.${quoteIdentifier(referenced)})`
  const [first, ...beside] = columns.map((column) => ({ column, value: valueOf(column.name) }))
  return {
    name: 'contract',
    migrations: [
      transactionMigration(
        'contract',
        { ...header, phase: 'contract' },
        `Drops ${names}; "${newName.name}" says it all.`,
        { tables: [sqlTable, sqlNew], mode: 'ACCESS EXCLUSIVE' },
        [
          ...dropMoveTriggers(moved, objects),
          `ALTER TABLE ${sqlTable} ${columns.map(({ name }) => `DROP COLUMN ${quoteIdentifier(name)}`).join(', ')}`,
          ...dropMoveFunctions(objects),
        ],
      ),
    ],
    schemaEdits: lost.toReversed().flatMap((old) => dropOldField(context, old)),
    rollback: {
      sql:
        first === undefined
          ? ''
          : `${headerText(
              { ...header, phase: 'contract, taken back' },
              `Brings ${names} back with the values of "${newName.name}".`,
            )}\n${restoreColumn({
              context,
              ...first,
              beside,
              sync,
              prepare: [],
              notNullCheck: objects.old.notNullCheck,
              checks: [],
            })}`,
      loses: `Nothing; the whole table is written once, and writes wait while the indexes of ${names} are built.`,
    },
    explanation: `Takes the triggers off and drops ${names} of "${table.name}" with the indexes over ${columns.length === 1 ? 'it' : 'them'}.`,
    application: `Nothing is left to do. No code that uses ${names} of "${table.name}" may be running when this phase is deployed, reports and exports included.`,
  }
}
