import { byteOffsetsOf, type ByteOffsets } from '../text/byteOffsets.js'
import type { OffsetRange } from '../text/range.js'
import type { SqlStatement } from './statement.js'
import { tokensOf, type SqlToken } from './tokens.js'

/**
 * A statement with its tokens, comments left out, to find the places that PostgreSQL's tree does
 * not keep. Offsets of tokens count from the beginning of the statement.
 */
export type StatementSource = {
  readonly statement: SqlStatement
  readonly tokens: readonly SqlToken[]
  readonly offsets: ByteOffsets
}

/** A half-open span of token indices. */
export type TokenSpan = { readonly from: number; readonly to: number }

export function statementSourceOf(statement: SqlStatement): StatementSource {
  return {
    statement,
    tokens: tokensOf(statement.text).filter(({ kind }) => kind !== 'comment'),
    offsets: byteOffsetsOf(statement.text),
  }
}

export function wholeSpan(source: StatementSource): TokenSpan {
  return { from: 0, to: source.tokens.length }
}

/** The span in the script; an index outside the statement becomes the nearest one inside. */
export function rangeOfSpan(source: StatementSource, span: TokenSpan): OffsetRange {
  const last = source.tokens.length - 1
  const from = source.tokens[Math.min(span.from, last)]
  const to = source.tokens[Math.min(Math.max(span.to - 1, span.from), last)]
  const { start, end } = source.statement.range
  return { start: start + (from?.start ?? 0), end: to === undefined ? end : start + to.end }
}

export function rangeOfToken(source: StatementSource, index: number): OffsetRange {
  return rangeOfSpan(source, { from: index, to: index + 1 })
}

/** The source text of the span, comments inside it included. */
export function textOfSpan(source: StatementSource, span: TokenSpan): string {
  const { start, end } = rangeOfSpan(source, span)
  const base = source.statement.range.start
  return span.from < span.to ? source.statement.text.slice(start - base, end - base) : ''
}

export function textOfToken(source: StatementSource, index: number): string {
  const token = source.tokens[index]
  return token === undefined ? '' : source.statement.text.slice(token.start, token.end)
}

/** The token at this place of PostgreSQL's tree, which counts bytes from the statement's start. */
export function tokenIndexAt(source: StatementSource, location: number | undefined): number {
  const offset = source.offsets.utf16At(location ?? 0)
  let low = 0
  let high = source.tokens.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((source.tokens[middle]?.end ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low
}

/** Whether the token is this keyword, unquoted. Words are given in lower case. */
export function isWord(source: StatementSource, index: number, ...words: string[]): boolean {
  if (source.tokens[index]?.kind !== 'word') return false
  return words.includes(textOfToken(source, index).toLowerCase())
}

/** The index behind the words where they stand here in this order; otherwise the same index. */
export function afterWords(source: StatementSource, index: number, ...words: string[]): number {
  const isThere = words.every((word, distance) => isWord(source, index + distance, word))
  return isThere ? index + words.length : index
}

/** The index behind a name such as `"schema"."table"`. */
export function afterName(source: StatementSource, index: number): number {
  let at = index
  while (textOfToken(source, at + 1) === '.') at += 2
  return at + 1
}

/** The index behind the bracket that closes the one at `index`. */
export function afterGroup(source: StatementSource, index: number): number {
  let depth = 0
  for (let at = index; at < source.tokens.length; at += 1) {
    depth += nesting(textOfToken(source, at))
    if (depth <= 0) return at + 1
  }
  return source.tokens.length
}

/**
 * The first token of the span, outside brackets, that is one of these words. A word behind a dot
 * is a name and not a keyword.
 */
export function findWord(
  source: StatementSource,
  span: TokenSpan,
  ...words: string[]
): number | undefined {
  for (let at = span.from; at < span.to; at += 1) {
    if (isWord(source, at, ...words) && textOfToken(source, at - 1) !== '.') return at
    if (nesting(textOfToken(source, at)) === 1) at = afterGroup(source, at) - 1
  }
  return undefined
}

/** Cuts the span at its commas outside brackets. */
export function cutAtCommas(source: StatementSource, span: TokenSpan): readonly TokenSpan[] {
  const pieces: TokenSpan[] = []
  let from = span.from
  for (let at = span.from; at < span.to; at += 1) {
    const text = textOfToken(source, at)
    if (nesting(text) === 1) at = afterGroup(source, at) - 1
    if (text !== ',') continue
    pieces.push({ from, to: at })
    from = at + 1
  }
  return from < span.to ? [...pieces, { from, to: span.to }] : pieces
}

/** Up to the comma or the closing bracket that ends the list item which begins at `from`. */
export function listItemAt(source: StatementSource, from: number): TokenSpan {
  let to = from
  while (to < source.tokens.length) {
    const text = textOfToken(source, to)
    if (text === ',' || nesting(text) === -1) break
    to = nesting(text) === 1 ? afterGroup(source, to) : to + 1
  }
  return { from, to }
}

function nesting(text: string): -1 | 0 | 1 {
  if (text === '(' || text === '[') return 1
  return text === ')' || text === ']' ? -1 : 0
}
