import type { Node } from '@pgsql/types'
import type { SqlAction } from '../sql/action.js'
import type { ParsedStatement } from '../sql/statement.js'
import type { AnalysedStatement } from './script.js'

type NodeName = Node extends infer N ? (N extends unknown ? keyof N : never) : never
type NodeBody<K extends NodeName> = Extract<Node, Readonly<Record<K, unknown>>>[K]

/** A statement's own tree, for what its actions do not say, and the actions that were read from it. */
export type StatementNode<K extends NodeName> = {
  readonly node: NodeBody<K>
  readonly actions: readonly SqlAction[]
}

/** The statement if it is of that kind, or those of that kind in the DO block that it is. */
export function nodesOf<K extends NodeName>(
  { statement }: Pick<AnalysedStatement, 'statement'>,
  name: K,
): readonly StatementNode<K>[] {
  return unitsOf(statement).flatMap((unit) =>
    unit.kind === 'parsed' && name in unit.node
      ? { node: (unit.node as unknown as Record<K, NodeBody<K>>)[name], actions: unit.actions }
      : [],
  )
}

/** The tree that this action was read from, if it is of that kind. */
export function nodeOf<K extends NodeName>(
  analysed: Pick<AnalysedStatement, 'statement'>,
  name: K,
  action: SqlAction,
): NodeBody<K> | undefined {
  return nodesOf(analysed, name).find(({ actions }) => actions.includes(action))?.node
}

function unitsOf(statement: ParsedStatement): readonly ParsedStatement[] {
  return statement.kind === 'unparsed' ? [] : [statement, ...(statement.inner ?? [])]
}
