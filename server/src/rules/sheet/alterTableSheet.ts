import type { Catalogue } from '../../engine/catalogue.js'
import type { LockMode } from '../../engine/lockMode.js'
import type { ConstraintDefinition, QualifiedName } from '../../sql/action.js'
import { checksOn, indexesOn } from '../builtOnColumn.js'
import { noWork, type Work } from '../evidence.js'
import { resolveRelation, tableOf } from '../resolveName.js'
import { typeChangeWork } from '../typeChange.js'
import { volatilityOfDefault } from '../volatileDefault.js'
import {
  lockOn,
  locksOn,
  referencedBy,
  referencingTo,
  rewriting,
  scanning,
  together,
  type Sheet,
} from './work.js'

/** The commands of ALTER TABLE (manual, ALTER TABLE: each command names its lock, or ACCESS EXCLUSIVE holds). */
export const alterTableSheet: Sheet<
  | 'renameTable'
  | 'setTableSchema'
  | 'addColumn'
  | 'dropColumn'
  | 'renameColumn'
  | 'alterColumnType'
  | 'setNotNull'
  | 'dropNotNull'
  | 'dropDefault'
  | 'dropExpression'
  | 'dropIdentity'
  | 'setDefault'
  | 'addConstraint'
  | 'dropConstraint'
  | 'validateConstraint'
  | 'renameConstraint'
  | 'alterTableOther'
> = {
  renameTable: exclusive,
  setTableSchema: exclusive,
  renameColumn: exclusive,
  dropNotNull: exclusive,
  dropDefault: exclusive,
  dropExpression: exclusive,
  dropIdentity: exclusive,
  setDefault: exclusive,
  renameConstraint: exclusive,
  setNotNull: (action, catalogue) => scanning(exclusive(action, catalogue)),
  addColumn: ({ table, column }, catalogue) => {
    const isEvaluated =
      column.serial ||
      column.identity !== undefined ||
      column.generated === 'stored' ||
      (column.default !== undefined &&
        volatilityOfDefault(column.default, catalogue) === 'volatile')
    const own = exclusive({ table }, catalogue)
    const isChecked = column.notNull && column.default === undefined
    const work = isEvaluated ? rewriting(own) : isChecked ? scanning(own) : own
    return column.constraints
      .map((constraint) => {
        // Where all rows hold NULL there is nothing to look up.
        const hasOnlyNulls = constraint.kind === 'foreignKey' && column.default === undefined
        const added = hasOnlyNulls && !isEvaluated ? { ...constraint, notValid: true } : constraint
        return addedConstraint(table, added, catalogue)
      })
      .reduce(together, work)
  },
  dropColumn: ({ table, column, cascade }, catalogue) => {
    const name = resolveRelation(catalogue, table)
    const holds = (columns: readonly string[]) => columns.includes(column)
    const others = [
      ...referencedBy(tableOf(catalogue, table), holds),
      ...(cascade ? referencingTo(catalogue, name, holds) : []),
    ]
    return locksOn([...new Set([name, ...others])], 'AccessExclusiveLock')
  },
  alterColumnType: ({ table, column, type, using, collation }, catalogue) => {
    const name = resolveRelation(catalogue, table)
    const known = tableOf(catalogue, table)
    const holds = (columns: readonly string[]) => columns.includes(column)
    const others = [...referencedBy(known, holds), ...referencingTo(catalogue, name, holds)]
    const locks = locksOn([...new Set([name, ...others])], 'AccessExclusiveLock')
    const from = known?.columns.find((candidate) => candidate.name === column)?.type
    const work = from === undefined ? 'rewrite' : typeChangeWork(column, from, type, using)
    if (work === 'rewrite') return rewriting(locks)
    if (known === undefined) return locks
    const isSortedAnew = work === 'index' || collation !== undefined
    const isRead =
      (isSortedAnew && indexesOn(known, column).length > 0) || checksOn(known, column).length > 0
    return isRead && changesType(from, type, collation) ? scanning(locks) : locks
  },
  addConstraint: ({ table, constraint }, catalogue) =>
    addedConstraint(table, constraint, catalogue),
  dropConstraint: ({ table, constraint, cascade }, catalogue) => {
    const name = resolveRelation(catalogue, table)
    const known = tableOf(catalogue, table)
    const dropped = known?.constraints.find((candidate) => candidate.name === constraint)
    const isKey = dropped?.kind === 'primaryKey' || dropped?.kind === 'unique'
    const others = [
      ...referencedBy(known, (_columns, candidate) => candidate === constraint),
      ...(cascade && isKey ? referencingTo(catalogue, name) : []),
    ]
    return locksOn([...new Set([name, ...others])], 'AccessExclusiveLock')
  },
  validateConstraint: ({ table, constraint }, catalogue) => {
    const parents = referencedBy(tableOf(catalogue, table), (_, name) => name === constraint)
    const own = scanning(lockOn(catalogue, table, 'ShareUpdateExclusiveLock'))
    return together(own, locksOn(parents, 'RowShareLock'))
  },
  alterTableOther: ({ table, command, partition, concurrently }, catalogue) => {
    // ALTER INDEX and ALTER VIEW come as the same kind; only tables are known to the catalogue.
    if (tableOf(catalogue, table) === undefined) return noWork
    const own = lockOn(
      catalogue,
      table,
      concurrently
        ? 'ShareUpdateExclusiveLock'
        : (lighterCommands[command] ?? 'AccessExclusiveLock'),
    )
    return together(own, lockOn(catalogue, partition, 'AccessExclusiveLock'))
  },
}

