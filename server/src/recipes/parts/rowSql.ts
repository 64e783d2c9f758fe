import type { Node, UpdateStmt } from '@pgsql/types'
import type { SqlExpression } from '../../sql/action.js'
import type { SqlStatement } from '../../sql/statement.js'
import { tokensOf } from '../../sql/tokens.js'
import { byteOffsetsOf } from '../../text/byteOffsets.js'
import { applyEdits } from '../../text/edits.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { columnReferencesIn, nodesIn } from './columnReferences.js'
import type { RecipeRefusal } from '../recipe.js'
import { refusal } from './refusal.js'

/** An UPDATE as SQL over one row, named `t`: what it puts there, and where. */
export type RowSql = { readonly kind: 'row'; readonly value: string; readonly where: string }

type Place = { readonly table: string; readonly column: string; readonly isNew: boolean }

/** Refused is what reads other tables, and what overwrites: nothing would tell that a row is done. */
export function rowSql(
  { text }: SqlStatement,
  node: UpdateStmt | undefined,
  { where }: { readonly where?: SqlExpression },
  { table, column, isNew }: Place,
): RowSql | RecipeRefusal {
  const value = assigned(node)
  if (node === undefined || value === undefined || (node.fromClause ?? []).length > 0) {
    return refusal('The statement reads other tables, so that its batches cannot go by one key.')
  }
  if (node.withClause !== undefined || nodesIn(node, 'SubLink').length > 0) {
    return refusal('The statement reads other tables, so that its batches cannot go by one key.')
  }
  if (node.relation?.alias !== undefined) {
    return refusal('The statement gives its table another name. Write it without.')
  }
  const fillsOnly = where === undefined ? isNew : asksForNull(where.node, column)
  if (!fillsOnly) {
    return refusal(
      `The statement overwrites what is there, so that a finished row looks like one that waits. Let it fill what is empty: WHERE ${quoteIdentifier(column)} IS NULL, in a new column if need be.`,
    )
  }
  const span = valueSpan(text)
  if (span === undefined) return refusal('The statement could not be taken apart.')
  const condition = where?.text ?? ''
  const start = text.lastIndexOf(condition)
  const over = (tree: Node, from: number, to: number) => qualified(text, tree, from, to, table)
  return {
    kind: 'row',
    value: over(value, span.start, span.end),
    where:
      where === undefined
        ? `t.${quoteIdentifier(column)} IS NULL`
        : over(where.node, start, start + condition.length),
  }
}

function assigned(node: UpdateStmt | undefined): Node | undefined {
  const [target, ...others] = node?.targetList ?? []
  if (target === undefined || others.length > 0 || !('ResTarget' in target)) return undefined
  return target.ResTarget.val
}

/** The condition, or one of those that AND joins, is that the column is NULL. */
function asksForNull(node: Node, column: string): boolean {
  if ('BoolExpr' in node && node.BoolExpr.boolop === 'AND_EXPR') {
    return (node.BoolExpr.args ?? []).some((one) => asksForNull(one, column))
  }
  if (!('NullTest' in node) || node.NullTest.nulltesttype !== 'IS_NULL') return false
  const { arg } = node.NullTest
  return arg !== undefined && columnReferencesIn(arg).some(({ path }) => path.at(-1) === column)
}

/** From behind the first `=` to WHERE, outside of brackets. */
function valueSpan(text: string): { readonly start: number; readonly end: number } | undefined {
  const tokens = tokensOf(text).filter(({ kind }) => kind !== 'comment')
  const is = (index: number, word: string) => {
    const token = tokens[index]
    return token !== undefined && text.slice(token.start, token.end).toUpperCase() === word
  }
  const equals = tokens.findIndex((_, index) => is(index, '='))
  const first = tokens[equals + 1]
  if (equals === -1 || first === undefined) return undefined
  let depth = 0
  let end = first.end
  for (let index = equals + 1; index < tokens.length; index += 1) {
    if (depth === 0 && (is(index, 'WHERE') || is(index, 'RETURNING'))) break
    if (is(index, '(')) depth += 1
    if (is(index, ')')) depth -= 1
    end = tokens[index]?.end ?? end
  }
  return { start: first.start, end }
}

/** Every column of the row with `t.` in front. */
function qualified(text: string, tree: Node, start: number, end: number, table: string): string {
  const offsets = byteOffsetsOf(text)
  const edits = columnReferencesIn(tree).map(({ path, location }) => {
    const at = offsets.utf16At(location) - start
    const length = path.length > 1 ? qualifierLength(text.slice(start + at), table) : 0
    return { range: { start: at, end: at + length }, newText: 't.' }
  })
  return applyEdits(text.slice(start, end), edits)
}

function qualifierLength(text: string, table: string): number {
  const written = [`${quoteIdentifier(table)}.`, `${table}.`]
  return written.find((one) => text.startsWith(one))?.length ?? 0
}
