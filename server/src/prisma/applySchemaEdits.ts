import type { TextEdit } from '../text/range.js'
import { dropBlockAttribute, putBlockAttribute, sameAttribute } from './editBlockAttributes.js'
import { blockNamed, dropBlock, putBlock } from './editBlocks.js'
import { renameField } from './editFieldNames.js'
import { dropField, fieldNamed, putField, type BlockPlace } from './editFields.js'
import { currentText, editsSoFar, pieceTableOf, withEdits, type PieceTable } from './pieceTable.js'
import { readSchema } from './readSchema.js'
import type { SchemaDocument } from './schemaDocument.js'
import type { SchemaEdit } from './schemaEdit.js'

/** Edits of one file, whose ranges count in the text that was given. */
export type SchemaTextEdits = { readonly uri: string; readonly edits: readonly TextEdit[] }

/** Nothing was changed; `say` is for the user. */
export type SchemaEditRefusal = { readonly kind: 'refusal'; readonly say: string }

/**
 * Applies the edits one after the other. Only lines that an edit names change: a written field
 * takes the columns of the fields around it, and everything else, comments and line ends included,
 * stays as it is. Files without a change are left out. A model, field or attribute that an edit
 * names and the schema does not have makes a refusal of them all.
 */
export function applySchemaEdits(
  documents: readonly SchemaDocument[],
  edits: readonly SchemaEdit[],
): readonly SchemaTextEdits[] | SchemaEditRefusal {
  let files: readonly EditedFile[] = documents.map((document) => ({
    document,
    table: pieceTableOf(document.text),
  }))
  for (const edit of edits) {
    const step = oneStep(
      files.map(({ document }) => document),
      edit,
    )
    if (step.kind === 'refusal') return step
    files = files.map((file) => withStep(file, step.edits(file.document)))
  }
  return files
    .map(({ document, table }) => ({ uri: document.uri, edits: editsSoFar(table) }))
    .filter((file) => file.edits.length > 0)
}

/** The file as it reads now, and the way to it. */
type EditedFile = { readonly document: SchemaDocument; readonly table: PieceTable }

type Step =
  | {
      readonly kind: 'step'
      readonly edits: (document: SchemaDocument) => readonly TextEdit[]
    }
  | SchemaEditRefusal

function withStep({ document, table }: EditedFile, edits: readonly TextEdit[]): EditedFile {
  if (edits.length === 0) return { document, table }
  const next = withEdits(table, edits)
  return { document: readSchema(document.uri, currentText(next)), table: next }
}

function oneStep(documents: readonly SchemaDocument[], edit: SchemaEdit): Step {
  switch (edit.kind) {
    case 'putBlock': {
      const { document, edits } = putBlock(documents, edit.block, edit.text, edit.after)
      return { kind: 'step', edits: (other) => (other === document ? edits : []) }
    }
    case 'dropBlock': {
      const found = blockNamed(documents, edit.block)
      if (found === undefined) return refusal(`The schema has no block "${edit.block}".`)
      return {
        kind: 'step',
        edits: (document) => (document === found.document ? dropBlock(found) : []),
      }
    }
    case 'putField':
    case 'dropField':
    case 'renameField':
    case 'putBlockAttribute':
    case 'dropBlockAttribute':
      return stepInModel(documents, edit)
    default:
      return edit satisfies never
  }
}

type ModelEdit = Exclude<SchemaEdit, { readonly kind: 'putBlock' | 'dropBlock' }>

function stepInModel(documents: readonly SchemaDocument[], edit: ModelEdit): Step {
  const place = placeOf(documents, edit.model)
  if (place === undefined) return refusal(`The schema has no model "${edit.model}".`)
  if (isOnOneLine(place)) {
    return refusal(
      `Model "${edit.model}" has no line of its own for its closing brace: put it on one first.`,
    )
  }
  switch (edit.kind) {
    case 'putField':
      return inFile(place, putField(place, edit.field, edit.definition, edit.after))
    case 'dropField': {
      const field = fieldNamed(place, edit.field)
      return field === undefined ? noField(edit) : inFile(place, dropField(field))
    }
    case 'renameField': {
      const field = fieldNamed(place, edit.field)
      if (field === undefined) return noField(edit)
      if (fieldNamed(place, edit.newName) !== undefined) {
        return refusal(`Model "${edit.model}" has a field "${edit.newName}" already.`)
      }
      return {
        kind: 'step',
        edits: (document) => renameField(document, place, field, edit.newName),
      }
    }
    case 'putBlockAttribute':
      return inFile(place, putBlockAttribute(place, edit.attribute))
    case 'dropBlockAttribute': {
      const attribute = sameAttribute(place, edit.attribute)
      return attribute === undefined
        ? refusal(`Model "${edit.model}" has no ${edit.attribute}.`)
        : inFile(place, dropBlockAttribute(place, attribute))
    }
    default:
      return edit satisfies never
  }
}

function inFile(place: BlockPlace, edits: readonly TextEdit[]): Step {
  return { kind: 'step', edits: (document) => (document === place.document ? edits : []) }
}

/** Of two blocks with one name the first counts, as everywhere. */
function placeOf(documents: readonly SchemaDocument[], model: string): BlockPlace | undefined {
  for (const document of documents) {
    for (const block of document.blocks) {
      const isModel = block.kind === 'model' || block.kind === 'view'
      if (isModel && block.name.text === model) return { document, block }
    }
  }
  return undefined
}

/** Prisma reads no such block either, but it may stand so while it is being written. */
function isOnOneLine({ document: { text }, block }: BlockPlace): boolean {
  const beforeBrace = text.slice(block.body.start, block.body.end)
  return !/\n[ \t]*$/.test(beforeBrace)
}

function noField({ model, field }: { readonly model: string; readonly field: string }): Step {
  return refusal(`Model "${model}" has no field "${field}".`)
}

function refusal(say: string): SchemaEditRefusal {
  return { kind: 'refusal', say }
}
