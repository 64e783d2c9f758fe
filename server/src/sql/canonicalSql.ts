import { tokensOf, type SqlToken } from './tokens.js'

/** Whether two statements differ in nothing but white space, comments and the case of words. */
export function sameSql(left: string, right: string): boolean {
  return canonicalSql(left) === canonicalSql(right)
}

/**
 * The statement in one fixed spelling, to compare it with others and not to run it: tokens parted
 * by one space, comments left out, words in lower case as PostgreSQL folds them, no semicolon at
 * the end. Quoted names, strings and operators stay as they are.
 */
export function canonicalSql(text: string): string {
  const tokens = tokensOf(text).filter(({ kind }) => kind !== 'comment')
  const last = tokens.findLastIndex(({ start, end }) => text.slice(start, end) !== ';')
  return tokens
    .slice(0, last + 1)
    .map((token) => spellingOf(token, text.slice(token.start, token.end)))
    .join(' ')
}

function spellingOf(token: SqlToken, text: string): string {
  switch (token.kind) {
    case 'word':
    case 'number':
    case 'parameter':
      return foldAscii(text)
    case 'string':
      return text.startsWith('$') ? text : inPlainParts(text)
    case 'quotedName':
    case 'operator':
    case 'punctuation':
    case 'comment':
      return text
    default:
      return token.kind satisfies never
  }
}

/** PostgreSQL folds the letters A to Z alone; toLowerCase would fold others too. */
function foldAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

/** A string may be written in parts, with line ends and line comments between them. */
function inPlainParts(text: string): string {
  const prefix = text.slice(0, text.indexOf("'"))
  const part =
    prefix.toLowerCase() === 'e'
      ? /--[^\r\n]*|'(?:[^'\\]|\\.|'')*(?:'|$)/gs
      : /--[^\r\n]*|'(?:[^']|'')*(?:'|$)/g
  const parts = [...text.slice(prefix.length).matchAll(part)].map(([found]) => found)
  return foldAscii(prefix) + parts.filter((found) => found.startsWith("'")).join('\n')
}
