import { concerned } from '../concerned.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'

/** Writes the table anew in the order of an index, under ACCESS EXCLUSIVE (manual, CLUSTER). */
export const cluster: Rule = {
  id: 'cluster',
  severity: 'error',
  title: 'CLUSTER writes a table anew while every query on it waits',
  check: (analysed, script) =>
    concerned(analysed, script, 'other', ({ table }) => table ?? { name: '' })
      .filter(({ action }) => action.node === 'ClusterStmt')
      .map(({ action, table }) => ({
        message: inSentences(
          action.table === undefined
            ? 'Writes every table that was clustered before anew, in the order of its index: every query on each waits until it is done.'
            : `Writes ${quotedTable(table)} anew in the order of an index.`,
          action.table === undefined ? '' : lockSentence(analysed),
          'The order does not last, because later rows go where there is room. Run pg_repack outside the migration, which holds such a lock only for a moment.',
        ),
        action,
        object: action.table === undefined ? {} : { table },
        hurts: action.table === undefined ? ['readers', 'writers'] : hurtByLocks(analysed),
        facts: lockFacts(analysed),
      })),
}
