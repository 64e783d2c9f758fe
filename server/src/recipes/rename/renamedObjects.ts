import type { ConstraintDescription, IndexDescription } from '../../engine/catalogue.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import type { SqlAction } from '../../sql/action.js'
import { quoteBeside, type TableContext } from '../parts/tableContext.js'

type CreateIndex = Extract<SqlAction, { kind: 'createIndex' }>
type AddConstraint = Extract<SqlAction, { kind: 'addConstraint' }>

/** How the columns of the old objects are called in the new ones. */
export type ColumnNames = (oldName: string) => string

/** A change of a name, and the way back. Both are written for the table as it is called in between. */
export type RenameStep = { readonly forth: string; readonly back: string }

/**
 * ALTER INDEX … RENAME for every index that the pending script makes anew under another name
 * although only names have changed. It takes no lock on the table.
 */
export function indexRenames(
  context: TableContext,
  created: readonly CreateIndex[],
  newName: ColumnNames,
): readonly string[] {
  return renamedIndexes(context, created, newName).map(({ from, to }) =>
    renameIndex(quoteBeside(context, from), to),
  )
}

export function renamedIndexes(
  context: TableContext,
  created: readonly CreateIndex[],
  newName: ColumnNames,
): readonly NewName[] {
  return created.flatMap(({ index }) => {
    const old = context.table.indexes.find((candidate) => sameIndex(candidate, index, newName))
    return old === undefined || index.name === undefined || old.name === index.name
      ? []
      : [{ from: old.name, to: index.name }]
  })
}

/** ALTER TABLE … RENAME CONSTRAINT for the foreign keys, on the table as it is called by then. */
export function foreignKeyRenames(
  context: TableContext,
  added: readonly AddConstraint[],
  newName: ColumnNames,
  sqlTable: string,
): readonly string[] {
  return renamedForeignKeys(context, added, newName).map(({ from, to }) =>
    renameConstraint(sqlTable, from, to),
  )
}

export function renamedForeignKeys(
  context: TableContext,
  added: readonly AddConstraint[],
  newName: ColumnNames,
): readonly NewName[] {
  return added.flatMap(({ constraint }) => {
    if (constraint.kind !== 'foreignKey' || constraint.name === undefined) return []
    const old = context.table.constraints.find((candidate) =>
      sameKey(candidate, constraint.columns, newName),
    )
    return old === undefined || old.name === constraint.name
      ? []
      : [{ from: old.name, to: constraint.name }]
  })
}

export type NewName = { readonly from: string; readonly to: string }

/** `sqlIndex` is the index as SQL. */
export function renameIndex(sqlIndex: string, newName: string): string {
  return `ALTER INDEX ${sqlIndex} RENAME TO ${quoteIdentifier(newName)}`
}

export function renameConstraint(sqlTable: string, oldName: string, newName: string): string {
  return `ALTER TABLE ${sqlTable} RENAME CONSTRAINT ${quoteIdentifier(oldName)} TO ${quoteIdentifier(newName)}`
}

/** Whether the index is the old one over the columns' new names. */
export function sameIndex(
  old: IndexDescription,
  index: CreateIndex['index'],
  newName: ColumnNames,
): boolean {
  const columns = index.columns.map(({ name }) => name)
  return (
    old.unique === index.unique &&
    !old.primary &&
    old.method === index.method &&
    (old.predicate === undefined) === (index.where === undefined) &&
    old.columns.length === columns.length &&
    old.columns.every((name, place) => name !== null && newName(name) === columns[place])
  )
}

export function sameKey(
  old: ConstraintDescription,
  columns: readonly string[],
  newName: ColumnNames,
): boolean {
  return (
    old.kind === 'foreignKey' &&
    old.columns.length === columns.length &&
    old.columns.every((name, place) => newName(name) === columns[place])
  )
}
