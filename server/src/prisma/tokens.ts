/**
 * Cuts schema text into tokens, in one pass. White space between tokens is dropped; line ends and
 * comments stay, because the language is made of lines. Offsets are UTF-16 units of the text.
 */
export function tokenize(text: string): SchemaToken[] {
  const tokens: SchemaToken[] = []
  const lastBlockComment = text.lastIndexOf('*/')
  let offset = 0
  while (offset < text.length) {
    const code = text.charCodeAt(offset)
    if (isBlank(code)) {
      offset += 1
      continue
    }
    const token = tokenAt(text, offset, code, lastBlockComment)
    tokens.push(token)
    offset = token.end
  }
  return tokens
}

export type SchemaToken = {
  readonly kind: SchemaTokenKind
  readonly start: number
  readonly end: number
}

/**
 * Punctuation is its own kind. A `name` may hold dots: `db.VarChar`. To Prisma every block comment
 * is documentation, as are lines with three slashes.
 */
export type SchemaTokenKind =
  | 'name'
  | 'number'
  | 'string'
  | 'newline'
  | 'comment'
  | 'documentation'
  | '@'
  | '@@'
  | '{'
  | '}'
  | '('
  | ')'
  | '['
  | ']'
  | ':'
  | ','
  | '='
  | '?'
  | 'other'

const punctuation: Readonly<Record<string, SchemaTokenKind>> = {
  '{': '{',
  '}': '}',
  '(': '(',
  ')': ')',
  '[': '[',
  ']': ']',
  ':': ':',
  ',': ',',
  '=': '=',
  '?': '?',
}

const lineFeed = 10
const carriageReturn = 13
const doubleQuote = 34
const asterisk = 42
const minus = 45
const dot = 46
const slash = 47
const at = 64
const backslash = 92
const underscore = 95
const byteOrderMark = 0xfeff

function tokenAt(text: string, start: number, code: number, lastBlockComment: number): SchemaToken {
  if (isNamePart(code)) return wordAt(text, start, start + 1)
  if (code === lineFeed) return { kind: 'newline', start, end: start + 1 }
  if (code === carriageReturn) {
    const end = text.charCodeAt(start + 1) === lineFeed ? start + 2 : start + 1
    return { kind: 'newline', start, end }
  }
  if (code === doubleQuote) return { kind: 'string', start, end: endOfString(text, start) }
  if (code === at) {
    return text.charCodeAt(start + 1) === at
      ? { kind: '@@', start, end: start + 2 }
      : { kind: '@', start, end: start + 1 }
  }
  if (code === slash && text.charCodeAt(start + 1) === slash) {
    const kind = text.charCodeAt(start + 2) === slash ? 'documentation' : 'comment'
    return { kind, start, end: endOfLine(text, start) }
  }
  // One without end is an error of one line for Prisma, and no comment.
  if (code === slash && text.charCodeAt(start + 1) === asterisk && start + 2 <= lastBlockComment) {
    return { kind: 'documentation', start, end: text.indexOf('*/', start + 2) + 2 }
  }
  if (code === minus && isDigit(text.charCodeAt(start + 1))) return wordAt(text, start, start + 2)
  const kind = punctuation[text.charAt(start)] ?? 'other'
  return { kind, start, end: start + 1 }
}

function wordAt(text: string, start: number, from: number): SchemaToken {
  let end = from
  while (end < text.length && isWordPart(text.charCodeAt(end))) end += 1
  return { kind: isNumber(text, start, end) ? 'number' : 'name', start, end }
}

function isNumber(text: string, start: number, end: number): boolean {
  let digits = 0
  let dots = 0
  for (let offset = start; offset < end; offset += 1) {
    const code = text.charCodeAt(offset)
    if (isDigit(code)) digits += 1
    else if (code === dot && dots === 0 && digits > 0) dots += 1
    else if (code !== minus || offset !== start) return false
  }
  return isDigit(text.charCodeAt(end - 1))
}

/**
 * A string ends at its quote; a missing quote ends it with the line, so that the next lines stay
 * readable.
 */
function endOfString(text: string, start: number): number {
  let offset = start + 1
  while (offset < text.length) {
    const code = text.charCodeAt(offset)
    if (code === lineFeed || code === carriageReturn) return offset
    if (code === doubleQuote) return offset + 1
    const escapes = code === backslash && !isLineEnd(text.charCodeAt(offset + 1))
    offset += escapes ? 2 : 1
  }
  return text.length
}

function endOfLine(text: string, start: number): number {
  let offset = start
  while (offset < text.length && !isLineEnd(text.charCodeAt(offset))) offset += 1
  return offset
}

function isLineEnd(code: number): boolean {
  return code === lineFeed || code === carriageReturn
}

function isDigit(code: number): boolean {
  return 48 <= code && code <= 57
}

function isNamePart(code: number): boolean {
  return (
    (97 <= code && code <= 122) ||
    (65 <= code && code <= 90) ||
    isDigit(code) ||
    code === underscore ||
    (code >= 0x80 && !isBlank(code))
  )
}

function isWordPart(code: number): boolean {
  return isNamePart(code) || code === minus || code === dot
}

// Prisma's grammar takes the tab and Unicode's space separators; a byte order mark is no part of the text.
function isBlank(code: number): boolean {
  if (code < 0x80) return code === 32 || code === 9 || code === 11 || code === 12
  return (
    code === 0xa0 ||
    code === 0x1680 ||
    (0x2000 <= code && code <= 0x200a) ||
    (0x2028 <= code && code <= 0x2029) ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000 ||
    code === byteOrderMark
  )
}
