import { actionsOfKind } from '../concerned.js'
import { lockSentence } from '../lockPhrases.js'
import { fewOf, inSentences, quotedTable } from '../phrases.js'
import { resolveRelation } from '../resolveName.js'
import type { Rule } from '../rule.js'
import { lockFacts } from '../statementLocks.js'

/** Writes the table anew under ACCESS EXCLUSIVE, and never inside a transaction (manual, VACUUM). */
export const vacuumFull: Rule = {
  id: 'vacuum-full',
  severity: 'error',
  title: 'VACUUM FULL writes a table anew while every query on it waits',
  yieldsTo: ['concurrently-in-transaction'],
  check: (analysed) =>
    actionsOfKind(analysed, 'vacuum').flatMap((action) => {
      const tables = action.tables.map((table) => resolveRelation(analysed.before, table))
      const used = tables.filter((table) => !analysed.newTables.has(table))
      if (!action.full || (tables.length > 0 && used.length === 0)) return []
      const [table] = used
      return [
        {
          message: inSentences(
            `Writes ${table === undefined ? 'every table of the database' : fewOf(used.map(quotedTable))} anew to give free space back.`,
            lockSentence(analysed) ||
              'Each is under ACCESS EXCLUSIVE for that time: every query on it waits (derived, not measured).',
            'Leave it to autovacuum, or run pg_repack outside the migration, which holds such a lock only for a moment.',
          ),
          action,
          object: table === undefined ? {} : { table },
          hurts: ['readers', 'writers'],
          facts: lockFacts(analysed),
        },
      ]
    }),
}
