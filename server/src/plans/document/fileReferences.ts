import { parseTree, type Node } from 'jsonc-parser'
import type { OffsetRange } from '../../text/range.js'
import type { FileOfPlan } from './planDocument.js'
import { memberOf, rangeOf } from './readShape.js'

/** A file that plan.json names, and where it names it: the value of `path`, quotes included. */
export type FileReference = FileOfPlan & { readonly range: OffsetRange }

/** Every file that the text of a readable plan.json names, in its order. */
export function fileReferences(text: string): readonly FileReference[] {
  const root = parseTree(text)
  return root === undefined ? [] : referencesIn(root)
}

function referencesIn(node: Node): readonly FileReference[] {
  const [path, sha256] = [memberOf(node, 'path'), memberOf(node, 'sha256')]
  const own =
    path?.type === 'string' && sha256?.type === 'string'
      ? [{ path: String(path.value), sha256: String(sha256.value), range: rangeOf(path) }]
      : []
  return [...own, ...(node.children ?? []).flatMap(referencesIn)]
}
