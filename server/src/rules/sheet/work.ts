import type { Catalogue, TableDescription } from '../../engine/catalogue.js'
import { strongerLock, type LockMode } from '../../engine/lockMode.js'
import type { RelationLock } from '../../engine/trace.js'
import type { QualifiedName, SqlAction } from '../../sql/action.js'
import { noWork, type Work } from '../evidence.js'
import { nameOfTable, resolveRelation, tableOfIndex } from '../resolveName.js'

/** The rows of the lock sheet: for each kind of action, the work that it does by the manual. */
export type Sheet<Kind extends SqlAction['kind']> = {
  readonly [K in Kind]: (action: SqlAction & { readonly kind: K }, catalogue: Catalogue) => Work
}

export function nothing(): Work {
  return noWork
}

export function lockOn(
  catalogue: Catalogue,
  table: QualifiedName | undefined,
  mode: LockMode,
  kind: RelationLock['kind'] = 'table',
): Work {
  if (table === undefined) return noWork
  return locksOn([resolveRelation(catalogue, table)], mode, kind)
}

export function locksOn(
  relations: readonly string[],
  mode: LockMode,
  kind: RelationLock['kind'] = 'table',
): Work {
  return { ...noWork, locks: relations.map((relation) => ({ relation, kind, mode })) }
}

/** The lock on the table that an index belongs to, where the catalogue knows it. */
export function lockBehindIndex(catalogue: Catalogue, index: QualifiedName, mode: LockMode): Work {
  const table = tableOfIndex(catalogue, index)
  return table === undefined ? noWork : locksOn([nameOfTable(table)], mode)
}

export function scanning(work: Work): Work {
  return { ...work, scans: firstRelation(work) }
}

export function rewriting(work: Work): Work {
  return { ...work, rewrites: firstRelation(work) }
}

/** Both works in one statement: of two locks on one relation the stronger. */
export function together(left: Work, right: Work): Work {
  const locks = new Map(left.locks.map((lock) => [lock.relation, lock]))
  for (const lock of right.locks) {
    const other = locks.get(lock.relation)
    const mode = other === undefined ? lock.mode : strongerLock(other.mode, lock.mode)
    locks.set(lock.relation, { ...lock, mode })
  }
  return {
    locks: [...locks.values()].toSorted((a, b) => (a.relation < b.relation ? -1 : 1)),
    rewrites: union(left.rewrites, right.rewrites),
    indexRebuilds: union(left.indexRebuilds, right.indexRebuilds),
    scans: union(left.scans, right.scans),
  }
}

/** Tables that the foreign keys of this one refer to, of those that `concerns` picks. */
export function referencedBy(
  table: TableDescription | undefined,
  concerns: (columns: readonly string[], name: string) => boolean = () => true,
): readonly string[] {
  return (table?.constraints ?? []).flatMap(({ columns, name, references }) =>
    references !== undefined && concerns(columns, name) ? [references.table] : [],
  )
}

/** Tables whose foreign keys refer to this one, of those that `concerns` picks by its columns. */
export function referencingTo(
  catalogue: Catalogue,
  relation: string,
  concerns: (columns: readonly string[]) => boolean = () => true,
): readonly string[] {
  return Object.values(catalogue.tables)
    .filter(({ constraints }) =>
      constraints.some(
        ({ references }) => references?.table === relation && concerns(references.columns),
      ),
    )
    .map(nameOfTable)
}

function firstRelation({ locks }: Work): readonly string[] {
  return locks.slice(0, 1).map(({ relation }) => relation)
}

function union(left: readonly string[], right: readonly string[]): readonly string[] {
  return [...new Set([...left, ...right])].toSorted()
}
