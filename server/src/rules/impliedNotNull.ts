import type { TableDescription } from '../engine/catalogue.js'
import type { SqlExpression } from '../sql/action.js'
import { printIdentifier } from '../sql/quoting.js'

/**
 * Whether a validated CHECK of the table proves that the column holds no NULL: `c IS NOT NULL`, by
 * itself or joined to others by AND. PostgreSQL does not take `c > 0` for such a proof.
 */
export function hasNotNullCheck({ constraints }: TableDescription, column: string): boolean {
  const proof = `${printIdentifier(column)} IS NOT NULL`
  return constraints.some(
    ({ kind, validated, enforced, definition }) =>
      kind === 'check' && validated && enforced && conjunctsOf(definition).includes(proof),
  )
}

/** Whether new rows must have a value there already: such a CHECK need not be validated for that. */
export function hasBindingCheck({ constraints }: TableDescription, column: string): boolean {
  const proof = `${printIdentifier(column)} IS NOT NULL`
  return constraints.some(
    ({ kind, enforced, definition }) =>
      kind === 'check' && enforced && conjunctsOf(definition).includes(proof),
  )
}

/** Columns that a CHECK in a script does not let be NULL: the same proof, from the syntax tree. */
export function columnsBoundBy({ node }: SqlExpression): readonly string[] {
  if ('BoolExpr' in node && node.BoolExpr.boolop === 'AND_EXPR') {
    return (node.BoolExpr.args ?? []).flatMap((arg) => columnsBoundBy({ text: '', node: arg }))
  }
  if (!('NullTest' in node) || node.NullTest.nulltesttype !== 'IS_NOT_NULL') return []
  const { arg } = node.NullTest
  const last = arg && 'ColumnRef' in arg ? arg.ColumnRef.fields?.at(-1) : undefined
  return last !== undefined && 'String' in last ? [last.String.sval ?? ''] : []
}

/** The parts of `CHECK ((a AND (b)))` between the outermost ANDs, without their parentheses. */
function conjunctsOf(definition: string): readonly string[] {
  const start = definition.indexOf('(')
  return cutAtAnd(definition.slice(start, definition.lastIndexOf(')') + 1))
}

function cutAtAnd(expression: string): readonly string[] {
  const bare = withoutParentheses(expression.trim())
  const parts: string[] = []
  let from = 0
  for (const { index, depth, text } of wordsWithDepth(bare)) {
    if (depth > 0 || text !== 'AND') continue
    parts.push(bare.slice(from, index))
    from = index + text.length
  }
  return parts.length === 0 ? [bare] : [...parts, bare.slice(from)].flatMap(cutAtAnd)
}

/** Takes off the parentheses that embrace the whole expression. */
function withoutParentheses(expression: string): string {
  if (!expression.startsWith('(') || !expression.endsWith(')')) return expression
  const closesEarly = wordsWithDepth(expression.slice(0, -1)).some(({ depth }) => depth < 1)
  return closesEarly ? expression : withoutParentheses(expression.slice(1, -1).trim())
}

/** Words, quoted texts and parentheses with the number of parentheses that are open behind each. */
function wordsWithDepth(
  expression: string,
): readonly { readonly index: number; readonly depth: number; readonly text: string }[] {
  let depth = 0
  return [...expression.matchAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[\w$]+|[()]/g)].map((match) => {
    const [text] = match
    if (text === '(') depth += 1
    if (text === ')') depth -= 1
    return { index: match.index, depth, text }
  })
}
