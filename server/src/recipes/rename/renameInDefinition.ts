import type { Node } from '@pgsql/types'
import { applyEdits } from '../../text/edits.js'
import type { TextEdit } from '../../text/range.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import type { SqlParser } from '../../sql/parseStatements.js'
import type { ParsedStatement } from '../../sql/statement.js'
import {
  afterGroup,
  afterName,
  cutAtCommas,
  findWord,
  isWord,
  statementSourceOf,
  textOfToken,
  type StatementSource,
  type TokenSpan,
} from '../../sql/statementSource.js'
import { placesOfColumn } from '../parts/columnReferences.js'

/**
 * `CREATE INDEX … ON "schema"."table" USING btree (name, lower(name)) WHERE …` as PostgreSQL prints
 * it, for another column and under another name. Undefined when the definition cannot be read.
 */
export function indexForColumn(
  definition: string,
  change: {
    readonly column: string
    readonly newColumn: string
    readonly newName: string
    readonly sqlTable: string
    /** Built without stopping writes, in a file of its own. */
    readonly concurrently: boolean
  },
  parser: SqlParser,
): string | undefined {
  const statement = onlyStatement(definition, parser)
  if (statement === undefined || !('IndexStmt' in statement.node)) return undefined
  const source = statementSourceOf(statement)
  const on = findWord(source, { from: 0, to: source.tokens.length }, 'on')
  if (on === undefined) return undefined
  const behindTable = afterName(source, on + 1)
  const bodyStart = source.tokens[behindTable]?.start ?? 0
  const edits = [
    ...expressionEdits(statement, change.column, change.newColumn),
    ...listEdits(source, behindTable, change.column, change.newColumn),
  ]
  const body = applyEdits(definition, edits).slice(bodyStart)
  const unique = statement.node.IndexStmt.unique === true ? 'UNIQUE ' : ''
  const manner = change.concurrently ? 'CONCURRENTLY ' : ''
  return `CREATE ${unique}INDEX ${manner}${quoteIdentifier(change.newName)} ON ${change.sqlTable} ${body}`
}

/** `CHECK (…)` as PostgreSQL prints it, for another column. Undefined when it cannot be read. */
export function checkForColumn(
  definition: string,
  column: string,
  newColumn: string,
  parser: SqlParser,
): string | undefined {
  const head = 'ALTER TABLE t ADD CONSTRAINT c '
  const statement = onlyStatement(head + definition, parser)
  if (statement === undefined) return undefined
  const edits = expressionEdits(statement, column, newColumn)
  return applyEdits(statement.text, edits).slice(head.length)
}

/** Whether the definition of an index or check names the column anywhere. */
export function mentionsColumn(definition: string, column: string, parser: SqlParser): boolean {
  const statement = onlyStatement(definition, parser)
  if (statement === undefined) return true
  if (placesOfColumn(statement.text, statement.node, column).length > 0) return true
  if (!('IndexStmt' in statement.node)) return false
  const { indexParams = [], indexIncludingParams = [] } = statement.node.IndexStmt
  return [...indexParams, ...indexIncludingParams].some(
    (node) => 'IndexElem' in node && node.IndexElem.name === column,
  )
}

type Parsed = Extract<ParsedStatement, { kind: 'parsed' }>

function onlyStatement(text: string, parser: SqlParser): Parsed | undefined {
  const [statement, ...others] = parser.parse(text)
  return statement?.kind === 'parsed' && others.length === 0 ? statement : undefined
}

function expressionEdits(
  statement: { readonly text: string; readonly node: Node },
  column: string,
  newColumn: string,
): readonly TextEdit[] {
  const source = statementSourceOf({
    text: statement.text,
    range: { start: 0, end: statement.text.length },
  })
  return placesOfColumn(statement.text, statement.node, column).flatMap((offset) => {
    const token = source.tokens.findIndex(({ start }) => start === offset)
    return token === -1 ? [] : [tokenEdit(source, afterName(source, token) - 1, newColumn)]
  })
}

/** Plain columns of the key and of INCLUDE: the tree does not keep their places. */
function listEdits(
  source: StatementSource,
  behindTable: number,
  column: string,
  newColumn: string,
): readonly TextEdit[] {
  const keyStart = isWord(source, behindTable, 'using') ? behindTable + 2 : behindTable
  const key = innerSpan(source, keyStart)
  const rest = { from: key.to + 1, to: source.tokens.length }
  const includes = findWord(source, rest, 'include')
  const spans = includes === undefined ? [key] : [key, innerSpan(source, includes + 1)]
  return spans
    .flatMap((span) => cutAtCommas(source, span))
    .filter((piece) => isPlainName(source, piece, column))
    .map((piece) => tokenEdit(source, piece.from, newColumn))
}

function innerSpan(source: StatementSource, open: number): TokenSpan {
  return { from: open + 1, to: afterGroup(source, open) - 1 }
}

function isPlainName(source: StatementSource, { from, to }: TokenSpan, column: string): boolean {
  const isCall = from + 1 < to && textOfToken(source, from + 1) === '('
  return !isCall && nameOfToken(source, from) === column
}

/** PostgreSQL prints a name in quotes unless it needs none. */
function nameOfToken(source: StatementSource, index: number): string {
  const text = textOfToken(source, index)
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text
}

function tokenEdit(source: StatementSource, index: number, newName: string): TextEdit {
  const token = source.tokens[index]
  const range = { start: token?.start ?? 0, end: token?.end ?? 0 }
  return { range, newText: quoteIdentifier(newName) }
}
