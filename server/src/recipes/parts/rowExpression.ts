import type { Node } from '@pgsql/types'
import type { ColumnDescription, TableDescription } from '../../engine/catalogue.js'
import type { SqlParser } from '../../sql/parseStatements.js'
import { tokensOf } from '../../sql/tokens.js'
import { columnReferencesIn, nodesIn } from './columnReferences.js'
import { neverNull } from '../fill/neverNull.js'
import type { RecipeRefusal } from '../recipe.js'
import { refusal } from './refusal.js'

/** An SQL expression over the columns of one row, read and understood. */
export type RowExpression = {
  readonly kind: 'expression'
  readonly text: string
  readonly node: Node
  /** The row's columns that it reads, each once. */
  readonly columns: readonly string[]
  /** Whether it names tables, functions or types that may be the project's own. */
  readonly reachesOutside: boolean
}

/** As much of a table as an expression over a row of it needs. */
type RowOfTable = {
  readonly name: string
  readonly columns: readonly Pick<ColumnDescription, 'name' | 'generated'>[]
}

/**
 * Reads an answer for a column that is to be required. Refused is what `readExpression` refuses, and
 * what may be NULL, which would be found only when the last phase fails.
 */
export function readRowExpression(
  answer: string,
  table: TableDescription,
  parser: SqlParser,
): RowExpression | RecipeRefusal {
  const read = readExpression(answer, table, parser)
  return read.kind === 'refusal' || neverNull(read.node, table)
    ? read
    : refusal(
        `"${read.text}" may be NULL for some rows. Give it a last resort: coalesce(${read.text}, …).`,
      )
}

/**
 * Reads an answer. Refused is what is not one expression, and what names a column that the table
 * does not have or that has no value yet when the trigger runs.
 */
export function readExpression(
  answer: string,
  table: RowOfTable,
  parser: SqlParser,
): RowExpression | RecipeRefusal {
  const text = answer.trim()
  const node = expressionNode(text, parser)
  if (node === undefined) {
    return refusal(`"${text}" is not an SQL expression over the columns of one row.`)
  }
  const columns = rowColumnsOf(node, table)
  if (columns.kind === 'refusal') return columns
  const reachesOutside =
    nodesIn(node, 'RangeVar').length > 0 ||
    nodesIn(node, 'FuncCall').length > 0 ||
    nodesIn(node, 'TypeName').length > 0
  return { kind: 'expression', text, node, columns: columns.names, reachesOutside }
}

/** Whether each row may get another value: the expression reads the row, or a function makes one up. */
export function mayDifferByRow({ columns, node }: RowExpression): boolean {
  return columns.length > 0 || nodesIn(node, 'FuncCall').length > 0
}

/** The text must be an expression alone and between parentheses, so that it ends nothing around it. */
function expressionNode(text: string, parser: SqlParser): Node | undefined {
  if (tokensOf(text).some(({ kind }) => kind === 'comment' || kind === 'parameter'))
    return undefined
  const alone = onlyTarget(`SELECT ${text}`, parser)
  return alone === undefined ? undefined : onlyTarget(`SELECT (${text})`, parser) && alone
}

function onlyTarget(statement: string, parser: SqlParser): Node | undefined {
  const [parsed, ...others] = parser.parse(statement)
  if (parsed?.kind !== 'parsed' || others.length > 0) return undefined
  if (!('SelectStmt' in parsed.node)) return undefined
  const { targetList, op } = parsed.node.SelectStmt
  const target = targetList?.length === 1 ? targetList[0] : undefined
  const isBare =
    op === 'SETOP_NONE' &&
    Object.keys(parsed.node.SelectStmt).every((key) => partsOfPlainSelect.has(key))
  if (!isBare || target === undefined || !('ResTarget' in target)) return undefined
  return target.ResTarget.name === undefined ? target.ResTarget.val : undefined
}

const partsOfPlainSelect: ReadonlySet<string> = new Set(['targetList', 'limitOption', 'op'])

/**
 * The columns of the row. A reference with a table in front, or inside a subquery to a table of
 * its own, is the row's only if it names the row's table.
 */
function rowColumnsOf(
  node: Node,
  table: RowOfTable,
): { readonly kind: 'columns'; readonly names: readonly string[] } | RecipeRefusal {
  const hasSubquery = nodesIn(node, 'SelectStmt').length > 0
  const names = new Set<string>()
  for (const { path } of columnReferencesIn(node)) {
    const column = path.at(-1)
    const qualifier = path.at(-2)
    if (column === undefined) return refusal('A row is written out column by column, without "*".')
    if (qualifier !== undefined && qualifier !== table.name) {
      if (hasSubquery) continue
      return refusal(`"${qualifier}" is not the table of the row; that is "${table.name}".`)
    }
    const found = table.columns.find(({ name }) => name === column)
    if (found === undefined) {
      if (hasSubquery) continue
      return refusal(`Table "${table.name}" has no column "${column}".`)
    }
    if (found.generated !== undefined) {
      return refusal(
        `"${column}" is a generated column, which has no value yet while the row is written.`,
      )
    }
    names.add(column)
  }
  return { kind: 'columns', names: [...names] }
}
