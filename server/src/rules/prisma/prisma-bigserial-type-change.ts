import { typeBehindSerial } from '../../sql/serialTypes.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { concerned } from '../concerned.js'
import { quotedColumn, quotedTable } from '../phrases.js'
import { isKeyColumn } from '../keyColumn.js'
import type { Rule } from '../rule.js'

/** The serial types stand for a column, a sequence and a default, and only where a column is made. */
export const prismaBigserialTypeChange: Rule = {
  id: 'prisma-bigserial-type-change',
  severity: 'error',
  title: 'Prisma changes a column to a serial type, which PostgreSQL does not know there',
  check: (analysed, script) =>
    concerned(analysed, script, 'alterColumnType', ({ table }) => table).flatMap(
      ({ action, table }) => {
        const type = typeBehindSerial[action.type]
        if (type === undefined) return []
        const sequence = analysed.before.sequences.find(
          ({ ownedBy }) => ownedBy?.table === table && ownedBy.column === action.column,
        )
        const name =
          sequence === undefined
            ? `the sequence of the column`
            : quotedTable(`${sequence.schema}.${sequence.name}`)
        const old = analysed.before.tables[table]?.columns.find(
          (column) => column.name === action.column,
        )
        const isKey = old !== undefined && isKeyColumn(analysed.before, table, old)
        return [
          {
            ...(isKey && type === 'bigint' ? { recipe: 'key-to-bigint' } : {}),
            message: `Changes ${quotedColumn(table, action.column)} to ${action.type}, which is no type that ALTER TABLE knows: PostgreSQL refuses it (42704), and the migration fails. Write ALTER COLUMN ${quoteIdentifier(action.column)} TYPE ${type} by hand, and set ${name} with ALTER SEQUENCE … AS ${type}; the table is then rewritten while every query on it waits.`,
            action,
            object: { table, column: action.column },
            hurts: ['new-code'],
            facts: { to: action.type },
          },
        ]
      },
    ),
}
