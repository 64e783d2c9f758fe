import type { CodeWord } from './codeFile.js'
import type { CodeTokens, TokenKind } from './codeTokens.js'

/** Questions about single tokens; a number outside the text is answered like no token. */
export type TokenReader = {
  readonly count: number
  kind(token: number): TokenKind | undefined
  text(token: number): string
  word(token: number): CodeWord
  is(token: number, punctuation: string): boolean
  isName(token: number): boolean
  /** The bracket that closes or opens this one; -1 where there is none. */
  partner(token: number): number
  /** The tokens that are this name. */
  named(name: string): readonly number[]
}

export function tokenReader({ text, kinds, starts, ends, partners }: CodeTokens): TokenReader {
  const textOf = (token: number) => text.slice(starts[token] ?? 0, ends[token] ?? 0)
  let named: ReadonlyMap<string, readonly number[]> | undefined
  return {
    count: kinds.length,
    kind: (token) => kinds[token],
    text: textOf,
    word: (token) => ({ text: textOf(token), start: starts[token] ?? 0 }),
    is: (token, punctuation) =>
      kinds[token] === 'punctuation' && text.startsWith(punctuation, starts[token]),
    isName: (token) => kinds[token] === 'name',
    partner: (token) => partners[token] ?? -1,
    named: (name) => (named ??= tokensByName(kinds, textOf)).get(name) ?? [],
  }
}

function tokensByName(
  kinds: readonly TokenKind[],
  textOf: (token: number) => string,
): ReadonlyMap<string, readonly number[]> {
  const named = new Map<string, number[]>()
  for (const [token, kind] of kinds.entries()) {
    if (kind !== 'name') continue
    const name = textOf(token)
    const known = named.get(name)
    if (known === undefined) named.set(name, [token])
    else known.push(token)
  }
  return named
}
