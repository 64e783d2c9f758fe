import { quoteIdentifier } from '../sql/quoting.js'

/** `"User"`, or `"audit"."Log"` outside of `public`, from `schema.name`. */
export function quotedTable(relation: string): string {
  const dot = relation.indexOf('.')
  const schema = relation.slice(0, dot)
  const name = quoteIdentifier(relation.slice(dot + 1))
  return schema === 'public' || schema.startsWith('pg_temp_')
    ? name
    : `${quoteIdentifier(schema)}.${name}`
}

/** `"email" of "User"` */
export function quotedColumn(relation: string, column: string): string {
  return `${quoteIdentifier(column)} of ${quotedTable(relation)}`
}

/** `a`, `a and b`, `a, b and c` */
export function listed(items: readonly string[], conjunction: 'and' | 'or' = 'and'): string {
  const last = items.at(-1)
  if (last === undefined || items.length === 1) return last ?? ''
  return `${items.slice(0, -1).join(', ')} ${conjunction} ${last}`
}

export function inSentences(...sentences: readonly string[]): string {
  return sentences.filter((sentence) => sentence !== '').join(' ')
}

/** `a`, `a and b`, `a, b, c and 4 more` */
export function fewOf(items: readonly string[], conjunction: 'and' | 'or' = 'and'): string {
  const shown = 3
  const rest = items.length - shown
  return rest <= 1
    ? listed(items, conjunction)
    : listed([...items.slice(0, shown), `${rest} more`], conjunction)
}
