import { concerned } from '../concerned.js'
import { quotedColumn } from '../phrases.js'
import type { Rule } from '../rule.js'

/** A client generated with a required field has no place for a NULL (Prisma error reference, P2032). */
export const dropNotNull: Rule = {
  id: 'drop-not-null',
  severity: 'information',
  title: 'A required column becomes optional, which running clients do not expect',
  check: (analysed, script) =>
    analysed.evidence.kind === 'refused'
      ? []
      : concerned(analysed, script, 'dropNotNull', ({ table }) => table)
          .filter(({ action, table }) => {
            const columns = analysed.before.tables[table]?.columns ?? []
            const column = columns.find(({ name }) => name === action.column)
            return column?.notNull !== false
          })
          .map(({ action, table }) => ({
            message: `Lets ${quotedColumn(table, action.column)} hold NULL. From the first one on, Prisma Client of the running version, which knows the field as required, fails to read that row (P2032). Release code that accepts NULL before any code writes one.`,
            action,
            object: { table, column: action.column },
            hurts: ['old-code'],
            recipe: 'drop-not-null',
          })),
}
