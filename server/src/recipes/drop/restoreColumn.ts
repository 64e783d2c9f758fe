import type { ColumnDescription, ConstraintDescription } from '../../engine/catalogue.js'
import { quoteIdentifier, quoteQualified } from '../../sql/quoting.js'
import { scanBlock, transactionBlock } from '../parts/fileKinds.js'
import { foreignKeysOver } from '../parts/obstacles.js'
import { indexForColumn, mentionsColumn } from '../rename/renameInDefinition.js'
import { scriptOf } from '../parts/sqlText.js'
import { quoteBeside, type TableContext } from '../parts/tableContext.js'

export type ColumnToRestore = {
  readonly context: TableContext
  readonly column: ColumnDescription
  /** Statements that put the sync trigger on again. */
  readonly sync: readonly string[]
  /** Before the column comes back, under the same lock: what has its name meanwhile goes. */
  readonly first?: readonly string[]
  /** Before the trigger comes, under the same lock. */
  readonly prepare: readonly string[]
  /** SQL for the value of a row that is there; absent where the column may stay NULL. */
  readonly value?: string
  /** Columns that come back in the same step, each with its value. */
  readonly beside?: readonly { readonly column: ColumnDescription; readonly value: string }[]
  /** Name, as SQL, for the CHECK that proves NOT NULL on the way. */
  readonly notNullCheck: string
  /** Constraints of the plan that hold again afterwards. */
  readonly checks: readonly { readonly name: string; readonly condition: string }[]
}

/**
 * A column that a contract has dropped, with all that hung on it. Several transactions, so that no
 * lock is held while the table is filled or read; its indexes are built as any index, which stops
 * writes meanwhile, because a file with CONCURRENTLY could hold nothing else.
 */
export function restoreColumn(restore: ColumnToRestore): string {
  const { context, column, sync, value, beside = [] } = restore
  const { sqlTable } = context
  const locks = { tables: [sqlTable], mode: 'ACCESS EXCLUSIVE' } as const
  const columns = [{ column, value }, ...beside]
  const parts = [
    transactionBlock(locks, [
      ...(restore.first ?? []),
      ...columns.flatMap((one) => columnStatements(context, one.column)),
      ...restore.prepare,
      ...sync,
    ]),
    ...columns.flatMap((one) =>
      one.value === undefined
        ? []
        : [fillBlock(sqlTable, quoteIdentifier(one.column.name), one.value)],
    ),
    ...columns.flatMap((_, index) =>
      constraintBlocks(
        restore,
        columns.slice(0, index + 1).map((each) => each.column),
      ),
    ),
    // An index or a foreign key over several of them is made once, with the first.
    ...columns.flatMap((one, index) => {
      const earlier = columns.slice(0, index).map((each) => each.column.name)
      return [
        ...indexesWith(context, one.column.name, earlier).map((statement) => scriptOf([statement])),
        ...foreignKeyBlocks(context, one.column.name, earlier),
      ]
    }),
  ]
  return parts.join('\n')
}

function columnStatements(context: TableContext, column: ColumnDescription): readonly string[] {
  const { sqlTable } = context
  const name = quoteIdentifier(column.name)
  return [
    `ALTER TABLE ${sqlTable} ADD COLUMN ${name} ${column.type}${collation(column)}`,
    ...sequencesOf(context, column.name),
    ...(column.default === undefined
      ? []
      : [`ALTER TABLE ${sqlTable} ALTER COLUMN ${name} SET DEFAULT ${column.default}`]),
  ]
}

/** The checks of the last of the columns and NOT NULL, each held first and then proved. */
function constraintBlocks(
  { context, notNullCheck, checks: ofPlan }: ColumnToRestore,
  columns: readonly ColumnDescription[],
): readonly string[] {
  const { sqlTable } = context
  const column = columns.at(-1)
  if (column === undefined) return []
  const earlier = columns.slice(0, -1).map((one) => one.name)
  const own = earlier.length === 0 ? ofPlan : []
  const name = quoteIdentifier(column.name)
  const locks = { tables: [sqlTable], mode: 'ACCESS EXCLUSIVE' } as const
  const checks = constraintsWith(context, column.name, 'check').filter(
    (check) => !check.columns.some((one) => earlier.includes(one)),
  )
  const added = [
    ...own.map((check) => `${check.name} CHECK (${check.condition})`),
    ...checks.map(
      ({ name: check, definition }) => `${quoteIdentifier(check)} ${notValid(definition)}`,
    ),
    ...(column.notNull ? [`${notNullCheck} CHECK (${name} IS NOT NULL)`] : []),
  ]
  const validated = [
    ...own.map((check) => check.name),
    ...checks.filter((check) => check.validated).map((check) => quoteIdentifier(check.name)),
    ...(column.notNull ? [notNullCheck] : []),
  ]
  return [
    ...(added.length === 0
      ? []
      : [
          transactionBlock(
            locks,
            added.map((text) => `ALTER TABLE ${sqlTable} ADD CONSTRAINT ${text} NOT VALID`),
          ),
        ]),
    ...validated.map((check) => scanBlock(`ALTER TABLE ${sqlTable} VALIDATE CONSTRAINT ${check}`)),
    ...(column.notNull
      ? [
          transactionBlock(locks, [
            `ALTER TABLE ${sqlTable} ALTER COLUMN ${name} SET NOT NULL`,
            `ALTER TABLE ${sqlTable} DROP CONSTRAINT ${notNullCheck}`,
          ]),
        ]
      : []),
  ]
}

