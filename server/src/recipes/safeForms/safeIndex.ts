import { resolveRelation, tableOfIndex } from '../../rules/resolveName.js'
import type { AnalysedStatement } from '../../rules/script.js'
import type { SqlAction } from '../../sql/action.js'
import type { SafeForm } from './safeForm.js'

/**
 * CREATE INDEX CONCURRENTLY, under the same name, alone in its migration: in a transaction it is
 * refused. There is no such form for the parent of partitions (manual, CREATE INDEX: Building
 * Indexes Concurrently).
 */
export function safeCreateIndex(
  action: SqlAction & { readonly kind: 'createIndex' },
  analysed: AnalysedStatement,
): Pick<SafeForm, 'title' | 'migrations'> | undefined {
  const table = analysed.before.tables[resolveRelation(analysed.before, action.index.table)]
  if (action.concurrently || table === undefined || table.kind !== 'table') return undefined
  const sql = analysed.statement.text.replace(/^CREATE\s+(UNIQUE\s+)?INDEX\b/i, '$& CONCURRENTLY')
  const name = action.index.name ?? `index_on_${table.name}`
  return {
    title: `Build index "${name}" CONCURRENTLY, in a migration of its own`,
    migrations: [{ slug: `create_${name}`, sql: `${createIndexNote}\n${sql};\n` }],
  }
}

/** DROP INDEX CONCURRENTLY takes one name, and no index of a constraint (manual, DROP INDEX). */
export function safeDropIndex(
  { index, concurrently, cascade }: SqlAction & { readonly kind: 'dropIndex' },
  { before, statement }: AnalysedStatement,
): Pick<SafeForm, 'title' | 'migrations'> | undefined {
  const table = tableOfIndex(before, index)
  if (concurrently || cascade || table === undefined || table.kind !== 'table') return undefined
  if (table.constraints.some((constraint) => constraint.index === index.name)) return undefined
  if (statement.kind === 'unparsed' || statement.actions.length !== 1) return undefined
  const sql = statement.text.replace(/^DROP\s+INDEX\b/i, '$& CONCURRENTLY')
  return {
    title: `Drop index "${index.name}" CONCURRENTLY, in a migration of its own`,
    migrations: [{ slug: `drop_${index.name}`, sql: `${sql};\n` }],
  }
}

const createIndexNote =
  '-- Nobody waits for it. When it fails it leaves an invalid index: drop that before trying again.'
