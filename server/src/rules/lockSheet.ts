import type { Catalogue } from '../engine/catalogue.js'
import { isLockMode } from '../engine/lockMode.js'
import type { SqlAction } from '../sql/action.js'
import type { ParsedStatement } from '../sql/statement.js'
import { noWork, type Work } from './evidence.js'
import { nameOfTable, resolveRelation, resolveType, tableOf } from './resolveName.js'
import { alterTableSheet } from './sheet/alterTableSheet.js'
import {
  lockBehindIndex,
  lockOn,
  locksOn,
  nothing,
  referencedBy,
  referencingTo,
  rewriting,
  scanning,
  together,
  type Sheet,
} from './sheet/work.js'

/**
 * The work of a statement by its kind alone, as the manual has it (section 13.3.1 and the page of
 * each command), for what could not be observed. Relations that the catalogue does not know are
 * named all the same; what only execution can tell (the queries inside a function or a DO block,
 * the tables behind a view) is missing.
 */
export function workByKind(statement: ParsedStatement, catalogue: Catalogue): Work {
  if (statement.kind === 'unparsed') return noWork
  return statement.actions.map((action) => workOfAction(action, catalogue)).reduce(together, noWork)
}

export function workOfAction(action: SqlAction, catalogue: Catalogue): Work {
  // Each row takes the action of its own kind, which an index by a union cannot express.
  const row = sheet[action.kind] as (action: SqlAction, catalogue: Catalogue) => Work
  return row(action, catalogue)
}

const sheet: Sheet<SqlAction['kind']> = {
  ...alterTableSheet,
  createTable: ({ partitionOf, constraints, columns }, catalogue) => {
    const all = [...constraints, ...columns.flatMap((column) => column.constraints)]
    const parents = all.flatMap((constraint) =>
      constraint.kind === 'foreignKey' ? [constraint.references.table] : [],
    )
    return parents
      .map((parent) => lockOn(catalogue, parent, 'ShareRowExclusiveLock'))
      .reduce(together, lockOn(catalogue, partitionOf, 'AccessExclusiveLock'))
  },
  createTableAs: nothing,
  dropTable: ({ table, cascade, ifExists }, catalogue) => {
    const known = tableOf(catalogue, table)
    if (known === undefined && ifExists) return noWork
    const name = resolveRelation(catalogue, table)
    const dependents = cascade ? referencingTo(catalogue, name) : []
    const others = [...referencedBy(known), ...dependents]
    return locksOn([name, ...others], 'AccessExclusiveLock')
  },
  truncate: ({ table, cascade }, catalogue) => {
    const name = resolveRelation(catalogue, table)
    const dependents = cascade ? referencingTo(catalogue, name) : []
    return locksOn([name, ...dependents], 'AccessExclusiveLock')
  },
  createIndex: ({ index, concurrently }, catalogue) =>
    scanning(
      lockOn(catalogue, index.table, concurrently ? 'ShareUpdateExclusiveLock' : 'ShareLock'),
    ),
  dropIndex: ({ index, concurrently }, catalogue) =>
    lockBehindIndex(
      catalogue,
      index,
      concurrently ? 'ShareUpdateExclusiveLock' : 'AccessExclusiveLock',
    ),
  // Only the index itself is locked, and lightly.
  renameIndex: nothing,
  reindex: ({ target, name, concurrently }, catalogue) => {
    const mode = concurrently ? 'ShareUpdateExclusiveLock' : 'ShareLock'
    if (target === 'table') return scanning(lockOn(catalogue, name, mode))
    return target === 'index' && name !== undefined
      ? scanning(lockBehindIndex(catalogue, name, mode))
      : noWork
  },
  createTrigger: ({ table }, catalogue) => lockOn(catalogue, table, 'ShareRowExclusiveLock'),
  dropTrigger: ({ table }, catalogue) => lockOn(catalogue, table, 'AccessExclusiveLock'),
  dropOther: ({ table }, catalogue) => lockOn(catalogue, table, 'AccessExclusiveLock'),
  renameOther: ({ table }, catalogue) => lockOn(catalogue, table, 'AccessExclusiveLock'),
  refreshMaterializedView: ({ view, concurrently }, catalogue) =>
    lockOn(catalogue, view, concurrently ? 'ExclusiveLock' : 'AccessExclusiveLock', 'view'),
  insert: ({ table }, catalogue) => lockOn(catalogue, table, 'RowExclusiveLock'),
  update: ({ table }, catalogue) => lockOn(catalogue, table, 'RowExclusiveLock'),
  delete: ({ table }, catalogue) => lockOn(catalogue, table, 'RowExclusiveLock'),
  copy: ({ table }, catalogue) => lockOn(catalogue, table, 'RowExclusiveLock'),
  select: ({ table }, catalogue) => lockOn(catalogue, table, 'AccessShareLock'),
  lockTable: ({ tables, mode }, catalogue) =>
    isLockMode(mode)
      ? tables.map((table) => lockOn(catalogue, table, mode)).reduce(together, noWork)
      : noWork,
  vacuum: ({ tables, full }, catalogue) => {
    const mode = full ? 'AccessExclusiveLock' : 'ShareUpdateExclusiveLock'
    const works = tables.map((table) => lockOn(catalogue, table, mode))
    return works.map(full ? rewriting : scanning).reduce(together, noWork)
  },
  createEnum: nothing,
  addEnumValue: nothing,
  renameEnumValue: nothing,
  renameType: nothing,
  dropType: nothing,
  createDomain: nothing,
  alterDomain: ({ domain, command }, catalogue) => {
    const isChecked =
      command.kind === 'addConstraint'
        ? !command.constraint.notValid
        : command.kind === 'setNotNull' || command.kind === 'validateConstraint'
    const tables = isChecked ? tablesWith(catalogue, resolveType(domain)) : []
    return { ...locksOn(tables, 'ShareLock'), scans: tables }
  },
  createSchema: nothing,
  dropSchema: nothing,
  createExtension: nothing,
  createView: nothing,
  createSequence: nothing,
  alterSequence: nothing,
  createFunction: nothing,
  transaction: nothing,
  set: nothing,
  doBlock: nothing,
  other: nothing,
}

/** Tables with a column of the type. */
function tablesWith({ tables }: Catalogue, type: string): readonly string[] {
  return Object.values(tables)
    .filter(({ columns }) => columns.some(({ typeName }) => typeName === type))
    .map(nameOfTable)
    .toSorted()
}
