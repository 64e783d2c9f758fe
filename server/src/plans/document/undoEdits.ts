import type { ModelBlock, Field, SchemaDocument } from '../../prisma/schemaDocument.js'
import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import { undoBlocks } from './undoBlocks.js'

/**
 * The edits that lead from `after` back to `before`: blocks that came or went, and, where both have
 * the model, fields and block attributes that differ, white space and comments aside. With
 * `touchedBy` only what these edits name counts: beside them the two may differ in other things,
 * which stay.
 */
export function undoEdits(
  before: readonly SchemaDocument[],
  after: readonly SchemaDocument[],
  touchedBy?: readonly SchemaEdit[],
): readonly SchemaEdit[] {
  const places = modelsOf(before)
  const inModels = modelsOf(after).flatMap((now) => {
    const then = places.find(({ block }) => block.name.text === now.block.name.text)
    if (then === undefined) return []
    const isPut = touchedBy?.some(
      (edit) => edit.kind === 'putBlock' && edit.block === now.block.name.text,
    )
    const touched =
      touchedBy === undefined || isPut === true ? undefined : touchedIn(now, then, touchedBy)
    return [...fieldsBack(then, now, touched), ...attributesBack(then, now, touched)]
  })
  return [...undoBlocks(before, after, touchedBy), ...inModels]
}

type Place = { readonly document: SchemaDocument; readonly block: ModelBlock }

function modelsOf(documents: readonly SchemaDocument[]): readonly Place[] {
  return documents.flatMap((document) =>
    document.blocks.flatMap((block) =>
      block.kind === 'model' || block.kind === 'view' ? [{ document, block }] : [],
    ),
  )
}

/** Names of fields, and the block attributes that the edits name as they stand there. */
type Touched = { readonly fields: ReadonlySet<string>; readonly attributes: ReadonlySet<string> }

function touchedIn(now: Place, then: Place, edits: readonly SchemaEdit[]): Touched {
  const own = edits.filter((edit) => 'model' in edit && edit.model === now.block.name.text)
  const named = new Set(
    own.flatMap((edit) => {
      if (edit.kind === 'renameField') return [edit.field, edit.newName]
      return 'field' in edit ? [edit.field] : []
    }),
  )
  const overThem = [now, then].flatMap((place) =>
    place.block.fields
      .filter((field) => mentions(definitionIn(place, field), named))
      .map(({ name }) => name.text),
  )
  const attributes = [now, then].flatMap((place) => attributesIn(place))
  return {
    fields: new Set([...named, ...overThem]),
    attributes: new Set([
      ...own.flatMap((edit) => ('attribute' in edit ? [withoutBlanks(edit.attribute)] : [])),
      ...attributes.filter((text) => mentions(text, named)).map(withoutBlanks),
    ]),
  }
}

/** In the lists of a key or a relation: `[authorId, tenant(sort: Desc)]`. */
function mentions(text: string, names: ReadonlySet<string>): boolean {
  const lists = text.match(/\[[^\]]*\]/g) ?? []
  return lists.some((list) => (list.match(/\w+/g) ?? []).some((word) => names.has(word)))
}

function fieldsBack(then: Place, now: Place, touched: Touched | undefined): readonly SchemaEdit[] {
  const model = now.block.name.text
  const isTouched = ({ name }: Field) => touched?.fields.has(name.text) ?? true
  const put = then.block.fields.flatMap((field, index): readonly SchemaEdit[] => {
    const definition = definitionIn(then, field)
    const present = now.block.fields.find(({ name }) => name.text === field.name.text)
    if (!isTouched(field)) return []
    if (present !== undefined && definitionIn(now, present) === definition) return []
    const after = then.block.fields[index - 1]?.name.text
    return [
      {
        kind: 'putField',
        model,
        field: field.name.text,
        definition,
        ...(after === undefined || present !== undefined ? {} : { after }),
      },
    ]
  })
  const dropped = now.block.fields
    .filter(isTouched)
    .filter(({ name }) => !then.block.fields.some((field) => field.name.text === name.text))
    .map(({ name }): SchemaEdit => ({ kind: 'dropField', model, field: name.text }))
  return [...put, ...dropped]
}

function attributesBack(
  then: Place,
  now: Place,
  touched: Touched | undefined,
): readonly SchemaEdit[] {
  const model = now.block.name.text
  const [old, present] = [attributesIn(then), attributesIn(now)]
  const missingIn = (list: readonly string[]) => (text: string) =>
    !list.some((other) => withoutBlanks(other) === withoutBlanks(text))
  const isTouched = (text: string) => touched?.attributes.has(withoutBlanks(text)) ?? true
  return [
    ...present
      .filter((text) => isTouched(text) && missingIn(old)(text))
      .map((attribute): SchemaEdit => ({ kind: 'dropBlockAttribute', model, attribute })),
    ...old
      .filter((text) => isTouched(text) && missingIn(present)(text))
      .map((attribute): SchemaEdit => ({ kind: 'putBlockAttribute', model, attribute })),
  ]
}

/** Type and attributes on one line, with one blank between them. */
function definitionIn({ document }: Place, { type, range }: Field): string {
  return onOneLine(document.text.slice(type.range.start, range.end))
}

function attributesIn({ document, block }: Place): readonly string[] {
  return block.attributes.map(({ range }) => onOneLine(document.text.slice(range.start, range.end)))
}

/** Blanks within a text in quotes stay. */
function onOneLine(text: string): string {
  return text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, (_, quoted: string | undefined) => quoted ?? ' ')
}

function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, '')
}
