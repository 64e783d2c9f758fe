import type { Field, ModelBlock } from './schemaDocument.js'

/** What is written on a field's line: `String?` and `@unique @map("n")`. */
export type FieldText = { readonly type: string; readonly attributes: string }

/** Parts a definition such as `String? @map("full_name")` at the end of its type. */
export function fieldTextOf(definition: string): FieldText {
  const trimmed = definition.trim()
  const at = /\s*@/.exec(withoutStrings(trimmed))?.index ?? trimmed.length
  return { type: trimmed.slice(0, at), attributes: trimmed.slice(at).trim() }
}

/**
 * The line of a field, without indentation, its type and its attributes in the columns of the
 * fields around it, as Prisma's formatter sets them: up to a blank line, fields share both columns.
 * What is too long for its column moves only what follows it on this line.
 */
export function fieldLine(
  text: string,
  block: ModelBlock,
  name: string,
  definition: string,
  neighbour: Field | undefined,
): string {
  const { type, attributes } = fieldTextOf(definition)
  const columns = columnsAround(text, block, name, neighbour)
  const toType = gap(name.length, columns.type, columns.tabs)
  if (attributes === '') return `${name}${toType}${type}`
  const typeStart = name.length + toType.length
  const toAttributes = gap(typeStart + type.length, columns.attributes, columns.tabs)
  return `${name}${toType}${type}${toAttributes}${attributes}`
}

type Columns = { readonly type: number; readonly attributes: number; readonly tabs: boolean }

/** Distances from the beginning of the name; 0 where the fields around follow no column. */
function columnsAround(
  text: string,
  block: ModelBlock,
  name: string,
  neighbour: Field | undefined,
): Columns {
  const fields = groupOf(text, block, neighbour).filter((field) => field.name.text !== name)
  const gaps = fields.map((field) => text.slice(field.name.range.end, field.type.range.start))
  const types = fields.map((field) => field.type.range.start - field.name.range.start)
  const typeColumn = common(types)
  const attributes = fields.flatMap((field) => {
    const first = field.attributes[0]
    return first === undefined ? [] : [first.range.start - field.name.range.start]
  })
  const longestType = Math.max(0, ...fields.map((field) => typeLength(text, field)))
  return {
    type: typeColumn,
    attributes:
      attributes.length === 0 && typeColumn > 0 ? typeColumn + longestType + 1 : common(attributes),
    tabs: gaps.some((blank) => blank.includes('\t')),
  }
}

/** The fields that no blank line parts from the neighbour. */
function groupOf(text: string, block: ModelBlock, neighbour: Field | undefined): readonly Field[] {
  const index = neighbour === undefined ? -1 : block.fields.indexOf(neighbour)
  if (index === -1) return []
  const connected = (upper: Field | undefined, lower: Field | undefined) =>
    upper !== undefined &&
    lower !== undefined &&
    !/\n[ \t]*\r?\n/.test(text.slice(upper.range.end, lower.range.start))
  let from = index
  while (connected(block.fields[from - 1], block.fields[from])) from -= 1
  let to = index
  while (connected(block.fields[to], block.fields[to + 1])) to += 1
  return block.fields.slice(from, to + 1)
}

/** The column that more than half of the fields have. A single field shows one too. */
function common(columns: readonly number[]): number {
  for (const column of columns) {
    if (columns.filter((other) => other === column).length * 2 > columns.length) return column
  }
  return 0
}

function typeLength(text: string, { type, attributes, range }: Field): number {
  const end = attributes[0]?.range.start ?? range.end
  return text.slice(type.range.start, end).trimEnd().length
}

function gap(written: number, column: number, tabs: boolean): string {
  return tabs ? '\t' : ' '.repeat(Math.max(1, column - written))
}

/** The same text with the letters inside quotes blanked: an `@` in there begins no attribute. */
function withoutStrings(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"/g, (string) => '_'.repeat(string.length))
}
