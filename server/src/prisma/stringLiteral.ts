/**
 * The value of a string literal, `"` included, escapes as in JSON. A backslash before any other
 * character stands for that character; a missing closing quote is forgiven.
 */
export function unquoteString(literal: string): string {
  const closed = literal.length > 1 && literal.endsWith('"') && !endsInEscape(literal)
  const content = literal.slice(1, closed ? -1 : undefined)
  if (!content.includes('\\')) return content
  return content.replace(
    /\\(?:u([0-9a-fA-F]{4})|([^]))/g,
    (_whole, hexadecimal: string | undefined, character: string | undefined) =>
      hexadecimal === undefined
        ? (namedEscapes[character ?? ''] ?? character ?? '')
        : String.fromCharCode(parseInt(hexadecimal, 16)),
  )
}

const namedEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
}

/** Whether the last quote is itself escaped: an odd number of backslashes before it. */
function endsInEscape(literal: string): boolean {
  const backslashes = /\\*$/.exec(literal.slice(0, -1))
  return (backslashes?.[0].length ?? 0) % 2 === 1
}
