import { overlaps, type TextEdit } from './range.js'

/**
 * The text after all edits, whose ranges all count in the old text. Insertions at one place keep
 * the order in which they are given, and stand before a replacement that begins there. Edits that
 * overlap or leave the text are a bug of the caller and throw.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const clash = overlapping(edits)
  if (clash !== undefined) throw new Error(`Edits overlap at offset ${clash[1].range.start}.`)

  const parts: string[] = []
  let copied = 0
  for (const { range, newText } of inOrder(edits)) {
    if (range.end < range.start || text.length < range.end) {
      throw new RangeError(`An edit from ${range.start} to ${range.end} leaves the text.`)
    }
    parts.push(text.slice(copied, range.start), newText)
    copied = range.end
  }
  parts.push(text.slice(copied))
  return parts.join('')
}

/** The first two edits that touch the same text, or undefined. */
export function overlapping(edits: readonly TextEdit[]): readonly [TextEdit, TextEdit] | undefined {
  let before: TextEdit | undefined
  for (const edit of inOrder(edits)) {
    if (before !== undefined && overlaps(before.range, edit.range)) return [before, edit]
    before = edit
  }
  return undefined
}

function inOrder(edits: readonly TextEdit[]): readonly TextEdit[] {
  return edits.toSorted(
    (left, right) => left.range.start - right.range.start || left.range.end - right.range.end,
  )
}
