/**
 * Where each kind of token ends, by the rules of PostgreSQL's lexer. All functions take the offset
 * of the token's first character and give the offset after its last; a token that is not closed
 * ends with the text.
 */

/** What a doubled quote and a backslash mean: nothing at all in `B'…'` and `X'…'`. */
export type QuoteManner = 'plain' | 'backslash' | 'bits'

/** `'…'` or `"…"`; a string may go on after a line end. */
export function endOfQuoted(
  text: string,
  start: number,
  quote: number,
  manner: QuoteManner,
): number {
  let at = start + 1
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === 0x5c && manner === 'backslash') at += 2
    else if (code !== quote) at += 1
    else if (text.charCodeAt(at + 1) === quote && manner !== 'bits') at += 2
    else {
      const goesOn = quote === 0x27 ? continuation(text, at + 1) : undefined
      if (goesOn === undefined) return at + 1
      at = goesOn + 1
    }
  }
  return text.length
}

/**
 * Two string constants with a line end between them are one constant, in the manner of the first
 * (manual, "String Constants"). Gives the offset of the second one's quote.
 */
function continuation(text: string, afterQuote: number): number | undefined {
  let at = afterQuote
  let sawLineEnd = false
  for (;;) {
    const code = text.charCodeAt(at)
    if (isLineEnd(code)) sawLineEnd = true
    if (isWhiteSpace(code)) at += 1
    else if (code === 0x2d && text.charCodeAt(at + 1) === 0x2d) at = endOfLineComment(text, at)
    else break
  }
  return sawLineEnd && text.charCodeAt(at) === 0x27 ? at : undefined
}

/** `$tag$ … $tag$`; undefined when what stands there does not open one. */
export function endOfDollarString(text: string, start: number): number | undefined {
  let at = start + 1
  if (isWordStart(text.charCodeAt(at))) {
    while (isWordPart(text.charCodeAt(at)) && text.charCodeAt(at) !== 0x24) at += 1
  }
  if (text.charCodeAt(at) !== 0x24) return undefined
  const tag = text.slice(start, at + 1)
  const closing = text.indexOf(tag, at + 1)
  return closing === -1 ? text.length : closing + tag.length
}

/** Up to the line end, which is not part of it. */
export function endOfLineComment(text: string, start: number): number {
  let at = start
  while (at < text.length && !isLineEnd(text.charCodeAt(at))) at += 1
  return at
}

/** Block comments nest in PostgreSQL. */
export function endOfBlockComment(text: string, start: number): number {
  const mark = /\/\*|\*\//g
  mark.lastIndex = start + 2
  let depth = 1
  for (let found = mark.exec(text); found; found = mark.exec(text)) {
    depth += found[0] === '/*' ? 1 : -1
    if (depth === 0) return mark.lastIndex
  }
  return text.length
}

/**
 * A run of operator characters, cut before a comment. It ends in `+` or `-` only if it holds one
 * of `~ ! @ # % ^ & | ?` or the backquote (manual, "Operators").
 */
export function endOfOperator(text: string, start: number): number {
  let end = start
  while (isOperatorCharacter(text.charCodeAt(end)) && !opensComment(text, end)) end += 1
  if (/[~!@#%^&|`?]/.test(text.slice(start, end))) return end
  while (start + 1 < end && /[+-]/.test(text.charAt(end - 1))) end -= 1
  return end
}

/** Letters that follow a number directly are taken with it; PostgreSQL refuses them. */
export function endOfNumber(text: string, start: number): number {
  const number = /[\d_]*(?:\.(?!\.)[\d_]*)?(?:e[+-]?\d[\d_]*)?/iy
  number.lastIndex = start
  number.test(text)
  const end = number.lastIndex
  return isWordStart(text.charCodeAt(end)) ? endOfWord(text, end) : end
}

export function endOfDigits(text: string, start: number): number {
  let end = start
  while (isDigit(text.charCodeAt(end))) end += 1
  return end
}

export function endOfWord(text: string, start: number): number {
  let end = start
  while (isWordPart(text.charCodeAt(end))) end += 1
  return end
}

function opensComment(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  const next = text.charCodeAt(at + 1)
  return (code === 0x2d && next === 0x2d) || (code === 0x2f && next === 0x2a)
}

/** Space, tab, line feed, vertical tab, form feed, carriage return: no other blank counts. */
export function isWhiteSpace(code: number): boolean {
  return code === 0x20 || (0x09 <= code && code <= 0x0d)
}

function isLineEnd(code: number): boolean {
  return code === 0x0a || code === 0x0d
}

export function isDigit(code: number): boolean {
  return 0x30 <= code && code <= 0x39
}

/** A letter, an underscore, or anything outside ASCII. */
export function isWordStart(code: number): boolean {
  return (
    (0x61 <= code && code <= 0x7a) ||
    (0x41 <= code && code <= 0x5a) ||
    code === 0x5f ||
    0x80 <= code
  )
}

function isWordPart(code: number): boolean {
  return isWordStart(code) || isDigit(code) || code === 0x24
}

export function isOperatorCharacter(code: number): boolean {
  return operatorCodes.has(code)
}

const operatorCodes: ReadonlySet<number> = new Set(
  Array.from('~!@#^&|`?+-*/%<>=', (character) => character.charCodeAt(0)),
)
