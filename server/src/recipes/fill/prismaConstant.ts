import type { Node } from '@pgsql/types'
import type { ColumnType, EnumOfSchema } from '../../prisma/schemaModel.js'
import { stringsOf } from '../../sql/treeNames.js'

/**
 * `@default(…)` for an expression that is a constant of the field's type, or `now()`: PostgreSQL
 * gives it to the rows that are there without touching them, and Prisma sees no difference.
 */
export function prismaConstant(
  node: Node,
  type: ColumnType,
  enumeration: EnumOfSchema | undefined,
): string | undefined {
  const value = constantOf(node)
  if (type.kind === 'enum') {
    const label = enumeration?.values.find((candidate) => candidate.label === value?.text)
    return label === undefined ? undefined : `@default(${label.value.name.text})`
  }
  if (type.kind === 'unsupported') return undefined
  switch (type.name) {
    case 'String':
      return value?.kind === 'text' && plainStrings.has(type.native?.name ?? 'Text')
        ? `@default(${JSON.stringify(value.text)})`
        : undefined
    case 'Json':
      return value?.kind === 'text' ? `@default(${JSON.stringify(value.text)})` : undefined
    case 'Int':
    case 'BigInt':
    case 'Float':
    case 'Decimal':
      return value?.kind === 'number' && type.native?.name !== 'Money'
        ? `@default(${value.text})`
        : undefined
    case 'Boolean':
      return value?.kind === 'boolean' ? `@default(${value.text})` : undefined
    case 'DateTime':
      return isNow(node) && momentTypes.has(type.native?.name ?? 'Timestamp')
        ? '@default(now())'
        : undefined
    case 'Bytes':
      return undefined
    default:
      return type.name satisfies never
  }
}

const plainStrings: ReadonlySet<string> = new Set(['Text', 'VarChar', 'Citext'])
const momentTypes: ReadonlySet<string> = new Set(['Timestamp', 'Timestamptz'])

type Constant = { readonly kind: 'text' | 'number' | 'boolean'; readonly text: string }

function constantOf(node: Node): Constant | undefined {
  if ('A_Expr' in node) {
    const { name, lexpr, rexpr } = node.A_Expr
    const inner = lexpr === undefined && rexpr !== undefined ? constantOf(rexpr) : undefined
    return stringsOf(name).join('') === '-' && inner?.kind === 'number'
      ? { kind: 'number', text: `-${inner.text}` }
      : undefined
  }
  if (!('A_Const' in node)) return undefined
  const { sval, ival, fval, boolval, isnull } = node.A_Const
  if (isnull === true) return undefined
  if (sval !== undefined) return { kind: 'text', text: sval.sval ?? '' }
  if (boolval !== undefined) return { kind: 'boolean', text: String(boolval.boolval ?? false) }
  if (fval !== undefined) return { kind: 'number', text: fval.fval ?? '0' }
  return ival === undefined ? undefined : { kind: 'number', text: String(ival.ival ?? 0) }
}

function isNow(node: Node): boolean {
  if ('SQLValueFunction' in node) return node.SQLValueFunction.op === 'SVFOP_CURRENT_TIMESTAMP'
  return 'FuncCall' in node && stringsOf(node.FuncCall.funcname).at(-1) === 'now'
}
