import { rawMethods } from './clientMethods.js'
import type { CodeWord } from './codeFile.js'
import type { CodeTokens } from './codeTokens.js'
import type { TokenReader } from './tokenReader.js'

/** `$queryRaw` with its text, and the tag `sql` of Prisma. A text that is not there is not followed. */
export function readRawSql(
  tokens: TokenReader,
  at: number,
  source: CodeTokens,
  found: { readonly rawSql: CodeWord[]; readonly unfollowed: CodeWord[] },
): void {
  const name = tokens.text(at)
  const isTag = name === 'sql' || (name === 'raw' && tokens.is(at - 1, '.'))
  if (!rawMethods.has(name) && !isTag) return
  const next = behindGenerics(tokens, at + 1)
  if (tokens.kind(next) === 'template') {
    found.rawSql.push(templateText(source, next))
    return
  }
  if (!tokens.is(next, '(')) return
  const argument = next + 1
  if (tokens.kind(argument) === 'template') found.rawSql.push(templateText(source, argument))
  else if (tokens.kind(argument) === 'string') found.rawSql.push(tokens.word(argument))
  // The tag `Prisma.sql` in the brackets is found by itself.
  else if (rawMethods.has(name) && !tokensOfTag(tokens, argument)) {
    found.unfollowed.push(tokens.word(at))
  }
}

function tokensOfTag(tokens: TokenReader, at: number): boolean {
  const tag = tokens.is(at + 1, '.') ? at + 2 : at
  return tokens.isName(tag) && tokens.text(tag) === 'sql'
}

/** The whole template, what is put into it included. */
function templateText({ text, starts, templateEnds }: CodeTokens, token: number): CodeWord {
  const start = starts[token] ?? 0
  return { text: text.slice(start, templateEnds.get(token) ?? text.length), start }
}

/** Past `<Row[]>` behind the name of a function; the same token where there is none. */
export function behindGenerics(tokens: TokenReader, at: number): number {
  if (!tokens.is(at, '<')) return at
  let depth = 0
  for (let token = at; token < Math.min(at + longestGenerics, tokens.count); token += 1) {
    if (tokens.is(token, '<')) depth += 1
    // `=>` in a type of a function is no end.
    else if (tokens.is(token, '>') && !tokens.is(token - 1, '=')) depth -= 1
    if (depth === 0) return token + 1
  }
  return at
}

const longestGenerics = 200
