import { actionsOfKind } from '../concerned.js'
import { knownWork } from '../knownWork.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, listed, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'

/** ACCESS EXCLUSIVE on the parent, and the default partition is read (manual, CREATE TABLE: PARTITION OF). */
export const createPartitionOf: Rule = {
  id: 'create-partition-of',
  severity: 'warning',
  title: 'A new partition makes every query on the partitioned table wait',
  check: (analysed) =>
    actionsOfKind(analysed, 'createTable').flatMap((action) => {
      const { partitionOf, table, ifNotExists } = action
      if (partitionOf === undefined || knownWork(analysed).basis === 'refused') return []
      const parent = resolveRelation(analysed.before, partitionOf)
      const name = resolveRelation(analysed.before, table)
      const isThere = ifNotExists && analysed.before.tables[name] !== undefined
      if (isThere || analysed.newTables.has(parent)) return []
      const read = knownWork(analysed).scans.filter((scanned) => !analysed.newTables.has(scanned))
      return [
        {
          message: inSentences(
            `Creates ${quotedTable(name)} as a partition of ${quotedTable(parent)}${read.length === 0 ? '' : `, and looks in every row of ${listed(read.map(quotedTable))} for one that belongs there`}.`,
            lockSentence(analysed),
            `Create it as a plain table with CREATE TABLE … (LIKE ${quotedTable(parent)} INCLUDING ALL) and attach it with ATTACH PARTITION, which lets queries on ${quotedTable(parent)} go on.`,
          ),
          action,
          object: { table: name },
          hurts: hurtByLocks(analysed),
          facts: { ...lockFacts(analysed), parent },
        },
      ]
    }),
}
