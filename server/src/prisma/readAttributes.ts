import { endOfPrevious, kindAt, missingToken, rangeAt, takeToken, type Cursor } from './cursor.js'
import { readArguments } from './readExpression.js'
import type { Attribute } from './schemaDocument.js'

/**
 * Reads the attributes that begin with `sigil` (`@` on fields and values, `@@` on blocks) up to the
 * token index `limit`, and passes over what is none.
 */
export function readAttributes(cursor: Cursor, sigil: '@' | '@@', limit: number): Attribute[] {
  const attributes: Attribute[] = []
  while (cursor.index < limit) {
    const kind = kindAt(cursor)
    if (kind === sigil) attributes.push(readAttribute(cursor, limit))
    else cursor.index += 1
  }
  return attributes
}

function readAttribute(cursor: Cursor, limit: number): Attribute {
  const { start } = rangeAt(cursor)
  cursor.index += 1
  const named = cursor.index < limit && kindAt(cursor) === 'name'
  const name = named ? takeToken(cursor) : missingToken(cursor)
  const called = cursor.index < limit && kindAt(cursor) === '('
  const parameters = called ? readArguments(cursor, limit) : []
  return { name, arguments: parameters, range: { start, end: endOfPrevious(cursor) } }
}
