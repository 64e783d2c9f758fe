import { resolveRelation } from '../../rules/resolveName.js'
import type { AnalysedStatement } from '../../rules/script.js'
import type { QualifiedName } from '../../sql/action.js'
import { quoteIdentifier, quoteQualified } from '../../sql/quoting.js'
import { shortName } from '../parts/objectNames.js'
import { inTransaction } from './inTransaction.js'
import type { SafeForm } from './safeForm.js'

/**
 * A validated CHECK proves that there is no NULL, and SET NOT NULL then reads no row (manual, ALTER
 * TABLE: SET NOT NULL). The CHECK goes in a statement of its own: within one ALTER TABLE it would
 * be dropped first.
 */
export function safeNotNull(
  { table, column }: { readonly table: QualifiedName; readonly column: string },
  { before }: AnalysedStatement,
): Pick<SafeForm, 'title' | 'migrations'> | undefined {
  const known = before.tables[resolveRelation(before, table)]
  if (known?.kind !== 'table') return undefined
  if (known.columns.find(({ name }) => name === column)?.notNull !== false) return undefined
  const sqlTable = quoteQualified(table)
  const sqlColumn = quoteIdentifier(column)
  const check = quoteIdentifier(shortName(`${table.name}_${column}`, '_not_null_check'))
  const locks = { tables: [sqlTable], mode: 'ACCESS EXCLUSIVE' } as const
  return {
    title: `Prove by a CHECK that "${column}" holds no NULL, so that SET NOT NULL reads no row`,
    migrations: [
      {
        slug: `check_${table.name}_${column}`,
        sql: inTransaction(locks, [
          `ALTER TABLE ${sqlTable} ADD CONSTRAINT ${check} CHECK (${sqlColumn} IS NOT NULL) NOT VALID`,
        ]),
      },
      {
        slug: `validate_${table.name}_${column}`,
        sql: `ALTER TABLE ${sqlTable} VALIDATE CONSTRAINT ${check};\n`,
      },
      {
        slug: `require_${table.name}_${column}`,
        sql: inTransaction(locks, [
          `ALTER TABLE ${sqlTable} ALTER COLUMN ${sqlColumn} SET NOT NULL`,
          `ALTER TABLE ${sqlTable} DROP CONSTRAINT ${check}`,
        ]),
      },
    ],
  }
}
