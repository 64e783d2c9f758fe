import type { FuncCall, Node } from '@pgsql/types'
import type { TableDescription } from '../../engine/catalogue.js'
import { stringsOf } from '../../sql/treeNames.js'

/**
 * Whether the expression has a value for every row of the table, as far as its form tells: it is
 * made of constants and NOT NULL columns by operators and functions that give NULL only for NULL,
 * or it ends in such a value (`coalesce`, `CASE … ELSE`). False means not known.
 */
export function neverNull(node: Node, table: TableDescription): boolean {
  const all = (nodes: readonly (Node | undefined)[] | undefined) =>
    (nodes ?? []).every((each) => each === undefined || neverNull(each, table))
  const some = (nodes: readonly Node[] | undefined) =>
    (nodes ?? []).some((each) => neverNull(each, table))

  if ('A_Const' in node) return node.A_Const.isnull !== true
  if ('ColumnRef' in node) {
    const column = stringsOf(node.ColumnRef.fields).at(-1)
    return table.columns.some(({ name, notNull }) => name === column && notNull)
  }
  if ('TypeCast' in node) return all([node.TypeCast.arg])
  if ('CollateClause' in node) return all([node.CollateClause.arg])
  if ('CoalesceExpr' in node) return some(node.CoalesceExpr.args)
  if ('MinMaxExpr' in node) return some(node.MinMaxExpr.args)
  if ('NullTest' in node || 'BooleanTest' in node || 'SQLValueFunction' in node) return true
  if ('BoolExpr' in node) return all(node.BoolExpr.args)
  if ('A_ArrayExpr' in node) return true
  if ('RowExpr' in node) return true
  if ('SubLink' in node) return totalSubqueries.has(node.SubLink.subLinkType ?? '')
  if ('A_Expr' in node) {
    const { kind, name, lexpr, rexpr } = node.A_Expr
    if (kind === 'AEXPR_DISTINCT' || kind === 'AEXPR_NOT_DISTINCT') return true
    return kind !== 'AEXPR_NULLIF' && isTotalOperator(name) && all([lexpr, rexpr])
  }
  if ('List' in node) return all(node.List.items)
  if ('CaseExpr' in node) {
    const results = (node.CaseExpr.args ?? []).map((each) =>
      'CaseWhen' in each ? each.CaseWhen.result : undefined,
    )
    return node.CaseExpr.defresult !== undefined && all([...results, node.CaseExpr.defresult])
  }
  if ('FuncCall' in node) return isTotalCall(node.FuncCall, all)
  return false
}

/** `->` and its like give NULL for a key that is not there. */
function isTotalOperator(name: readonly Node[] | undefined): boolean {
  return totalOperators.has(stringsOf(name).at(-1) ?? '')
}

/** EXISTS and ARRAY; a subquery for one value gives NULL when it finds no row. */
const totalSubqueries: ReadonlySet<string> = new Set(['EXISTS_SUBLINK', 'ARRAY_SUBLINK'])

const totalOperators: ReadonlySet<string> = new Set(
  '+ - * / % ^ || = <> != < > <= >= ~ ~* !~ !~* ~~ ~~* !~~ !~~* BETWEEN'.split(' '),
)

function isTotalCall(
  call: FuncCall,
  all: (nodes: readonly (Node | undefined)[] | undefined) => boolean,
): boolean {
  const names = stringsOf(call.funcname)
  if (names.length > 1 && names[0] !== 'pg_catalog') return false
  const name = names.at(-1) ?? ''
  // It passes over every NULL but that of the separator.
  if (name === 'concat_ws') return all(call.args?.slice(0, 1))
  return valuesFromNothing.has(name) || (strictAndTotal.has(name) && all(call.args))
}

/** They give a value whatever their arguments are. */
const valuesFromNothing: ReadonlySet<string> = new Set(
  `now clock_timestamp statement_timestamp transaction_timestamp gen_random_uuid uuidv4 uuidv7 random
  txid_current concat nextval timeofday`.split(/\s+/),
)

/** They give NULL only for an argument that is NULL. `substring` is not among them: a pattern may not match. */
const strictAndTotal: ReadonlySet<string> = new Set(
  `lower upper initcap btrim ltrim rtrim left right substr replace translate repeat reverse
  md5 sha224 sha256 sha384 sha512 encode decode length char_length octet_length
  split_part overlay lpad rpad to_char to_hex abs ceil ceiling floor round trunc sign sqrt mod
  date_trunc age timezone to_timestamp jsonb_build_object json_build_object ascii chr`.split(/\s+/),
)
