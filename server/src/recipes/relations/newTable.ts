import type { ColumnDescription } from '../../engine/catalogue.js'
import { tableNamed } from '../../prisma/lookups.js'
import type { TableOfModel } from '../../prisma/schemaModel.js'
import { resolveRelation } from '../../rules/resolveName.js'
import type { ColumnDefinition, QualifiedName, SqlAction } from '../../sql/action.js'
import { quoteQualified } from '../../sql/quoting.js'
import { oppositeOf } from '../drop/lostRelations.js'
import {
  pendingActions,
  tableOfAction,
  type PendingAction,
  type TableContext,
} from '../parts/tableContext.js'
import type { PendingChange } from '../recipe.js'

/** A table of a model that the pending script makes. */
export type NewTable = {
  readonly newName: QualifiedName
  /** `schema.name` of the table, and the table as SQL. */
  readonly newKey: string
  readonly sqlNew: string
  readonly model: TableOfModel
  readonly created: readonly ColumnDefinition[]
  /** Statements of the script that make the table with its keys. */
  readonly statements: readonly string[]
  readonly actions: readonly SqlAction[]
}

/** The one foreign key of a new table to an old one. */
export type ReferenceTo = {
  /** The foreign key of the new table, and the column that it refers to. */
  readonly reference: string
  readonly referenced: string
}

export function newTables(change: PendingChange): readonly NewTable[] {
  const pending = pendingActions(change)
  return pending.flatMap(({ action }) => {
    const model =
      action.kind === 'createTable' ? tableNamed(change.target, action.table) : undefined
    if (action.kind !== 'createTable' || model === undefined) return []
    const about = actionsAbout(pending, action.table)
    return [
      {
        newName: action.table,
        newKey: resolveRelation(change.catalogue, action.table),
        sqlNew: quoteQualified(action.table),
        model,
        created: action.columns,
        statements: [...new Set(about.map(({ statement }) => statement))],
        actions: about.map((one) => one.action),
      },
    ]
  })
}

/** What makes the table of this name, its indexes and its constraints. */
export function actionsAbout(
  pending: readonly PendingAction[],
  table: QualifiedName,
): readonly PendingAction[] {
  return pending.filter(({ action }) => {
    const on = tableOfAction(action)
    return on?.name === table.name && on.schema === table.schema
  })
}

/**
 * The new model refers to the old one by one column, and the old one has a field for its rows: one
 * row, where the column is unique, or a list of them.
 */
export function referenceTo(
  change: PendingChange,
  { model: old, table }: TableContext,
  { model }: NewTable,
  rows: 'one' | 'many',
): ReferenceTo | undefined {
  const relations = model.relations.filter(
    ({ otherModel, columns }) => otherModel === old.model && columns.length === 1,
  )
  const [relation] = relations
  const other = change.target.tables.find((one) => one.model === old.model)
  const opposite = relation && other && oppositeOf(model, relation, other)
  const [reference] = relation?.columns ?? []
  const [referenced] = relation?.references ?? []
  const isOne = model.keys.some(
    ({ kind, columns }) =>
      (kind === 'primaryKey' || kind === 'unique') && columns.join('\0') === reference,
  )
  const isThere = table.columns.some(({ name }) => name === referenced)
  return relations.length !== 1 ||
    reference === undefined ||
    referenced === undefined ||
    opposite?.field.list !== (rows === 'many') ||
    isOne !== (rows === 'one') ||
    !isThere
    ? undefined
    : { reference, referenced }
}

/** `ADD CONSTRAINT … FOREIGN KEY … ON DELETE CASCADE` of the new table's reference. */
export function goesWithItsRow({ statements }: NewTable, { reference }: ReferenceTo): boolean {
  return statements.some((one) => one.includes(`"${reference}"`) && /ON DELETE CASCADE/i.test(one))
}

/** The name of a unique index or a check over the column, or of its foreign key. */
export function ruleOver({ table }: TableContext, { name }: ColumnDescription): string | undefined {
  return (
    table.indexes.find(({ unique, columns }) => unique && columns.includes(name))?.name ??
    table.constraints.find(
      ({ kind, columns }) => (kind === 'check' || kind === 'foreignKey') && columns.includes(name),
    )?.name
  )
}
