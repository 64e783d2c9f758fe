import { indentationAt, lineEndOf } from '../text/lineEnds.js'
import type { TextEdit } from '../text/range.js'
import { fieldLine } from './fieldLine.js'
import type { Field, ModelBlock, SchemaDocument } from './schemaDocument.js'

/** A place in one of the files. */
export type BlockPlace = { readonly document: SchemaDocument; readonly block: ModelBlock }

export function fieldNamed({ block }: BlockPlace, name: string): Field | undefined {
  return block.fields.find((field) => field.name.text === name)
}

/** In place of the field of that name, comments kept, else on a new line behind `after` or the last field. */
export function putField(
  place: BlockPlace,
  name: string,
  definition: string,
  after: string | undefined,
): readonly TextEdit[] {
  const { document, block } = place
  const existing = fieldNamed(place, name)
  if (existing !== undefined) {
    const line = fieldLine(document.text, block, name, definition, existing)
    return [{ range: existing.range, newText: line }]
  }
  const neighbour =
    (after === undefined ? undefined : fieldNamed(place, after)) ?? block.fields.at(-1)
  const line = fieldLine(document.text, block, name, definition, neighbour)
  return [insertedLine(place, neighbour?.lines.end, neighbour?.range.start, line)]
}

/** The field with its line and the documentation above it. */
export function dropField(field: Field): readonly TextEdit[] {
  return [{ range: field.lines, newText: '' }]
}

/** A whole line at `offset`, where a line begins, with the indentation of the line at `like`. */
export function insertedLine(
  { document, block }: BlockPlace,
  offset: number | undefined,
  like: number | undefined,
  line: string,
): TextEdit {
  const at = offset ?? endOfLine(document.text, block.body.start)
  const indentation =
    like === undefined
      ? `${indentationAt(document.text, block.range.start)}  `
      : indentationAt(document.text, like)
  const newText = `${indentation}${line}${lineEndOf(document.text)}`
  return { range: { start: at, end: at }, newText }
}

/** Behind the line end that follows; the opening brace's line holds nothing else. */
function endOfLine(text: string, offset: number): number {
  const next = text.indexOf('\n', offset)
  return next === -1 ? text.length : next + 1
}
