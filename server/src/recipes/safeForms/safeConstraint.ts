import { resolveRelation } from '../../rules/resolveName.js'
import type { AnalysedStatement } from '../../rules/script.js'
import type { QualifiedName, SqlAction } from '../../sql/action.js'
import { quoteIdentifier, quoteQualified } from '../../sql/quoting.js'
import { inTransaction } from './inTransaction.js'
import type { SafeForm } from './safeForm.js'

/**
 * A foreign key or a check is added NOT VALID, which reads no row, and validated in a migration of
 * its own, under a lock that stops neither reads nor writes (manual, ALTER TABLE: VALIDATE
 * CONSTRAINT). One without a name cannot be named for that.
 */
export function safeConstraint(
  { constraint, table, whole }: SqlAction & { readonly kind: 'addConstraint' },
  { before, statement }: AnalysedStatement,
): Pick<SafeForm, 'title' | 'migrations'> | undefined {
  const { name, kind, notValid } = constraint
  if (kind !== 'foreignKey' && kind !== 'check') return undefined
  const known = before.tables[resolveRelation(before, table)]
  // On the parent of partitions a foreign key cannot be NOT VALID before PostgreSQL 18.
  if (notValid || name === undefined || known?.kind !== 'table') return undefined
  const command = statement.text.slice(
    whole.start - statement.range.start,
    whole.end - statement.range.start,
  )
  const text = command.slice(command.search(/\bADD\b/i))
  const sqlTable = quoteQualified(table)
  const tables: readonly QualifiedName[] =
    kind === 'foreignKey' ? [table, constraint.references.table] : [table]
  return {
    title: `Add "${name}" NOT VALID and validate it in a migration of its own`,
    migrations: [
      {
        slug: `add_${name}_not_valid`,
        sql: inTransaction(
          {
            tables: tables.map(quoteQualified),
            mode: kind === 'foreignKey' ? 'SHARE ROW EXCLUSIVE' : 'ACCESS EXCLUSIVE',
          },
          [`ALTER TABLE ${sqlTable} ${text} NOT VALID`],
        ),
      },
      {
        slug: `validate_${name}`,
        sql: `ALTER TABLE ${sqlTable} VALIDATE CONSTRAINT ${quoteIdentifier(name)};\n`,
      },
    ],
  }
}
