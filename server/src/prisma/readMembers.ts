import type { OffsetRange } from '../text/range.js'
import { documentationOf, takeTrailingComments, type CommentsAbove } from './comments.js'
import {
  endOfLineIndex,
  endOfPrevious,
  kindAt,
  missingToken,
  takeToken,
  type Cursor,
} from './cursor.js'
import { readAttributes } from './readAttributes.js'
import { readExpression } from './readExpression.js'
import type { EnumValue, Field, Property, Token } from './schemaDocument.js'

/** Reads the line of a field whose name is at the cursor. */
export function readField(cursor: Cursor, above: CommentsAbove): Field {
  const first = cursor.index
  const limit = endOfLineIndex(cursor)
  const name = takeToken(cursor)
  // Prisma 1 wrote `name: Type`.
  if (kindAt(cursor) === ':') cursor.index += 1
  const type = readType(cursor, limit)
  const typeEnd = endOfPrevious(cursor)
  const attributes = readAttributes(cursor, '@', limit)
  const range = { start: name.range.start, end: attributes.at(-1)?.range.end ?? typeEnd }
  return { name, ...type, attributes, range, ...restOfLine(cursor, above, first, limit) }
}

/** Reads the line of an enum value whose name is at the cursor. */
export function readEnumValue(cursor: Cursor, above: CommentsAbove): EnumValue {
  const first = cursor.index
  const limit = endOfLineIndex(cursor)
  const name = takeToken(cursor)
  const attributes = readAttributes(cursor, '@', limit)
  const range = { start: name.range.start, end: attributes.at(-1)?.range.end ?? name.range.end }
  return { name, attributes, range, ...restOfLine(cursor, above, first, limit) }
}

/** Reads `name = expression` in a datasource or generator. */
export function readProperty(cursor: Cursor): Property {
  const limit = endOfLineIndex(cursor)
  const name = takeToken(cursor)
  cursor.index += 1
  const value = readExpression(cursor, limit)
  cursor.index = limit
  return { name, value, range: { start: name.range.start, end: value.range.end } }
}

function readType(cursor: Cursor, limit: number): Pick<Field, 'type' | 'optional' | 'list'> {
  // Prisma 1 wrote `[Type]` for a list.
  const legacyList = kindAt(cursor) === '[' && kindAt(cursor, 1) === 'name'
  if (legacyList) cursor.index += 1
  if (cursor.index >= limit || kindAt(cursor) !== 'name') {
    return { type: missingToken(cursor), optional: false, list: legacyList }
  }
  const type = readTypeName(cursor, limit)
  if (legacyList && kindAt(cursor) === ']') cursor.index += 1
  let optional = false
  let list = legacyList
  for (;;) {
    if (kindAt(cursor) === '?') {
      optional = true
      cursor.index += 1
    } else if (kindAt(cursor) === '[' && kindAt(cursor, 1) === ']') {
      list = true
      cursor.index += 2
    } else {
      return { type, optional, list }
    }
  }
}

/** A name, or the whole of `Unsupported("…")`. */
function readTypeName(cursor: Cursor, limit: number): Token {
  const closer = cursor.closers[cursor.index + 1] ?? -1
  const name = takeToken(cursor)
  const unsupported = name.text === 'Unsupported' && kindAt(cursor) === '('
  if (!unsupported || closer < 0 || closer >= limit) return name
  cursor.index = closer + 1
  const range = { start: name.range.start, end: endOfPrevious(cursor) }
  return { text: cursor.text.slice(range.start, range.end), range }
}

function restOfLine(
  cursor: Cursor,
  above: CommentsAbove,
  first: number,
  limit: number,
): { readonly lines: OffsetRange; readonly documentation?: string } {
  const trailing = takeTrailingComments(cursor, first, limit)
  const lines = linesBetween(cursor, above.firstIndex ?? first, limit)
  return { lines, ...documentationOf([...above.lines, ...trailing]) }
}

/**
 * From the beginning of the first token's line, or the token itself when something stands before
 * it, to behind the line end.
 */
function linesBetween(cursor: Cursor, first: number, limit: number): OffsetRange {
  const before = cursor.tokens[first - 1]
  const ownLine = before === undefined || before.kind === 'newline'
  const start = ownLine ? (before?.end ?? 0) : (cursor.tokens[first]?.start ?? 0)
  const after = cursor.tokens[limit]
  if (after === undefined) return { start, end: cursor.text.length }
  if (after.kind === 'newline' && ownLine) return { start, end: after.end }
  return { start, end: cursor.tokens[limit - 1]?.end ?? after.start }
}
