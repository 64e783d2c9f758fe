import { endOfPrevious, kindAt, rangeAt, skipLayout, takeToken, type Cursor } from './cursor.js'
import type { Argument, Expression } from './schemaDocument.js'
import { unquoteString } from './stringLiteral.js'

/**
 * Reads one expression and never goes beyond the token index `limit`. What is not an expression
 * becomes `unreadable`, up to the next comma; nothing at all becomes `unreadable` without text.
 */
export function readExpression(cursor: Cursor, limit: number, depth = 0): Expression {
  skipLayout(cursor, limit)
  if (cursor.index >= limit) return nothing(cursor)
  if (depth > deepestNesting) return unreadable(cursor, limit)
  const range = rangeAt(cursor)
  const kind = kindAt(cursor)
  if (kind === 'string') return { kind, range, value: unquoteString(takeToken(cursor).text) }
  if (kind === 'number') return { kind, range, value: takeToken(cursor).text }
  if (kind === 'name') return readNameOrCall(cursor, limit, depth)
  if (kind === '[') return readArray(cursor, limit, depth)
  return unreadable(cursor, limit)
}

/** Reads `(…)` at the cursor. An argument list without closing bracket ends with its line. */
export function readArguments(cursor: Cursor, limit: number, depth = 0): Argument[] {
  const found: Argument[] = []
  readBracketed(cursor, limit, (end) => found.push(readArgument(cursor, end, depth)))
  return found
}

// Real schemas nest three deep; the bound keeps a file full of brackets from exhausting the stack.
const deepestNesting = 40

function readNameOrCall(cursor: Cursor, limit: number, depth: number): Expression {
  const { text, range } = takeToken(cursor)
  if (cursor.index < limit && kindAt(cursor) === '(') {
    const parameters = readArguments(cursor, limit, depth + 1)
    const whole = { start: range.start, end: endOfPrevious(cursor) }
    return { kind: 'call', range: whole, name: text, arguments: parameters }
  }
  if (text === 'true' || text === 'false') return { kind: 'boolean', range, value: text === 'true' }
  return { kind: 'name', range, name: text, arguments: [] }
}

function readArray(cursor: Cursor, limit: number, depth: number): Expression {
  const { start } = rangeAt(cursor)
  const items: Expression[] = []
  readBracketed(cursor, limit, (end) => {
    const item = readExpression(cursor, end, depth + 1)
    // The fields of an index carry options in brackets: `id(sort: Desc)` names the field `id`.
    items.push(item.kind === 'call' ? { ...item, kind: 'name' } : item)
  })
  return { kind: 'array', range: { start, end: endOfPrevious(cursor) }, items }
}

function readArgument(cursor: Cursor, limit: number, depth: number): Argument {
  if (kindAt(cursor) === 'name' && kindAt(cursor, 1) === ':') {
    const name = takeToken(cursor)
    cursor.index += 1
    const value = readExpression(cursor, limit, depth)
    return { name, value, range: { start: name.range.start, end: value.range.end } }
  }
  const value = readExpression(cursor, limit, depth)
  return { value, range: value.range }
}

/** Calls `readItem` at each item between the brackets and leaves the cursor behind the closing one. */
function readBracketed(cursor: Cursor, limit: number, readItem: (end: number) => void): void {
  const closer = cursor.closers[cursor.index] ?? -1
  const closed = closer >= 0 && closer < limit
  cursor.index += 1
  const end = closed ? closer : unclosedEnd(cursor, limit)
  for (;;) {
    skipLayout(cursor, end)
    if (cursor.index >= end) break
    if (kindAt(cursor) === ',') cursor.index += 1
    else readItem(end)
  }
  cursor.index = closed ? closer + 1 : end
}

function unclosedEnd(cursor: Cursor, limit: number): number {
  for (let ahead = 0; cursor.index + ahead < limit; ahead += 1) {
    const kind = kindAt(cursor, ahead)
    if (kind === 'newline' || kind === '@' || kind === '@@') return cursor.index + ahead
  }
  return limit
}

function nothing(cursor: Cursor): Expression {
  const offset = endOfPrevious(cursor)
  return { kind: 'unreadable', range: { start: offset, end: offset }, text: '' }
}

function unreadable(cursor: Cursor, limit: number): Expression {
  const { start } = rangeAt(cursor)
  if (kindAt(cursor) === ',') return { kind: 'unreadable', range: { start, end: start }, text: '' }
  while (cursor.index < limit && !endsUnreadable(cursor)) {
    const closer = cursor.closers[cursor.index] ?? -1
    cursor.index = closer >= 0 && closer < limit ? closer + 1 : cursor.index + 1
  }
  const end = endOfPrevious(cursor)
  return { kind: 'unreadable', range: { start, end }, text: cursor.text.slice(start, end) }
}

function endsUnreadable(cursor: Cursor): boolean {
  const kind = kindAt(cursor)
  return kind === ',' || kind === 'newline'
}
