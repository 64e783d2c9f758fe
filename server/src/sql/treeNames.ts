import type { Node, RangeVar } from '@pgsql/types'
import type { QualifiedName } from './action.js'

/** Reads names out of PostgreSQL's tree, which keeps them in several shapes. */

export function nameOfRangeVar(relation: RangeVar | undefined): QualifiedName {
  return named(relation?.schemaname, relation?.relname ?? '')
}

/** `['schema', 'name']` or `['name']`; a database in front is left out. */
export function nameOfParts(parts: readonly string[]): QualifiedName {
  return named(parts.at(-2), parts.at(-1) ?? '')
}

export function nameOfNodes(nodes: readonly Node[] | undefined): QualifiedName {
  return nameOfParts(stringsOf(nodes))
}

/** The parts of a name, whatever node stands for it: a string, a list, a type, a function. */
export function namePartsOf(node: Node | undefined): readonly string[] {
  if (node === undefined) return []
  if ('String' in node) return [node.String.sval ?? '']
  if ('List' in node) return stringsOf(node.List.items)
  if ('TypeName' in node) return stringsOf(node.TypeName.names)
  if ('ObjectWithArgs' in node) return stringsOf(node.ObjectWithArgs.objname)
  if ('RangeVar' in node) {
    const { schema, name } = nameOfRangeVar(node.RangeVar)
    return schema === undefined ? [name] : [schema, name]
  }
  return []
}

/** The values of the string nodes in the list; other nodes are left out. */
export function stringsOf(nodes: readonly Node[] | undefined): readonly string[] {
  return (nodes ?? []).flatMap((node) => ('String' in node ? [node.String.sval ?? ''] : []))
}

function named(schema: string | undefined, name: string): QualifiedName {
  return schema === undefined ? { name } : { schema, name }
}
