import type { ColumnDescription } from '../../engine/catalogue.js'
import { columnNamed } from '../../prisma/lookups.js'
import type { ColumnOfField } from '../../prisma/schemaModel.js'
import { resolveRelation } from '../../rules/resolveName.js'
import type { QualifiedName, SqlAction } from '../../sql/action.js'
import type { PendingChange, RecipeSubject } from '../recipe.js'
import { mentionsColumn } from '../rename/renameInDefinition.js'
import {
  actionsOnTable,
  pendingActions,
  tableContext,
  type TableContext,
} from '../parts/tableContext.js'
import { isKeyColumn } from '../../rules/keyColumn.js'
import { typeRoute, type TypeOperation } from '../../rules/typeRoute.js'
import { behindSerial, isBuiltInType } from '../../sql/typeText.js'

/** A column that the pending script brings to another type, or drops and adds again with it. */
export type ChangedType = {
  readonly context: TableContext
  readonly old: ColumnDescription
  /** As the script leaves it. */
  readonly now: ColumnDescription
  readonly field: ColumnOfField
  readonly operation: TypeOperation
  readonly actions: readonly SqlAction[]
}

/** The changed types that one operation is for. */
export function changedTypes(
  change: PendingChange,
  operation: TypeOperation,
): readonly ChangedType[] {
  const recreated = change.script.stories.columnRecreations.flatMap(({ dropped, added }) => {
    const context = tableContext(change, dropped.table)
    return context === undefined
      ? []
      : changeOf(context, dropped.column, [
          dropped,
          added,
          ...indexActions(context, dropped.column),
        ])
  })
  const altered = pendingActions(change).flatMap(({ action }) => {
    const context =
      action.kind === 'alterColumnType' ? tableContext(change, action.table) : undefined
    return context === undefined || action.kind !== 'alterColumnType'
      ? []
      : changeOf(context, action.column, [
          action,
          ...defaultActions(context, action.column),
          ...keyActions(context, action.column),
        ])
  })
  return [...altered, ...recreated].filter((one) => one.operation === operation)
}

export function subjectOfType(
  { context, old }: ChangedType,
  ...others: readonly string[]
): RecipeSubject {
  return { model: context.model.model, table: context.tableKey, columns: [old.name, ...others] }
}

function changeOf(
  context: TableContext,
  column: string,
  actions: readonly SqlAction[],
): readonly ChangedType[] {
  const { table, tableKey, change, model } = context
  const old = table.columns.find(({ name }) => name === column)
  const after = change.script.after.tables[tableKey]?.columns.find(({ name }) => name === column)
  const now =
    old && (after?.type === old.type ? asList(old, alteredAs(old, actions), actions) : after)
  const field = columnNamed(model, column)
  if (old === undefined || now === undefined || field === undefined) return []
  const isKey = isKeyColumn(change.catalogue, tableKey, old)
  return [{ context, old, now, field, operation: typeRoute(old, now, isKey), actions }]
}

/** What Prisma writes for a key is refused as a whole at times; what it is to come to is known. */
function alteredAs(
  old: ColumnDescription,
  actions: readonly SqlAction[],
): ColumnDescription | undefined {
  const altered = actions.find((action) => action.kind === 'alterColumnType')
  const added = actions.find((action) => action.kind === 'addColumn')
  if (altered === undefined) return added && addedAs(added)
  const { name, schema = 'pg_catalog' } = altered.typeName
  // Prisma writes SET DATA TYPE BIGSERIAL for a numbered key, which is no type.
  const serial = schema === 'pg_catalog' ? behindSerial(name) : undefined
  return serial === undefined
    ? { ...old, type: altered.type, typeName: `${schema}.${name}` }
    : { ...old, type: serial.type, typeName: `pg_catalog.${serial.name}` }
}

/** A required column is refused where a migration has put rows into the table. */
function addedAs({
  column,
}: Extract<SqlAction, { kind: 'addColumn' }>): ColumnDescription | undefined {
  const { name, type, typeName, notNull, default: value } = column
  if (!isBuiltInType(typeName) || type.endsWith('[]')) return undefined
  const built = { name, type, typeName: `pg_catalog.${typeName.name}`, notNull, array: false }
  return { ...built, typeKind: 'base', ...(value === undefined ? {} : { default: value.text }) }
}

/** For a list of an enum Prisma writes a cast that PostgreSQL does not have. */
function asList(
  { typeName }: ColumnDescription,
  now: ColumnDescription | undefined,
  actions: readonly SqlAction[],
): ColumnDescription | undefined {
  if (now?.array !== false || !now.type.endsWith('[]')) return now
  const text = actions.findLast((action) => action.kind === 'setDefault')?.expression.text
  const { name, type, typeKind, notNull } = now
  const list = { name, type, typeName, typeKind, notNull, array: true }
  return text === undefined ? list : { ...list, default: text }
}

/** Prisma takes a default off a column before its type changes, and puts another on behind. */
function defaultActions(context: TableContext, column: string): readonly SqlAction[] {
  return [...actionsOnTable(context, 'setDefault'), ...actionsOnTable(context, 'dropDefault')]
    .map(({ action }) => action)
    .filter((action) => action.column === column)
}

/**
 * Prisma drops a primary key before the type of its column changes, with the foreign keys that hang
 * on it, and makes them anew; PostgreSQL would have kept them.
 */
export function keyActions(context: TableContext, column: string): readonly SqlAction[] {
  const { change, tableKey } = context
  const { catalogue } = change
  const isTouched = (name: QualifiedName, constraint: string | undefined) => {
    const key = resolveRelation(catalogue, name)
    const found = catalogue.tables[key]?.constraints.find((one) => one.name === constraint)
    const { references } = found ?? {}
    return (
      (key === tableKey && found?.columns.includes(column) === true) ||
      (references?.table === tableKey && references.columns.includes(column))
    )
  }
  return context.actions
    .map(({ action }) => action)
    .filter(
      (action) =>
        (action.kind === 'dropConstraint' && isTouched(action.table, action.constraint)) ||
        (action.kind === 'addConstraint' && isTouched(action.table, action.constraint.name)),
    )
}

/** The indexes that a column which is dropped and added again takes along and gets back. */
function indexActions(context: TableContext, column: string): readonly SqlAction[] {
  const { table, change } = context
  const isOver = (text: string) => mentionsColumn(text, column, change.parser)
  return actionsOnTable(context, 'createIndex')
    .filter(
      ({ action, statement }) =>
        isOver(statement) &&
        table.indexes.some(
          ({ name, unique }) => name === action.index.name && unique === action.index.unique,
        ),
    )
    .map(({ action }) => action)
}
