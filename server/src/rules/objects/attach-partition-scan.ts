import { concerned } from '../concerned.js'
import { knownWork } from '../knownWork.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, listed, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'

/** Rows are compared with the bounds unless a valid CHECK says the same (manual, ALTER TABLE: ATTACH PARTITION). */
export const attachPartitionScan: Rule = {
  id: 'attach-partition-scan',
  severity: 'warning',
  title: 'Attaching a partition reads all its rows while every query on it waits',
  check: (analysed, script) => {
    const { scans, basis } = knownWork(analysed)
    if (basis === 'refused') return []
    return concerned(analysed, script, 'alterTableOther', ({ table }) => table).flatMap(
      ({ action, table }) => {
        if (action.command !== 'AT_AttachPartition' || action.partition === undefined) return []
        const partition = resolveRelation(analysed.before, action.partition)
        const read = basis === 'measured' ? scans : [partition]
        const used = read.filter((name) => !analysed.newTables.has(name))
        if (used.length === 0) return []
        const others = used.filter((name) => name !== partition)
        return [
          {
            message: inSentences(
              `Attaches ${quotedTable(partition)} to ${quotedTable(table)} and compares every row of ${listed(used.map(quotedTable))} with the bounds; one row outside them fails the migration.`,
              lockSentence(analysed),
              others.length > 0
                ? `Add a CHECK to ${listed(used.map(quotedTable))} with NOT VALID that says what the bounds do, and validate it first; for the default partition it has to exclude the new bounds.`
                : 'Add a CHECK with NOT VALID that says what the bounds do, validate it in a migration of its own, and attach then.',
            ),
            action,
            object: { table: partition },
            hurts: hurtByLocks(analysed),
            facts: { ...lockFacts(analysed), parent: table },
          },
        ]
      },
    )
  },
}
