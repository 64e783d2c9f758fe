import type { SqlAction } from '../../sql/action.js'
import { concerned } from '../concerned.js'
import { quotedColumn } from '../phrases.js'
import type { Rule, RuleFinding } from '../rule.js'

/** `json` has no operator `=` (manual, section 8.14); Prisma's `Json` is `jsonb` unless it says `@db.Json`. */
export const addColumnJson: Rule = {
  id: 'add-column-json',
  severity: 'warning',
  title: 'A column becomes json, which queries over whole rows cannot compare',
  check: (analysed, script) => {
    if (analysed.evidence.kind === 'refused') return []
    const added = concerned(analysed, script, 'addColumn', ({ table }) => table)
      .filter(({ action }) => isJson(action.column.type))
      .map(({ action, table }) => finding('Adds', action, table, action.column.name))
    const changed = concerned(analysed, script, 'alterColumnType', ({ table }) => table)
      .filter(({ action }) => isJson(action.type))
      .map(({ action, table }) => finding('Keeps', action, table, action.column))
    return [...added, ...changed]
  },
}

function isJson(type: string): boolean {
  return /^json(\[\])?$/.test(type)
}

function finding(verb: string, action: SqlAction, table: string, column: string): RuleFinding {
  return {
    message: `${verb} ${quotedColumn(table, column)} as json, which PostgreSQL cannot compare: a query with DISTINCT, UNION or GROUP BY over whole rows of the table fails (42883) from then on. Make it jsonb, which is Json without @db.Json in the schema.`,
    action,
    object: { table, column },
    hurts: ['old-code', 'readers'],
  }
}
