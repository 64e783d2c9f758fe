import type { SchemaEdit } from '../../prisma/schemaEdit.js'

/** How a schema shows an object of the database: the line to read, and the edits to make. */
export type KeptObject = { readonly line: string; readonly edits: readonly SchemaEdit[] }
