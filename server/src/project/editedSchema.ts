import type { SchemaFile } from '../engine/messages.js'
import { applySchemaEdits, type SchemaEditRefusal } from '../prisma/applySchemaEdits.js'
import { readSchema } from '../prisma/readSchema.js'
import type { SchemaDocument } from '../prisma/schemaDocument.js'
import type { SchemaEdit } from '../prisma/schemaEdit.js'
import { applyEdits } from '../text/edits.js'
import { engineFiles } from './analyseProject.js'
import type { ReadSchema } from './projectSnapshot.js'

/** The files of a schema as they read after these edits. */
export function editedDocuments(
  documents: readonly SchemaDocument[],
  edits: readonly SchemaEdit[],
):
  | { readonly kind: 'documents'; readonly documents: readonly SchemaDocument[] }
  | SchemaEditRefusal {
  const changed = applySchemaEdits(documents, edits)
  if ('kind' in changed) return changed
  return {
    kind: 'documents',
    documents: documents.map((document) => {
      const own = changed.find(({ uri }) => uri === document.uri)
      return own === undefined
        ? document
        : readSchema(document.uri, applyEdits(document.text, own.edits))
    }),
  }
}

/** The same as the engine takes them. */
export function editedFiles(
  { documents }: ReadSchema,
  edits: readonly SchemaEdit[],
): { readonly kind: 'files'; readonly files: readonly SchemaFile[] } | SchemaEditRefusal {
  const edited = editedDocuments(documents, edits)
  return edited.kind === 'refusal'
    ? edited
    : { kind: 'files', files: engineFiles({ texts: edited.documents }) }
}
