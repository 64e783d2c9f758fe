import { lineEndOf } from '../text/lineEnds.js'
import type { TextEdit } from '../text/range.js'
import { insertedLine, type BlockPlace } from './editFields.js'
import type { Attribute } from './schemaDocument.js'

/** The attribute of the block that says the same; white space does not count. */
export function sameAttribute(
  { document, block }: BlockPlace,
  attribute: string,
): Attribute | undefined {
  return block.attributes.find(
    ({ range }) =>
      withoutBlanks(document.text.slice(range.start, range.end)) === withoutBlanks(attribute),
  )
}

/**
 * Writes the attribute on a line of its own behind the last one, or behind a blank line after the
 * fields. One of which a block has only one, such as `@@map`, takes the place of the other.
 */
export function putBlockAttribute(place: BlockPlace, attribute: string): readonly TextEdit[] {
  const { document, block } = place
  if (sameAttribute(place, attribute) !== undefined) return []
  const name = /^@@(\w+)/.exec(attribute)?.[1] ?? ''
  const rival = singleAttributes.has(name)
    ? block.attributes.find((candidate) => candidate.name.text === name)
    : undefined
  if (rival !== undefined) return [{ range: rival.range, newText: attribute }]

  const last = block.attributes.at(-1)
  if (last !== undefined) {
    const end = lineAround(document.text, last.range.start, last.range.end).end
    return [insertedLine(place, end, last.range.start, attribute)]
  }
  const lastField = block.fields.at(-1)
  const edit = insertedLine(place, lastField?.lines.end, lastField?.range.start, attribute)
  const parted = lastField === undefined || /^[ \t]*\r?\n/.test(document.text.slice(edit.range.end))
  return [parted ? edit : { ...edit, newText: `${lineEndOf(document.text)}${edit.newText}` }]
}

/** The attribute with its line, unless something else stands there too. */
export function dropBlockAttribute(
  { document: { text } }: BlockPlace,
  { range }: Attribute,
): readonly TextEdit[] {
  const line = lineAround(text, range.start, range.end)
  const before = text.slice(line.start, range.start)
  const after = text.slice(range.end, line.end).trim()
  const alone = before.trim() === '' && (after === '' || after.startsWith('//'))
  return [{ range: alone ? line : range, newText: '' }]
}

const singleAttributes: ReadonlySet<string> = new Set(['id', 'map', 'schema', 'ignore'])

function lineAround(text: string, from: number, to: number): { start: number; end: number } {
  const start = text.lastIndexOf('\n', from - 1) + 1
  const next = text.indexOf('\n', to)
  return { start, end: next === -1 ? text.length : next + 1 }
}

function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, '')
}
