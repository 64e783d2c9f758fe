import { quoteIdentifier } from '../../sql/quoting.js'
import { lockSentence } from '../lockPhrases.js'
import { inSentences, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import { hurtByLocks, lockFacts } from '../statementLocks.js'
import { builtIndexes } from './builtIndexes.js'

/** The build holds SHARE, which no write gets past (manual, CREATE INDEX: Building Indexes Concurrently). */
export const createIndexBlocking: Rule = {
  id: 'create-index-blocking',
  severity: 'warning',
  title: 'Building an index blocks all writes to the table',
  yieldsTo: ['create-index-after-exclusive', 'partitioned-index-fanout'],
  check: (analysed, script) =>
    builtIndexes(analysed, script).map(({ action, table }) => {
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
        recipe: unique ? 'add-unique' : 'add-index',
        facts: lockFacts(analysed),
      }
    }),
}
