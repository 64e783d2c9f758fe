import type { ConstraintDescription, IndexDescription } from '../engine/catalogue.js'
import { quoteIdentifier } from '../sql/quoting.js'
import type { SqlAction } from '../sql/action.js'
import { quoteBeside, type TableContext } from './tableContext.js'

type CreateIndex = Extract<SqlAction, { kind: 'createIndex' }>
type AddConstraint = Extract<SqlAction, { kind: 'addConstraint' }>

/** How the columns of the old objects are called in the new ones. */
export type ColumnNames = (oldName: string) => string

/**
 * ALTER INDEX … RENAME for every index that the pending script makes anew under another name
 * although only names have changed. It takes no lock on the table.
 */
export function indexRenames(
  context: TableContext,
  created: readonly CreateIndex[],
  newName: ColumnNames,
): readonly string[] {
  return created.flatMap(({ index }) => {
    const old = context.table.indexes.find((candidate) => sameIndex(candidate, index, newName))
    return old === undefined || index.name === undefined || old.name === index.name
      ? []
      : [`ALTER INDEX ${quoteBeside(context, old.name)} RENAME TO ${quoteIdentifier(index.name)}`]
  })
}

/** ALTER TABLE … RENAME CONSTRAINT for the foreign keys, on the table as it is called by then. */
export function foreignKeyRenames(
  context: TableContext,
  added: readonly AddConstraint[],
  newName: ColumnNames,
  sqlTable: string,
): readonly string[] {
  return added.flatMap(({ constraint }) => {
    if (constraint.kind !== 'foreignKey' || constraint.name === undefined) return []
    const old = context.table.constraints.find((candidate) =>
      sameKey(candidate, constraint.columns, newName),
    )
    return old === undefined || old.name === constraint.name
      ? []
      : [renameConstraint(sqlTable, old.name, constraint.name)]
  })
}

export function renameConstraint(sqlTable: string, oldName: string, newName: string): string {
  return `ALTER TABLE ${sqlTable} RENAME CONSTRAINT ${quoteIdentifier(oldName)} TO ${quoteIdentifier(newName)}`
}

function sameIndex(
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

function sameKey(
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
