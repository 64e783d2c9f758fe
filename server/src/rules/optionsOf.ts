import type { DefElem, Node } from '@pgsql/types'

/** The options of a statement, as `WITH (…)` or a list of words has them. */
export function optionsOf(nodes: readonly Node[] | undefined): readonly DefElem[] {
  return (nodes ?? []).flatMap((node) => ('DefElem' in node ? [node.DefElem] : []))
}
