import type { OffsetRange } from '../text/range.js'
import { pairBrackets } from './brackets.js'
import type { Token } from './schemaDocument.js'
import { tokenize, type SchemaToken, type SchemaTokenKind } from './tokens.js'

/**
 * A place in the tokens of one file. The reading functions move `index` forward and nothing else.
 */
export type Cursor = {
  readonly text: string
  readonly tokens: readonly SchemaToken[]
  /** Closing bracket of each opening one, see `pairBrackets`. */
  readonly closers: Int32Array
  index: number
}

export function cursorAtStart(text: string): Cursor {
  const tokens = tokenize(text)
  return { text, tokens, closers: pairBrackets(text, tokens), index: 0 }
}

/** Kind of the token `ahead` places from here; `end` behind the last one. */
export function kindAt(cursor: Cursor, ahead = 0): SchemaTokenKind | 'end' {
  return cursor.tokens[cursor.index + ahead]?.kind ?? 'end'
}

export function tokenTextAt(cursor: Cursor, ahead = 0): string {
  const token = cursor.tokens[cursor.index + ahead]
  return token === undefined ? '' : cursor.text.slice(token.start, token.end)
}

/** The token here as a value of the document; the cursor moves on. */
export function takeToken(cursor: Cursor): Token {
  const range = rangeAt(cursor)
  cursor.index += 1
  return { text: cursor.text.slice(range.start, range.end), range }
}

/** Stands for a token that is missing: empty, right behind what was read last. */
export function missingToken(cursor: Cursor): Token {
  const offset = endOfPrevious(cursor)
  return { text: '', range: { start: offset, end: offset } }
}

export function rangeAt(cursor: Cursor): OffsetRange {
  const token = cursor.tokens[cursor.index]
  if (token === undefined) return { start: cursor.text.length, end: cursor.text.length }
  return { start: token.start, end: token.end }
}

export function endOfPrevious(cursor: Cursor): number {
  return cursor.tokens[cursor.index - 1]?.end ?? 0
}

/**
 * Where the tokens of the current line end: its line end, the block's `}`, or the last token.
 * Brackets that close later carry the line on.
 */
export function endOfLineIndex(cursor: Cursor): number {
  let index = cursor.index
  while (index < cursor.tokens.length) {
    const kind = cursor.tokens[index]?.kind
    if (kind === 'newline' || kind === '}') return index
    const closer = cursor.closers[index] ?? -1
    index = closer >= 0 ? closer + 1 : index + 1
  }
  return index
}

/** Passes line ends and comments, as they may stand inside brackets. */
export function skipLayout(cursor: Cursor, limit: number): void {
  while (cursor.index < limit && isLayout(kindAt(cursor))) cursor.index += 1
}

function isLayout(kind: SchemaTokenKind | 'end'): boolean {
  return kind === 'newline' || kind === 'comment' || kind === 'documentation'
}
