import { concerned } from '../concerned.js'
import { quotedColumn } from '../phrases.js'
import type { Rule } from '../rule.js'

/** `json` has no operator `=` (manual, section 8.14); Prisma's `Json` is `jsonb` unless it says `@db.Json`. */
export const addColumnJson: Rule = {
  id: 'add-column-json',
  severity: 'warning',
  title: 'A column of type json is added, which queries over whole rows cannot compare',
  check: (analysed, script) =>
    analysed.evidence.kind === 'refused'
      ? []
      : concerned(analysed, script, 'addColumn', ({ table }) => table)
          .filter(({ action }) => /^json(\[\])?$/.test(action.column.type))
          .map(({ action, table }) => ({
            message: `Adds ${quotedColumn(table, action.column.name)} as json, which PostgreSQL cannot compare: a query with DISTINCT, UNION or GROUP BY over whole rows of the table fails (42883) from then on. Make it jsonb, which is Json without @db.Json in the schema.`,
            action,
            object: { table, column: action.column.name },
            hurts: ['old-code', 'readers'],
          })),
}
