import { concerned } from '../concerned.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'

/** Without CONCURRENTLY the whole partitioned table is locked (manual, ALTER TABLE: DETACH PARTITION). */
export const detachPartition: Rule = {
  id: 'detach-partition',
  severity: 'warning',
  title: 'Detaching a partition makes every query on the whole partitioned table wait',
  decidedByVersion: true,
  check: (analysed, script) =>
    concerned(analysed, script, 'alterTableOther', ({ table }) => table).flatMap(
      ({ action, table }) => {
        if (action.command !== 'AT_DetachPartition' || action.concurrently) return []
        if (action.partition === undefined) return []
        const partition = resolveRelation(analysed.before, action.partition)
        const hasCommand = script.postgresVersion >= 14
        return [
          {
            message: inSentences(
              `Takes the partition ${quotedTable(partition)} out of ${quotedTable(table)}: queries that expect its rows there no longer find them.`,
              lockSentence(analysed),
              hasCommand
                ? 'Write DETACH PARTITION … CONCURRENTLY, alone in a migration of its own; it needs a table without a default partition.'
                : 'Set a short lock_timeout and try again until it succeeds.',
            ),
            action,
            object: { table: partition },
            hurts: hurtByLocks(analysed),
            facts: { ...lockFacts(analysed), parent: table },
          },
        ]
      },
    ),
}
