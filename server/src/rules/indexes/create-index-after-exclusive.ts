import { quoteIdentifier } from '../../sql/quoting.js'
import { knownWork } from '../knownWork.js'
import { inSentences, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import type { AnalysedStatement } from '../script.js'
import { lockFacts } from '../statementLocks.js'
import { earlierInTransaction, transactionSentence } from '../transactionOf.js'
import { builtIndexes } from './builtIndexes.js'

/** A lock is kept to the end of its transaction (manual, section 13.3.1): the build is under both. */
export const createIndexAfterExclusive: Rule = {
  id: 'create-index-after-exclusive',
  severity: 'error',
  title: 'An index is built while an earlier statement keeps the table locked for reads too',
  check: (analysed, script) => {
    const built = builtIndexes(analysed, script)
    const earlier = built.length === 0 ? [] : earlierInTransaction(analysed, script)
    return built.flatMap(({ action, table }) => {
      const { oid } = analysed.before.tables[table] ?? {}
      if (!earlier.some((statement) => locksReads(statement, table, oid))) return []
      const { name, unique } = action.index
      return {
        message: inSentences(
          `Builds the ${unique ? 'unique index' : 'index'} ${name === undefined ? '' : `${quoteIdentifier(name)} `}on ${quotedTable(table)} in one transaction with an earlier statement that took ACCESS EXCLUSIVE on it: no query on the table, reads included, gets through until the index is built.`,
          transactionSentence(script),
          `Create it with CREATE ${unique ? 'UNIQUE ' : ''}INDEX CONCURRENTLY, alone in a migration that follows.`,
        ),
        action,
        object: { table, ...(name === undefined ? {} : { index: name }) },
        hurts: ['readers', 'writers'],
        facts: lockFacts(analysed),
      }
    })
  },
}

/** The table may have had another name then; its oid is the same. */
function locksReads(statement: AnalysedStatement, table: string, oid?: number): boolean {
  return knownWork(statement).locks.some(({ relation, mode }) => {
    const isSame = oid !== undefined && statement.before.tables[relation]?.oid === oid
    return mode === 'AccessExclusiveLock' && (relation === table || isSame)
  })
}
