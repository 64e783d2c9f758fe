import { quoteLiteral } from '../../sql/quoting.js'

/**
 * The text of a constant default as PostgreSQL prints it, without quotes and casts: `x` for
 * `'x'::text`, `-5` for `'-5'::integer` and for `(-5)`. Undefined for anything that is computed.
 */
export function constantOfDefault(text: string): string | undefined {
  const quoted = /^'((?:[^']|'')*)'(?:::[\w" .]+(?:\(\d+(?:,\d+)?\))?)?$/.exec(text)
  if (quoted !== null) return quoted[1]?.replaceAll("''", "'")
  return /^\(?(-?\d+(?:\.\d+)?|true|false)\)?(?:::[\w" ]+)?$/.exec(text)?.[1]
}

/** The same as an SQL string. */
export function constantText(text: string): string | undefined {
  const constant = constantOfDefault(text)
  return constant === undefined ? undefined : quoteLiteral(constant)
}
