import { quoteIdentifier } from '../../sql/quoting.js'
import { concerned } from '../concerned.js'
import { quotedColumn, quotedTable } from '../phrases.js'
import type { Rule } from '../rule.js'
import { volatilityOfDefault } from '../volatileDefault.js'
import { mayFill } from './columnHistory.js'

/** Set after the column was added, the default spares the rewrite and leaves old rows empty (manual, ALTER TABLE: Notes). */
export const setDefaultVolatileNoBackfill: Rule = {
  id: 'set-default-volatile-no-backfill',
  severity: 'information',
  title: 'A default that makes a value for each row is set, and old rows get none',
  check: (analysed, script) =>
    analysed.evidence.kind === 'refused'
      ? []
      : concerned(analysed, script, 'setDefault', ({ table }) => table).flatMap(
          ({ action, table }) => {
            const { column, expression } = action
            const columns = analysed.before.tables[table]?.columns ?? []
            const known = columns.find(({ name }) => name === column)
            const isVolatile = volatilityOfDefault(expression, analysed.before) === 'volatile'
            if (!isVolatile || known?.notNull !== false || mayFill(script, table, column)) return []
            return [
              {
                message: `Only rows that are inserted into ${quotedTable(table)} later get ${expression.text} in ${quoteIdentifier(column)}; those that are there keep what they hold, NULL for example. Where every row shall have a value, fill ${quotedColumn(table, column)} in batches.`,
                action,
                object: { table, column },
                hurts: ['data'],
                facts: { default: expression.text },
              },
            ]
          },
        ),
}
