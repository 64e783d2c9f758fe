import type { TextEdit } from '../text/range.js'
import { fieldLine } from './fieldLine.js'
import type { BlockPlace } from './editFields.js'
import type { Attribute, Expression, Field, SchemaDocument } from './schemaDocument.js'

/** The edits of one file that rename a field: its own line, and the keys and relations that name it. */
export function renameField(
  document: SchemaDocument,
  place: BlockPlace,
  field: Field,
  newName: string,
): readonly TextEdit[] {
  const oldName = field.name.text
  const model = place.block.name.text
  const edits = namesIn(document, model, oldName).map((start): TextEdit => ({
    range: { start, end: start + oldName.length },
    newText: newName,
  }))
  return document === place.document ? [...ownLine(place, field, newName), ...edits] : edits
}

/** The name and the gap behind it, so that the type stays in its column where that is possible. */
function ownLine({ document, block }: BlockPlace, field: Field, newName: string): TextEdit[] {
  const { name, type } = field
  const blanks = document.text.slice(name.range.end, type.range.start)
  // Anything but blanks is a colon of Prisma 1, or a type that is still missing.
  if (!/^[ \t]+$/.test(blanks)) return [{ range: name.range, newText: newName }]
  const line = fieldLine(document.text, block, newName, 'T', field)
  const range = { start: name.range.start, end: type.range.start }
  return [{ range, newText: line.slice(0, -'T'.length) }]
}

/** Where the keys of the model and the relations from and to it name the field. */
function namesIn(document: SchemaDocument, model: string, field: string): readonly number[] {
  return document.blocks.flatMap((block) => {
    if (block.kind !== 'model' && block.kind !== 'view') return []
    const own = block.name.text === model
    const keys = own ? block.attributes.flatMap((attribute) => listedNames(attribute)) : []
    const relations = block.fields.flatMap((candidate) =>
      candidate.attributes
        .filter(({ name }) => name.text === 'relation')
        .flatMap((attribute) => [
          ...(own ? listedNames(attribute, 'fields') : []),
          ...(candidate.type.text === model ? listedNames(attribute, 'references') : []),
        ]),
    )
    return [...keys, ...relations].filter(({ name }) => name === field).map(({ start }) => start)
  })
}

type NamePlace = { readonly name: string; readonly start: number }

/** The names in the lists of an attribute; `argument` keeps to the one of this name. */
function listedNames(attribute: Attribute, argument?: string): readonly NamePlace[] {
  return attribute.arguments
    .filter(({ name }) => argument === undefined || name?.text === argument)
    .flatMap(({ value }) => namesOf(value))
}

function namesOf(value: Expression): readonly NamePlace[] {
  if (value.kind === 'name') return [{ name: value.name, start: value.range.start }]
  return value.kind === 'array' ? value.items.flatMap(namesOf) : []
}
