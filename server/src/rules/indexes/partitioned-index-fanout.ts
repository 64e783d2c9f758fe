import { quoteIdentifier } from '../../sql/quoting.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { builtIndexes } from './builtIndexes.js'

/** The index is built on every partition within one statement (manual, CREATE INDEX: Notes). */
export const partitionedIndexFanout: Rule = {
  id: 'partitioned-index-fanout',
  severity: 'warning',
  title: 'An index on a partitioned table is built on all partitions while all of them wait',
  yieldsTo: ['create-index-after-exclusive'],
  check: (analysed, script) =>
    builtIndexes(analysed, script)
      .filter(({ table }) => analysed.before.tables[table]?.kind === 'partitioned')
      .map(({ action, table }) => {
        const { name } = action.index
        return {
          message: inSentences(
            `Builds the index ${name === undefined ? '' : `${quoteIdentifier(name)} `}on ${quotedTable(table)} and on each of its partitions; writers to the first wait until the last is done too.`,
            lockSentence(analysed),
            'CONCURRENTLY is refused on a partitioned table: create it with ON ONLY the parent, CONCURRENTLY on each partition, and attach those with ALTER INDEX … ATTACH PARTITION.',
          ),
          action,
          object: { table, ...(name === undefined ? {} : { index: name }) },
          hurts: hurtByLocks(analysed),
          facts: lockFacts(analysed),
        }
      }),
}
