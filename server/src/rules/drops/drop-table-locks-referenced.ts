import { actionsOfKind } from '../concerned.js'
import { knownWork } from '../knownWork.js'
import { fewOf, inSentences, quotedTable } from '../phrases.js'
import { tableOf, nameOfTable } from '../resolveName.js'
import type { Rule } from '../rule.js'
import { lockFacts } from '../statementLocks.js'

/** A foreign key has triggers on both of its tables, which are dropped with it. */
export const dropTableLocksReferenced: Rule = {
  id: 'drop-table-locks-referenced',
  severity: 'warning',
  title: 'Dropping a table also locks the tables that its foreign keys refer to',
  // They name the locks on the other tables too.
  yieldsTo: [
    'drop-table',
    'create-table-force',
    'prisma-drops-handmade',
    'drop-blocked-by-dependent',
  ],
  check: (analysed) =>
    actionsOfKind(analysed, 'dropTable').flatMap((action) => {
      const table = tableOf(analysed.before, action.table)
      if (table === undefined) return []
      const referenced = knownWork(analysed)
        .locks.filter(
          ({ relation, kind, mode }) =>
            kind === 'table' && mode === 'AccessExclusiveLock' && relation !== nameOfTable(table),
        )
        .map(({ relation }) => relation)
        .filter((relation) => !analysed.newTables.has(relation))
        .filter((relation) =>
          table.constraints.some(({ references }) => references?.table === relation),
        )
      if (referenced.length === 0) return []
      return {
        message: inSentences(
          `Dropping the table ${quotedTable(nameOfTable(table))} takes its foreign keys along, and so ACCESS EXCLUSIVE on ${fewOf(referenced.map(quotedTable))} for a moment, but only after every transaction that is open there; meanwhile every query there waits.`,
          'Drop each foreign key in a migration of its own first, behind a short lock_timeout.',
        ),
        action,
        object: { table: nameOfTable(table) },
        hurts: ['readers', 'writers'],
        facts: { ...lockFacts(analysed), references: referenced },
      }
    }),
}
