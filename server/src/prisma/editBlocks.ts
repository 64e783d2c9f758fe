import { applyEdits } from '../text/edits.js'
import { lineEndOf } from '../text/lineEnds.js'
import type { OffsetRange, TextEdit } from '../text/range.js'
import type { Block, SchemaDocument } from './schemaDocument.js'

/** A block of any kind in one of the files. */
export type PlacedBlock = { readonly document: SchemaDocument; readonly block: Block }

/** Of two blocks with one name the first counts, as everywhere; settings have names of their own. */
export function blockNamed(
  documents: readonly SchemaDocument[],
  name: string,
): PlacedBlock | undefined {
  for (const document of documents) {
    const block = document.blocks.find(
      ({ kind, name: own }) => kind !== 'datasource' && kind !== 'generator' && own.text === name,
    )
    if (block !== undefined) return { document, block }
  }
  return undefined
}

/**
 * The block as it is written, with the comments that stand right above it. `edits` of it, counted in
 * the file, are made on the way.
 */
export function blockText(
  { document, block }: PlacedBlock,
  edits: readonly TextEdit[] = [],
): string {
  const { start, end } = withComments(document.text, block)
  const own = edits.map(({ range, newText }) => ({
    range: { start: range.start - start, end: range.end - start },
    newText,
  }))
  return applyEdits(document.text.slice(start, end), own)
}

/** In place of the block of that name, else behind `after`, else at the end of the first file. */
export function putBlock(
  documents: readonly SchemaDocument[],
  name: string,
  text: string,
  after: string | undefined,
): { readonly document: SchemaDocument | undefined; readonly edits: readonly TextEdit[] } {
  const existing = blockNamed(documents, name)
  const neighbour = after === undefined ? undefined : blockNamed(documents, after)
  const document = existing?.document ?? neighbour?.document ?? documents[0]
  if (document === undefined) return { document, edits: [] }
  const lineEnd = lineEndOf(document.text)
  const own = text.replaceAll(/\r?\n/g, lineEnd)
  if (existing !== undefined) {
    const range = withComments(document.text, existing.block)
    return { document, edits: [{ range, newText: own }] }
  }
  if (neighbour !== undefined) {
    const { end } = neighbour.block.range
    const range = { start: end, end }
    return { document, edits: [{ range, newText: `${lineEnd}${lineEnd}${own}` }] }
  }
  const end = document.text.trimEnd().length
  const gap = end === 0 ? '' : `${lineEnd}${lineEnd}`
  const range = { start: end, end: document.text.length }
  return { document, edits: [{ range, newText: `${gap}${own}${lineEnd}` }] }
}

/** The lines of the block, and of the blank lines on its two sides one group. */
export function dropBlock({ document: { text }, block }: PlacedBlock): readonly TextEdit[] {
  const { start, end } = withComments(text, block)
  const behind = /^[ \t]*(?:\r?\n[ \t]*)*/.exec(text.slice(end))?.[0].length ?? 0
  if (end + behind < text.length) return [{ range: { start, end: end + behind }, newText: '' }]
  const before = text.slice(0, start).trimEnd().length
  const lineEnd = before === 0 ? '' : lineEndOf(text)
  return [{ range: { start: before, end: text.length }, newText: lineEnd }]
}

/** Comment lines right above belong to the block; a blank line parts them from it. */
function withComments(text: string, { range }: Block): OffsetRange {
  let start = text.lastIndexOf('\n', range.start - 1) + 1
  while (0 < start) {
    const above = text.lastIndexOf('\n', start - 2) + 1
    if (!text.slice(above, start).trim().startsWith('//')) break
    start = above
  }
  return { start, end: range.end }
}