function changesType(from: string | undefined, to: string, collation?: QualifiedName): boolean {
  return from !== to || collation !== undefined
}

function exclusive({ table }: { readonly table: QualifiedName }, catalogue: Catalogue): Work {
  return lockOn(catalogue, table, 'AccessExclusiveLock')
}

function addedConstraint(
  table: QualifiedName,
  constraint: ConstraintDefinition,
  catalogue: Catalogue,
): Work {
  const isUnchecked = constraint.notValid || constraint.notEnforced
  if (constraint.kind === 'foreignKey') {
    const own = lockOn(catalogue, table, 'ShareRowExclusiveLock')
    const parent = lockOn(catalogue, constraint.references.table, 'ShareRowExclusiveLock')
    return together(isUnchecked ? own : scanning(own), parent)
  }
  const own = exclusive({ table }, catalogue)
  const isReady = 'usingIndex' in constraint && constraint.usingIndex !== undefined
  return isUnchecked || isReady ? own : scanning(own)
}

const lighterCommands: Readonly<Record<string, LockMode>> = {
  AT_SetStatistics: 'ShareUpdateExclusiveLock',
  AT_SetOptions: 'ShareUpdateExclusiveLock',
  AT_ResetOptions: 'ShareUpdateExclusiveLock',
  AT_SetRelOptions: 'ShareUpdateExclusiveLock',
  AT_ResetRelOptions: 'ShareUpdateExclusiveLock',
  AT_ClusterOn: 'ShareUpdateExclusiveLock',
  AT_DropCluster: 'ShareUpdateExclusiveLock',
  AT_AttachPartition: 'ShareUpdateExclusiveLock',
  AT_EnableTrig: 'ShareRowExclusiveLock',
  AT_EnableAlwaysTrig: 'ShareRowExclusiveLock',
  AT_EnableReplicaTrig: 'ShareRowExclusiveLock',
  AT_EnableTrigAll: 'ShareRowExclusiveLock',
  AT_EnableTrigUser: 'ShareRowExclusiveLock',
  AT_DisableTrig: 'ShareRowExclusiveLock',
  AT_DisableTrigAll: 'ShareRowExclusiveLock',
  AT_DisableTrigUser: 'ShareRowExclusiveLock',
}
