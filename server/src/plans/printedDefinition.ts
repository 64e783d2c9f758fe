import { tokensOf, type SqlToken } from '../sql/tokens.js'

/** Every name in a definition as PostgreSQL prints it; keywords and functions are among them. */
export function namesIn(definition: string): readonly string[] {
  return tokensOf(definition).flatMap((token) => nameOf(definition, token) ?? [])
}

/** The definition with every name put through `rename`; the spelling of the rest is fixed. */
export function withNames(definition: string, rename: (name: string) => string): string {
  return tokensOf(definition)
    .map((token) => {
      const name = nameOf(definition, token)
      return name === undefined ? definition.slice(token.start, token.end) : rename(name)
    })
    .join(' ')
}

/** The definition without casts, which PostgreSQL writes where the types of two sides differ. */
export function withoutCasts(definition: string): string {
  return definition.replace(casts, '')
}

/** Without blanks and brackets, of which PostgreSQL writes one pair around what is cast. */
export function withoutBrackets(definition: string): string {
  return definition.replace(/[()\s]/g, '')
}

const casts =
  /::(?:character varying|double precision|(?:"(?:[^"]|"")+"|\w+)(?:\.(?:"(?:[^"]|"")+"|\w+))?)(?:\(\d+(?:,\d+)?\))?(?: with(?:out)? time zone)?(?:\[\])?/g

/** Strings and numbers in a definition, without quotes. A number is also listed one up and one down. */
export function constantsIn(definition: string): readonly string[] {
  const constants = tokensOf(definition).flatMap((token) => {
    const text = definition.slice(token.start, token.end)
    if (token.kind === 'string') return [textOfString(text)]
    if (token.kind !== 'number') return []
    const number = Number(text)
    return Number.isInteger(number) ? [text, String(number - 1), String(number + 1)] : [text]
  })
  return [...new Set(constants)]
}

function nameOf(text: string, token: SqlToken): string | undefined {
  const spelling = text.slice(token.start, token.end)
  if (token.kind === 'word') return spelling
  return token.kind === 'quotedName' ? spelling.slice(1, -1).replaceAll('""', '"') : undefined
}

/** PostgreSQL prints a string with `E` and doubled backslashes when it holds any. */
function textOfString(spelling: string): string {
  const escaped = /^e/i.test(spelling)
  const inside = spelling.slice(spelling.indexOf("'") + 1, -1).replaceAll("''", "'")
  return escaped ? inside.replaceAll('\\\\', '\\') : inside
}
