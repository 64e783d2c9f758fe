import { quoteIdentifier } from '../../sql/quoting.js'
import { concerned, type Concern } from '../concerned.js'
import { knownWork } from '../knownWork.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import type { AnalysedStatement } from '../script.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'

/** The build holds SHARE, which no write gets past (manual, CREATE INDEX: Building Indexes Concurrently). */
export const createIndexBlocking: Rule = {
  id: 'create-index-blocking',
  severity: 'warning',
  title: 'Building an index blocks all writes to the table',
  check: (analysed, script) =>
    concerned(analysed, script, 'createIndex', ({ index }) => index.table)
      .filter((concern) => isBuilt(concern, analysed))
      .map(({ action, table }) => {
        const { name, unique } = action.index
        const kind = unique ? 'unique index' : 'index'
        const sameName = name === undefined ? '' : ', under the same name'
        return {
          message: inSentences(
            `Builds the ${kind} ${name === undefined ? '' : `${quoteIdentifier(name)} `}on ${quotedTable(table)}.`,
            lockSentence(analysed),
            `Create it with CREATE ${unique ? 'UNIQUE ' : ''}INDEX CONCURRENTLY${sameName}, alone in a migration of its own.`,
          ),
          action,
          object: { table, ...(name === undefined ? {} : { index: name }) },
          hurts: hurtByLocks(analysed),
          facts: lockFacts(analysed),
        }
      }),
}

/**
 * Whether rows are read for it: not with CONCURRENTLY (then they are, but nobody waits), not for
 * one that IF NOT EXISTS finds, and not with ON ONLY the parent of partitions. Nobody writes to a
 * materialized view but REFRESH.
 */
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