/** The sync function stands aside: it would take the empty column for what was written. */
function fillBlock(sqlTable: string, name: string, value: string): string {
  return `BEGIN;\n\n${scriptOf([
    `SELECT set_config('concertina.backfill', 'mute', true)`,
    `UPDATE ${sqlTable} SET ${name} = ${value} WHERE ${name} IS NULL`,
  ])}\nCOMMIT;\n`
}

function collation({ collation: name }: ColumnDescription): string {
  return name === undefined ? '' : ` COLLATE ${quoteIdentifier(name)}`
}

function constraintsWith(
  { table }: TableContext,
  column: string,
  kind: ConstraintDescription['kind'],
): readonly ConstraintDescription[] {
  return table.constraints.filter(
    (constraint) => constraint.kind === kind && constraint.columns.includes(column),
  )
}

function notValid(definition: string): string {
  return definition.replace(/ NOT VALID$/, '')
}

/** A sequence that belongs to a column goes with it. */
function sequencesOf(context: TableContext, column: string): readonly string[] {
  const { tableKey, sqlTable, change } = context
  return change.catalogue.sequences
    .filter(({ ownedBy }) => ownedBy?.table === tableKey && ownedBy.column === column)
    .flatMap((sequence) => {
      const name = quoteBeside(context, sequence.name)
      return [
        `CREATE SEQUENCE ${name} AS ${sequence.type}`,
        `ALTER SEQUENCE ${name} OWNED BY ${sqlTable}.${quoteIdentifier(column)}`,
      ]
    })
}

function indexesWith(
  context: TableContext,
  column: string,
  earlier: readonly string[],
): readonly string[] {
  const { table, sqlTable, change } = context
  return table.indexes
    .filter(({ definition, valid }) => {
      const mentions = (name: string) => mentionsColumn(definition, name, change.parser)
      return valid && mentions(column) && !earlier.some(mentions)
    })
    .map((index) => {
      const constraint = table.constraints.find(
        ({ index: behind, kind }) => behind === index.name && kind !== 'foreignKey',
      )
      if (constraint !== undefined) {
        return `ALTER TABLE ${sqlTable} ADD CONSTRAINT ${quoteIdentifier(constraint.name)} ${constraint.definition}`
      }
      const target = {
        column,
        newColumn: column,
        newName: index.name,
        sqlTable,
        concurrently: false,
      }
      return indexForColumn(index.definition, target, change.parser) ?? index.definition
    })
}

function foreignKeyBlocks(
  context: TableContext,
  column: string,
  earlier: readonly string[],
): readonly string[] {
  const { sqlTable } = context
  const keys = foreignKeysOver(context, column)
  const isNew = (columns: readonly string[]) => !columns.some((one) => earlier.includes(one))
  return keys
    .filter((key) => isNew(key.columns))
    .flatMap((key) => {
      const name = quoteIdentifier(key.name)
      const tables = [sqlTable, sqlNameOf(context, key.references?.table ?? '')]
      return [
        transactionBlock({ tables, mode: 'SHARE ROW EXCLUSIVE' }, [
          `ALTER TABLE ${sqlTable} ADD CONSTRAINT ${name} ${notValid(key.definition)} NOT VALID`,
        ]),
        ...(key.validated
          ? [scanBlock(`ALTER TABLE ${sqlTable} VALIDATE CONSTRAINT ${name}`)]
          : []),
      ]
    })
}

/** A table of the catalogue as the script would write it. */
export function sqlNameOf(context: TableContext, tableKey: string): string {
  const found = context.change.catalogue.tables[tableKey]
  if (found === undefined) return quoteIdentifier(tableKey)
  return found.schema === context.table.schema
    ? quoteBeside(context, found.name)
    : quoteQualified({ schema: found.schema, name: found.name })
}
