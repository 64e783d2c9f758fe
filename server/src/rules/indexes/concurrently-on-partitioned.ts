import { quoteIdentifier } from '../../sql/quoting.js'
import { droppedIndexes } from '../drops/droppedIndexes.js'
import { actionsOfKind } from '../concerned.js'
import { inSentences, quotedTable } from '../phrases.js'
import { nameOfTable, tableOf } from '../resolveName.js'
import type { Rule, RuleFinding } from '../rule.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'

/** PostgreSQL builds and drops the index of a partitioned table in one transaction only (0A000). */
export const concurrentlyOnPartitioned: Rule = {
  id: 'concurrently-on-partitioned',
  severity: 'error',
  title: 'CONCURRENTLY is refused on a partitioned table',
  check: (analysed, script) => [...created(analysed), ...dropped(analysed, script)],
}

function created(analysed: AnalysedStatement): readonly RuleFinding[] {
  return actionsOfKind(analysed, 'createIndex').flatMap((action) => {
    const table = tableOf(analysed.before, action.index.table)
    if (!action.concurrently || table?.kind !== 'partitioned') return []
    const name = action.index.name
    return {
      message: inSentences(
        `CREATE INDEX CONCURRENTLY does not work on ${quotedTable(nameOfTable(table))}, which is partitioned: the deployment stops here with error 0A000.`,
        'Create the index with ON ONLY the partitioned table, then CONCURRENTLY on each partition, and attach those with ALTER INDEX … ATTACH PARTITION.',
      ),
      action,
      object: { table: nameOfTable(table), ...(name === undefined ? {} : { index: name }) },
      hurts: [],
      facts: { sqlState: '0A000' },
    }
  })
}

function dropped(analysed: AnalysedStatement, script: AnalysedScript): readonly RuleFinding[] {
  return droppedIndexes(analysed, script).flatMap(({ action, table }) => {
    if (!action.concurrently || table?.kind !== 'partitioned') return []
    const { name } = action.index
    return {
      message: inSentences(
        `DROP INDEX CONCURRENTLY does not work on ${quoteIdentifier(name)}, because ${quotedTable(nameOfTable(table))} is partitioned: the deployment stops here with error 0A000.`,
        'Drop it without CONCURRENTLY, behind a short lock_timeout.',
      ),
      action,
      object: { table: nameOfTable(table), index: name },
      hurts: [],
      facts: { sqlState: '0A000' },
    }
  })
}
