import { actionsOfKind, concerned, type Concern } from '../concerned.js'
import { knownWork } from '../knownWork.js'
import { resolveRelation } from '../resolveName.js'
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
    isBuilt(concern, analysed, script),
  )
}

function isBuilt(
  { action, table }: Concern<'createIndex'>,
  analysed: AnalysedStatement,
  script: AnalysedScript,
): boolean {
  const { before } = analysed
  if (action.concurrently || isMaterializedView(table, analysed, script)) return false
  const { indexes = [] } = before.tables[table] ?? {}
  const isThere = indexes.some(({ name }) => name === action.index.name)
  if (action.ifNotExists && isThere) return false
  const { scans } = knownWork(analysed)
  return scans.some((scanned) => scanned === table || isPartOf(scanned, table, analysed))
}

/** One that was there, or one of the same script, which the catalogue before it cannot know. */
function isMaterializedView(
  table: string,
  { before, index }: AnalysedStatement,
  { statements }: AnalysedScript,
): boolean {
  return (
    before.views.some(({ view }) => view === table) ||
    statements
      .slice(0, index)
      .some((earlier) =>
        actionsOfKind(earlier, 'createTableAs').some(
          (made) => made.materialized && resolveRelation(earlier.before, made.table) === table,
        ),
      )
  )
}

function isPartOf(
  relation: string,
  table: string,
  analysed: Pick<AnalysedStatement, 'before'>,
): boolean {
  const parent = analysed.before.tables[relation]?.partitionOf
  return parent !== undefined && (parent === table || isPartOf(parent, table, analysed))
}
