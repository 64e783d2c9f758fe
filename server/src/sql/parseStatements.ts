import type { Node, ParseResult } from '@pgsql/types'
import { offsetOfCharacter } from '../text/byteOffsets.js'
import type { OffsetRange } from '../text/range.js'
import { actionsOfStatement } from './actions/statementActions.js'
import { openDoBlock } from './openDoBlock.js'
import { splitStatements } from './splitStatements.js'
import type { ParsedStatement, SqlStatement } from './statement.js'
import { statementSourceOf } from './statementSource.js'
import { nextToken } from './tokens.js'

/** PostgreSQL 18's own parser, ready to be called synchronously. */
export type SqlParser = { readonly parse: (script: string) => readonly ParsedStatement[] }

/**
 * Loads the parser, about 2 MB of WebAssembly. The library keeps one instance for the process, so
 * that a second call costs nothing.
 */
export async function loadSqlParser(): Promise<SqlParser> {
  const library = await import('libpg-query')
  await library.loadModule()
  return {
    parse: (script) =>
      splitStatements(script).map((statement) => parseStatement(statement, library.parseSync)),
  }
}

function parseStatement(
  statement: SqlStatement,
  parse: (text: string) => ParseResult,
): ParsedStatement {
  // The library hands over a text that ends at NUL and would read only what stands before it.
  const nul = statement.text.indexOf('\0')
  if (nul !== -1) return unparsed(statement, 'invalid byte sequence for encoding "UTF8": 0x00', nul)

  const answer = answerOf(statement.text, parse)
  if (answer.kind === 'error') {
    return unparsed(statement, answer.reason, offsetOfCharacter(statement.text, answer.character))
  }
  const actions = actionsOfStatement(statementSourceOf(statement), answer.node)
  return opened({ ...statement, kind: 'parsed', node: answer.node, actions }, parse)
}

/** With the actions of the SQL inside, where the statement is a DO block. */
function opened(
  statement: ParsedStatement & { readonly kind: 'parsed' },
  parse: (text: string) => ParseResult,
): ParsedStatement {
  const [block] = statement.actions
  if (block?.kind !== 'doBlock') return statement
  const { inner, unchecked } = openDoBlock(
    statement,
    block,
    (piece) => parseStatement(piece, parse),
    splitStatements,
  )
  const actions = inner.flatMap((one) => (one.kind === 'parsed' ? one.actions : []))
  const known = unchecked.length === 0 ? block : { ...block, unchecked }
  return { ...statement, actions: [known, ...actions], inner }
}

type Answer =
  | { readonly kind: 'tree'; readonly node: Node }
  | { readonly kind: 'error'; readonly reason: string; readonly character: number }

/** Errors of the parser are its answer. Anything else it throws means that it ran out of stack. */
function answerOf(text: string, parse: (text: string) => ParseResult): Answer {
  try {
    const node = parse(wellFormed(text)).stmts?.[0]?.stmt
    return node === undefined
      ? { kind: 'error', reason: 'no statement found', character: 0 }
      : { kind: 'tree', node }
  } catch (error) {
    return {
      kind: 'error',
      reason: isSqlError(error)
        ? inOneLine(error.message)
        : 'statement is nested too deeply to be read',
      character: isSqlError(error) ? error.sqlDetails.cursorPosition : 0,
    }
  }
}

/** The parser quotes everything behind a quote that is not closed, up to the end of the script. */
function inOneLine(message: string): string {
  const start = /^[^\r\n]{0,120}/.exec(message)?.[0] ?? ''
  return start === message ? message : `${start}…"`
}

/** A lone surrogate has no UTF-8 form; its replacement takes as many bytes as our count expects. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd')
}

function isSqlError(
  error: unknown,
): error is { readonly message: string; readonly sqlDetails: { readonly cursorPosition: number } } {
  return error instanceof Error && 'sqlDetails' in error && error.sqlDetails !== undefined
}

function unparsed(statement: SqlStatement, reason: string, offset: number): ParsedStatement {
  return { ...statement, kind: 'unparsed', reason, at: placeOfError(statement, offset) }
}

/** The token at the offset, on its first line; at the end of the text its last character. */
function placeOfError({ text, range }: SqlStatement, offset: number): OffsetRange {
  const token = nextToken(text, offset) ?? { start: text.length - 1, end: text.length }
  const line = /^[^\r\n]*/.exec(text.slice(token.start, token.end))?.[0] ?? ''
  const length = Math.max(1, line.length)
  return { start: range.start + token.start, end: range.start + token.start + length }
}
