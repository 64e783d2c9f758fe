import { inSentences, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import { lockFacts } from '../statementLocks.js'
import { storageChanges, storageLock } from './storageChange.js'

/** The rows are stored in another way, so that all are written anew (manual, ALTER TABLE). */
export const setAccessMethod: Rule = {
  id: 'set-access-method',
  severity: 'error',
  title: 'A table is written anew to store its rows in another way',
  check: (analysed, script) =>
    storageChanges(analysed, script, ['AT_SetAccessMethod']).map(({ action, table }) => ({
      message: inSentences(
        `Changes how the rows of ${quotedTable(table)} are stored${action.name === undefined ? '' : `, to ${action.name}`}.`,
        storageLock(analysed, table),
        'Create a table with the other access method, copy the rows in batches, and swap the names.',
      ),
      action,
      object: { table },
      hurts: ['readers', 'writers'],
      facts: lockFacts(analysed),
    })),
}
