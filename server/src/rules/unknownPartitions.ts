import type { Catalogue } from '../engine/catalogue.js'
import type { ParsedStatement } from '../sql/statement.js'
import { workByKind } from './lockSheet.js'

/**
 * Whether a statement would read or write the rows of a partitioned table that has no partition in
 * the replay. Such a table is not empty on a server: its partitions are made while the application
 * runs, and no migration tells of them. With ONLY the statement leaves them alone.
 */
export function meetsUnknownPartitions(statement: ParsedStatement, before: Catalogue): boolean {
  if (statement.kind === 'unparsed' || isOnlyParent(statement)) return false
  const { scans, rewrites } = workByKind(statement, before)
  const tables = Object.values(before.tables)
  return [...scans, ...rewrites].some((relation) => {
    const isPartitioned = before.tables[relation]?.kind === 'partitioned'
    return isPartitioned && !tables.some(({ partitionOf }) => partitionOf === relation)
  })
}

function isOnlyParent({ node }: ParsedStatement & { readonly kind: 'parsed' }): boolean {
  if ('IndexStmt' in node) return node.IndexStmt.relation?.inh !== true
  return 'AlterTableStmt' in node && node.AlterTableStmt.relation?.inh !== true
}
