import {
  endOfBlockComment,
  endOfDigits,
  endOfDollarString,
  endOfLineComment,
  endOfNumber,
  endOfOperator,
  endOfQuoted,
  endOfWord,
  isDigit,
  isOperatorCharacter,
  isWhiteSpace,
  isWordStart,
  type QuoteManner,
} from './tokenEnds.js'

/**
 * One token of SQL as PostgreSQL's lexer cuts it (manual, "Lexical Structure"). A quote or comment
 * that is never closed is one token up to the end of the text. What PostgreSQL would refuse, such
 * as a backslash, is `punctuation` of one character.
 */
export type SqlToken = {
  readonly kind: SqlTokenKind
  readonly start: number
  readonly end: number
}

export type SqlTokenKind =
  /** A keyword or a name without quotes. */
  | 'word'
  /** `"name"` or `U&"name"`. */
  | 'quotedName'
  /** `'…'`, `E'…'`, `B'…'`, `X'…'`, `U&'…'`, `$tag$…$tag$`, with the parts that go on after a line end. */
  | 'string'
  | 'number'
  /** `$1`. */
  | 'parameter'
  | 'operator'
  | 'punctuation'
  | 'comment'

/** Every token of the text, comments included. */
export function tokensOf(text: string): readonly SqlToken[] {
  const tokens: SqlToken[] = []
  for (let token = nextToken(text, 0); token; token = nextToken(text, token.end)) {
    tokens.push(token)
  }
  return tokens
}

/** The first token at or after the offset, or undefined at the end of the text. */
export function nextToken(text: string, offset: number): SqlToken | undefined {
  let start = offset
  if (start === 0 && text.charCodeAt(0) === byteOrderMark) start = 1
  while (isWhiteSpace(text.charCodeAt(start))) start += 1
  if (text.length <= start) return undefined
  return tokenAt(text, start)
}

const byteOrderMark = 0xfeff

function tokenAt(text: string, start: number): SqlToken {
  const code = text.charCodeAt(start)
  const next = text.charCodeAt(start + 1)

  if (isWordStart(code)) return wordOrPrefixedQuote(text, start)
  if (code === codeOf.quote) {
    return { kind: 'string', start, end: endOfQuoted(text, start, codeOf.quote, 'plain') }
  }
  if (code === codeOf.doubleQuote) {
    return { kind: 'quotedName', start, end: endOfQuoted(text, start, codeOf.doubleQuote, 'plain') }
  }
  if (code === codeOf.dollar) return dollar(text, start)
  if (isDigit(code) || (code === codeOf.dot && isDigit(next))) {
    return { kind: 'number', start, end: endOfNumber(text, start) }
  }
  if (code === codeOf.minus && next === codeOf.minus) {
    return { kind: 'comment', start, end: endOfLineComment(text, start) }
  }
  if (code === codeOf.slash && next === codeOf.star) {
    return { kind: 'comment', start, end: endOfBlockComment(text, start) }
  }
  if (isOperatorCharacter(code)) {
    return { kind: 'operator', start, end: endOfOperator(text, start) }
  }
  if (isPair(code, next)) return { kind: 'punctuation', start, end: start + 2 }
  return { kind: 'punctuation', start, end: start + 1 }
}

/** `E'…'` alone gives a meaning to backslashes (manual, "String Constants with C-Style Escapes"). */
function wordOrPrefixedQuote(text: string, start: number): SqlToken {
  const quoteAt = prefixedQuoteAt(text, start)
  if (quoteAt === undefined) return { kind: 'word', start, end: endOfWord(text, start) }

  const quote = text.charCodeAt(quoteAt)
  const end = endOfQuoted(text, quoteAt, quote, mannerOf(lowerCase(text.charCodeAt(start))))
  return { kind: quote === codeOf.quote ? 'string' : 'quotedName', start, end }
}

function mannerOf(prefix: number): QuoteManner {
  if (prefix === codeOf.e) return 'backslash'
  return prefix === codeOf.u ? 'plain' : 'bits'
}

function prefixedQuoteAt(text: string, start: number): number | undefined {
  const prefix = lowerCase(text.charCodeAt(start))
  const next = text.charCodeAt(start + 1)
  if (next === codeOf.quote && stringPrefixes.has(prefix)) return start + 1
  if (next !== codeOf.ampersand || prefix !== codeOf.u) return undefined
  const quote = text.charCodeAt(start + 2)
  return quote === codeOf.quote || quote === codeOf.doubleQuote ? start + 2 : undefined
}

function lowerCase(code: number): number {
  return code | 0x20
}

function dollar(text: string, start: number): SqlToken {
  if (isDigit(text.charCodeAt(start + 1))) {
    return { kind: 'parameter', start, end: endOfDigits(text, start + 1) }
  }
  const end = endOfDollarString(text, start)
  return end === undefined
    ? { kind: 'punctuation', start, end: start + 1 }
    : { kind: 'string', start, end }
}

/** `::`, `:=` and `..` */
function isPair(code: number, next: number): boolean {
  if (code === codeOf.dot) return next === codeOf.dot
  return code === codeOf.colon && (next === codeOf.colon || next === codeOf.equals)
}

const codeOf = {
  doubleQuote: 0x22,
  dollar: 0x24,
  ampersand: 0x26,
  quote: 0x27,
  star: 0x2a,
  minus: 0x2d,
  dot: 0x2e,
  slash: 0x2f,
  colon: 0x3a,
  equals: 0x3d,
  e: 0x65,
  u: 0x75,
} as const

/** `b`, `e`, `x` */
const stringPrefixes: ReadonlySet<number> = new Set([0x62, 0x65, 0x78])
