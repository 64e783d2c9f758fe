import { inSentences, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import { lockFacts } from '../statementLocks.js'
import { refusal } from './refusal.js'
import { storageChanges, storageLock } from './storageChange.js'

/** Either way the table is written anew; unlogged tables are emptied after a crash (manual, CREATE TABLE). */
export const setLoggedUnlogged: Rule = {
  id: 'set-logged-unlogged',
  severity: 'error',
  title: 'A table is written anew to change whether its data outlive a crash',
  check: (analysed, script) =>
    storageChanges(analysed, script, ['AT_SetLogged', 'AT_SetUnLogged']).map(
      ({ action, table }) => {
        const isUnlogged = action.command === 'AT_SetUnLogged'
        return {
          message: inSentences(
            isUnlogged
              ? `Makes ${quotedTable(table)} unlogged: after a crash of the server the table is empty, and replicas never have its rows.`
              : `Makes ${quotedTable(table)} logged again, which also writes every row to the WAL and to the replicas.`,
            refusal(analysed) || storageLock(analysed, table),
            isUnlogged
              ? 'Take it out unless the rows can be made again at any time.'
              : 'Do it while the application does not use the table.',
          ),
          action,
          object: { table },
          hurts: isUnlogged ? ['data', 'readers', 'writers'] : ['readers', 'writers'],
          facts: lockFacts(analysed),
        }
      },
    ),
}
