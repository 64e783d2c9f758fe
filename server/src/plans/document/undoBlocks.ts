import { blockNamed, blockText } from '../../prisma/editBlocks.js'
import type { Block, SchemaDocument } from '../../prisma/schemaDocument.js'
import type { SchemaEdit } from '../../prisma/schemaEdit.js'

/**
 * Blocks of `before` that `after` lacks come back, those that came go, and enums that differ are
 * written as they were. With `touchedBy` only the blocks that these edits put or drop count.
 */
export function undoBlocks(
  before: readonly SchemaDocument[],
  after: readonly SchemaDocument[],
  touchedBy: readonly SchemaEdit[] | undefined,
): readonly SchemaEdit[] {
  const isTouched = (name: string) =>
    touchedBy === undefined || touchedBy.some((edit) => 'block' in edit && edit.block === name)
  const put = before.flatMap((document) =>
    document.blocks.flatMap((block, index): readonly SchemaEdit[] => {
      const name = block.name.text
      if (!isPart(block) || !isTouched(name)) return []
      const now = blockNamed(after, name)
      const text = blockText({ document, block })
      const isSame = now !== undefined && (block.kind !== 'enum' || sameText(text, blockText(now)))
      if (isSame) return []
      const neighbour = document.blocks[index - 1]
      const behind = neighbour !== undefined && isPart(neighbour) ? neighbour.name.text : undefined
      return [
        { kind: 'putBlock', block: name, text, ...(behind === undefined ? {} : { after: behind }) },
      ]
    }),
  )
  const dropped = after.flatMap(({ blocks }) =>
    blocks
      .filter((block) => isPart(block) && isTouched(block.name.text))
      .filter(({ name }) => blockNamed(before, name.text) === undefined)
      .map(({ name }): SchemaEdit => ({ kind: 'dropBlock', block: name.text })),
  )
  return [...put, ...dropped]
}

function isPart({ kind }: Block): boolean {
  return kind !== 'datasource' && kind !== 'generator'
}

function sameText(left: string, right: string): boolean {
  return left.replace(/\s+/g, ' ') === right.replace(/\s+/g, ' ')
}
