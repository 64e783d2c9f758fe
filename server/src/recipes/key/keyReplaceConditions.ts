import { quoteIdentifier } from '../../sql/quoting.js'
import type { ReplacedMember } from './keyReplaceTable.js'

/**
 * SQL that holds for a row, named `t`, of which the two columns do not mean the same. `known` passes
 * over rows that have not been reached yet.
 */
export function strays({ old, names, refersTo }: ReplacedMember, rows: 'known' | 'every'): string {
  const [o, n] = [`t.${quoteIdentifier(old.name)}`, `t.${quoteIdentifier(names.column)}`]
  if (refersTo === undefined) return rows === 'known' ? 'false' : `${n} IS NULL`
  const { sqlTable, column, beside } = refersTo
  const same = `EXISTS (SELECT FROM ${sqlTable} AS p WHERE p.${quoteIdentifier(column)} = ${o} AND p.${quoteIdentifier(beside)} = ${n})`
  const astray = `(${n} IS NOT NULL AND NOT ${same})`
  return rows === 'known' ? astray : `(${n} IS NULL AND ${o} IS NOT NULL OR ${astray})`
}
