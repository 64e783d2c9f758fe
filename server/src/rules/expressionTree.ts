import type { Node } from '@pgsql/types'

/** Names of the functions that an expression or statement calls, without their schema. */
export function functionsIn(root: Node): readonly string[] {
  return [...partsOf(root)].flatMap((part) =>
    'funcname' in part ? lastName(part.funcname as readonly Node[]) : [],
  )
}

/**
 * Whether a statement takes the values of a column so named into what it selects or writes; a `*`
 * takes them all. A column that only decides about the rows does not count.
 */
export function takesValuesOf(root: Node, column: string): boolean {
  return [...partsOf(root)].some(
    (part) => 'targetList' in part && [...partsOf(part.targetList)].some(isColumn),
  )

  function isColumn(part: object): boolean {
    if (!('ColumnRef' in part)) return false
    const { fields = [] } = part.ColumnRef as { readonly fields?: readonly Node[] }
    return fields.some((field) => 'A_Star' in field) || lastName(fields).includes(column)
  }
}

function lastName(names: readonly Node[]): readonly string[] {
  const last = names.at(-1)
  return last !== undefined && 'String' in last ? [last.String.sval ?? ''] : []
}

/** Every object of the tree, by a stack of its own: a long chain of operators is deep. */
export function* partsOf(root: unknown): Generator<object> {
  const open: unknown[] = [root]
  while (open.length > 0) {
    const part = open.pop()
    if (typeof part !== 'object' || part === null) continue
    yield part
    for (const inner of Object.values(part as Record<string, unknown>)) open.push(inner)
  }
}
