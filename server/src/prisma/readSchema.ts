import { beginsBlock } from './brackets.js'
import { takeCommentsAbove } from './comments.js'
import { cursorAtStart, kindAt } from './cursor.js'
import { readBlock } from './readBlocks.js'
import type { Block, SchemaDocument } from './schemaDocument.js'

/**
 * Reads one `.prisma` file, finished or not. It never throws and takes time in proportion to the
 * text. It accepts more than Prisma does (arrays and argument lists over several lines, one-line
 * blocks, the notation of Prisma 1), because a text is not wrong while it is being written.
 */
export function readSchema(uri: string, text: string): SchemaDocument {
  const cursor = cursorAtStart(text)
  const blocks: Block[] = []
  for (;;) {
    const comments = takeCommentsAbove(cursor)
    if (kindAt(cursor) === 'end') return { uri, text, blocks }
    if (beginsBlock(text, cursor.tokens, cursor.index)) blocks.push(readBlock(cursor, comments))
    else cursor.index += 1
  }
}
