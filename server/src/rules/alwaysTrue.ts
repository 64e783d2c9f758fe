import type { A_Const, Node } from '@pgsql/types'

/** Whether a condition holds for every row by its form alone: `true`, `1 = 1`, `x OR true`. */
export function isAlwaysTrue(node: Node | undefined): boolean {
  if (node === undefined) return false
  if ('A_Const' in node) return node.A_Const.boolval?.boolval === true
  if ('BoolExpr' in node) {
    const { boolop, args = [] } = node.BoolExpr
    if (boolop === 'OR_EXPR') return args.some(isAlwaysTrue)
    return boolop === 'AND_EXPR' && args.every(isAlwaysTrue)
  }
  if (!('A_Expr' in node) || node.A_Expr.kind !== 'AEXPR_OP') return false
  const { name = [], lexpr, rexpr } = node.A_Expr
  const [operator] = name
  const isEqual = operator !== undefined && 'String' in operator && operator.String.sval === '='
  if (!isEqual || lexpr === undefined || rexpr === undefined) return false
  if (!('A_Const' in lexpr) || !('A_Const' in rexpr)) return false
  return valueOf(lexpr.A_Const) !== undefined && valueOf(lexpr.A_Const) === valueOf(rexpr.A_Const)
}

function valueOf({ ival, sval, fval, boolval, isnull }: A_Const): string | undefined {
  if (isnull === true) return undefined
  const value = ival ?? sval ?? fval ?? boolval
  return value === undefined ? undefined : JSON.stringify(value)
}
