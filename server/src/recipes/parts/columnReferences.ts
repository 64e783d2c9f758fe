import type { Node } from '@pgsql/types'
import { byteOffsetsOf } from '../../text/byteOffsets.js'
import { stringsOf } from '../../sql/treeNames.js'

/** A place where a tree names a column; `location` counts bytes from the statement's start. */
export type ColumnReference = {
  /** `["table", "column"]` or `["column"]`; empty for `*`. */
  readonly path: readonly string[]
  readonly location: number
}

/** Every column that the tree names, subqueries included. */
export function columnReferencesIn(tree: Node): readonly ColumnReference[] {
  return nodesIn(tree, 'ColumnRef').map(({ fields, location }) => ({
    path: stringsOf(fields),
    location: location ?? 0,
  }))
}

/** All nodes of one kind in the tree, the tree itself included. */
export function nodesIn<Kind extends NodeKind>(tree: unknown, kind: Kind): readonly NodeOf<Kind>[] {
  const found: NodeOf<Kind>[] = []
  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      if (key === kind) found.push(inner as NodeOf<Kind>)
      walk(inner)
    }
  }
  walk(tree)
  return found
}

type NodeKind = Node extends infer Each ? (Each extends Each ? keyof Each : never) : never
type NodeOf<Kind extends NodeKind> = Extract<Node, Readonly<Record<Kind, unknown>>>[Kind]

/** UTF-16 offsets, in the text of the statement, of the references to this column of the only table. */
export function placesOfColumn(text: string, tree: Node, column: string): readonly number[] {
  const offsets = byteOffsetsOf(text)
  return columnReferencesIn(tree)
    .filter(({ path }) => path.at(-1) === column)
    .map(({ location }) => offsets.utf16At(location))
}
