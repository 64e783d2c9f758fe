import { utf8Length } from '../text/byteOffsets.js'
import type { QualifiedName } from './action.js'
import { isKeywordThatNeedsQuotes } from './keywords.js'

/** `"name"`, always in quotes, as Prisma writes it. A NUL character is a bug and throws. */
export function quoteIdentifier(name: string): string {
  refuseNul(name)
  return `"${name.replaceAll('"', '""')}"`
}

/** The name in quotes as the catalogue has it. */
export function unquoteIdentifier(quoted: string): string {
  return quoted.slice(1, -1).replaceAll('""', '"')
}

/** `"schema"."name"`, or `"name"` without a schema. */
export function quoteQualified({ schema, name }: QualifiedName): string {
  return schema === undefined
    ? quoteIdentifier(name)
    : `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`
}

/**
 * `'text'`, or `E'text'` with doubled backslashes when there are any: the same value whatever
 * `standard_conforming_strings` says. A NUL character is a bug and throws.
 */
export function quoteLiteral(text: string): string {
  refuseNul(text)
  const quoted = text.replaceAll("'", "''")
  return text.includes('\\') ? `E'${quoted.replaceAll('\\', '\\\\')}'` : `'${quoted}'`
}

/** A name as PostgreSQL prints it: in quotes only where it needs them. */
export function printIdentifier(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !isKeywordThatNeedsQuotes(name)
    ? name
    : quoteIdentifier(name)
}

/**
 * PostgreSQL cuts a longer name to 63 bytes with no more than a notice, and the cut name may be
 * another object's (manual, "Identifiers and Key Words").
 */
export function identifierTooLong(name: string): boolean {
  return longestIdentifier < utf8Length(name)
}

const longestIdentifier = 63

function refuseNul(text: string): void {
  if (text.includes('\0')) throw new RangeError('PostgreSQL text cannot hold a NUL character.')
}
