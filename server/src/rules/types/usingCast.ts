import type { Node } from '@pgsql/types'
import type { SqlExpression } from '../../sql/action.js'

/**
 * What USING makes of the column: `assignment` = it is the column itself, as without USING;
 * `explicit` = `c::type`; `through text` = `c::text::type`; `other` = it computes something.
 */
export function castOf(
  column: string,
  { node }: SqlExpression,
): 'assignment' | 'explicit' | 'through text' | 'other' {
  if (isColumn(node, column)) return 'assignment'
  const inner = castArgument(node)
  if (inner === undefined) return 'other'
  if (isColumn(inner, column)) return 'explicit'
  const innermost = castArgument(inner)
  return innermost !== undefined && isColumn(innermost, column) && isCastToText(inner)
    ? 'through text'
    : 'other'
}

function castArgument(node: Node): Node | undefined {
  return 'TypeCast' in node ? node.TypeCast.arg : undefined
}

function isCastToText(node: Node): boolean {
  const names = 'TypeCast' in node ? node.TypeCast.typeName?.names : undefined
  const last = names?.at(-1)
  return last !== undefined && 'String' in last && last.String.sval === 'text'
}

function isColumn(node: Node, column: string): boolean {
  const last = 'ColumnRef' in node ? node.ColumnRef.fields?.at(-1) : undefined
  return last !== undefined && 'String' in last && last.String.sval === column
}
