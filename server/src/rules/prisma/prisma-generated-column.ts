import { actionsOfKind, concerned } from '../concerned.js'
import { quotedColumn } from '../phrases.js'
import { tableOf } from '../resolveName.js'
import type { Rule } from '../rule.js'

/** To Prisma the expression is a default, which the schema does not show. */
export const prismaGeneratedColumn: Rule = {
  id: 'prisma-generated-column',
  severity: 'error',
  title: 'Prisma changes the default of a generated column, which PostgreSQL refuses',
  check: (analysed, script) =>
    actionsOfKind(analysed, 'dropDefault').length + actionsOfKind(analysed, 'setDefault').length ===
    0
      ? []
      : (['dropDefault', 'setDefault'] as const)
          .flatMap((kind) => concerned(analysed, script, kind, ({ table }) => table))
          .flatMap(({ action, table }) => {
            const column = tableOf(analysed.before, action.table)?.columns.find(
              ({ name }) => name === action.column,
            )
            if (column?.generated === undefined) return []
            const does = action.kind === 'dropDefault' ? 'Drops' : 'Sets'
            return [
              {
                message: `${does} the default of ${quotedColumn(table, action.column)}, which is a generated column and has none: PostgreSQL refuses that (42601), and the migration fails. Give the field @default(dbgenerated()), with which Prisma leaves the column as it is.`,
                action,
                object: { table, column: action.column },
                hurts: ['new-code'],
              },
            ]
          }),
}
