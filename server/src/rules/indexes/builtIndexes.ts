import { concerned, type Concern } from '../concerned.js'
import { knownWork } from '../knownWork.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'

/**
 * Indexes for which rows are read while writes wait: not with CONCURRENTLY (then they are read, but
 * nobody waits), not what IF NOT EXISTS finds, and not with ON ONLY the parent of partitions. Nobody
 * writes to a materialized view but REFRESH.
 */
export function builtIndexes(
  analysed: AnalysedStatement,
  script: AnalysedScript,
): readonly Concern<'createIndex'>[] {
  return concerned(analysed, script, 'createIndex', ({ index }) => index.table).filter((concern) =>
    isBuilt(concern, analysed),
  )
}

function isBuilt({ action, table }: Concern<'createIndex'>, analysed: AnalysedStatement): boolean {
  const { before } = analysed
  const isView = before.views.some(({ view }) => view === table)
  if (action.concurrently || isView) return false
  const { indexes = [] } = before.tables[table] ?? {}
  const isThere = indexes.some(({ name }) => name === action.index.name)
  if (action.ifNotExists && isThere) return false
  const { scans } = knownWork(analysed)
  return scans.some((scanned) => scanned === table || isPartOf(scanned, table, analysed))
}

function isPartOf(
  relation: string,
  table: string,
  analysed: Pick<AnalysedStatement, 'before'>,
): boolean {
  const parent = analysed.before.tables[relation]?.partitionOf
  return parent !== undefined && (parent === table || isPartOf(parent, table, analysed))
}
