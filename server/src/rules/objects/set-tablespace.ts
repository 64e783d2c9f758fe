import { inSentences, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import { lockFacts } from '../statementLocks.js'
import { storageChanges, storageLock } from './storageChange.js'

/** The file is copied under ACCESS EXCLUSIVE; indexes stay where they are (manual, ALTER TABLE). */
export const setTablespace: Rule = {
  id: 'set-tablespace',
  severity: 'error',
  title: 'A table is copied to another tablespace while every query on it waits',
  check: (analysed, script) =>
    storageChanges(analysed, script, ['AT_SetTableSpace']).map(({ action, table }) => ({
      message: inSentences(
        `Copies ${quotedTable(table)} to the tablespace ${action.name ?? ''}.`,
        storageLock(analysed, table),
        'Move it with pg_repack outside the migration, or while the application does not use the table.',
      ),
      action,
      object: { table },
      hurts: ['readers', 'writers'],
      facts: lockFacts(analysed),
    })),
}
