import { beginsBlock } from './brackets.js'
import { documentationOf, takeCommentsAbove, type CommentsAbove } from './comments.js'
import { endOfLineIndex, kindAt, missingToken, rangeAt, takeToken, type Cursor } from './cursor.js'
import { readAttributes } from './readAttributes.js'
import { readEnumValue, readField, readProperty } from './readMembers.js'
import type { Attribute, Block, EnumValue, Field, Property, Token } from './schemaDocument.js'

/** Reads the block whose keyword is at the cursor; `beginsBlock` must hold there. */
export function readBlock(cursor: Cursor, above: CommentsAbove): Block {
  const keyword = takeToken(cursor)
  const name = kindAt(cursor) === 'name' ? takeToken(cursor) : missingToken(cursor)
  const head = { keyword, name, ...documentationOf(above.lines) }
  switch (keyword.text) {
    case 'datasource':
    case 'generator': {
      const properties: Property[] = []
      const ranges = readBody(cursor, keyword, () => {
        if (kindAt(cursor) === 'name' && kindAt(cursor, 1) === '=') {
          properties.push(readProperty(cursor))
        }
      })
      return { kind: keyword.text, ...head, ...ranges, properties }
    }
    case 'enum': {
      const values: EnumValue[] = []
      const attributes: Attribute[] = []
      const ranges = readBody(cursor, keyword, (comments) => {
        if (kindAt(cursor) === 'name') values.push(readEnumValue(cursor, comments))
        else attributes.push(...readAttributes(cursor, '@@', endOfLineIndex(cursor)))
      })
      return { kind: 'enum', ...head, ...ranges, values, attributes }
    }
    default: {
      const fields: Field[] = []
      const attributes: Attribute[] = []
      const ranges = readBody(cursor, keyword, (comments) => {
        if (kindAt(cursor) === 'name') fields.push(readField(cursor, comments))
        else attributes.push(...readAttributes(cursor, '@@', endOfLineIndex(cursor)))
      })
      const kind = keyword.text === 'type' || keyword.text === 'view' ? keyword.text : 'model'
      return { kind, ...head, ...ranges, fields, attributes }
    }
  }
}

/**
 * Goes through the lines between the braces and calls `readMember` at the first token of each. A
 * body without closing brace ends where the next block begins, that block's documentation included.
 */
function readBody(
  cursor: Cursor,
  keyword: Token,
  readMember: (comments: CommentsAbove) => void,
): Pick<Block, 'range' | 'body'> {
  const bodyStart = rangeAt(cursor).end
  cursor.index += 1
  skipRestOfOpeningLine(cursor)
  for (;;) {
    const comments = takeCommentsAbove(cursor)
    const kind = kindAt(cursor)
    const { start, end } = rangeAt(cursor)
    if (kind === '}') {
      cursor.index += 1
      return bodyTo(keyword, bodyStart, start, end)
    }
    if (kind === 'end') return bodyTo(keyword, bodyStart, start, start)
    if (beginsBlock(cursor.text, cursor.tokens, cursor.index) && kindAt(cursor, -1) !== '{') {
      cursor.index = comments.firstIndex ?? cursor.index
      const next = startOfLine(cursor)
      return bodyTo(keyword, bodyStart, next, next)
    }
    readMember(comments)
    cursor.index = endOfLineIndex(cursor)
  }
}

/**
 * Prisma takes the text behind `{` for a comment. When the block closes on that line, it is read
 * all the same.
 */
function skipRestOfOpeningLine(cursor: Cursor): void {
  const end = endOfLineIndex(cursor)
  if (cursor.tokens[end]?.kind === 'newline') cursor.index = end
}

function startOfLine(cursor: Cursor): number {
  return cursor.tokens[cursor.index - 1]?.end ?? 0
}

function bodyTo(
  keyword: Token,
  bodyStart: number,
  bodyEnd: number,
  end: number,
): Pick<Block, 'range' | 'body'> {
  return {
    range: { start: keyword.range.start, end },
    body: { start: bodyStart, end: Math.max(bodyStart, bodyEnd) },
  }
}
