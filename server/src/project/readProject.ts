import { createHash } from 'node:crypto'
import type { MigrationInput } from '../engine/messages.js'
import type { MigrationHistory } from '../migrations/migration.js'
import { compareMigrationNames } from '../migrations/migrationOrder.js'
import { readMigrations, type FileText } from '../migrations/readMigrations.js'
import type { ProjectLayout } from '../prisma/projectLayout.js'
import { readSchema } from '../prisma/readSchema.js'
import { readSchemaModel } from '../prisma/readSchemaModel.js'
import type { SchemaDocument } from '../prisma/schemaDocument.js'
import type { SchemaModel } from '../prisma/schemaModel.js'
import { readCommittedFiles } from './committedFiles.js'
import { diskMigrationFiles, readText } from './diskFiles.js'
import { uriOfPath } from './locations.js'
import type { CommittedState, ReadSchema } from './projectSnapshot.js'

/** Text of a document that is open in the editor, which wins over the disk. */
export type OpenText = (uri: string) => string | undefined

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** Reads the schema's files; a file that is gone since the layout was read is left out. */
export async function readProjectSchema(
  layout: ProjectLayout,
  openText: OpenText,
): Promise<ReadSchema> {
  const texts = await Promise.all(
    layout.schemaFiles.map(async (path) => {
      const uri = uriOfPath(path)
      return { uri, text: openText(uri) ?? textOf(await readText(path)) }
    }),
  )
  return readTexts(texts)
}

export function readTexts(
  texts: readonly { readonly uri: string; readonly text: string | undefined }[],
): ReadSchema {
  const known = texts.flatMap(({ uri, text }) => (text === undefined ? [] : [{ uri, text }]))
  let documents: readonly SchemaDocument[] | undefined
  let model: SchemaModel | undefined
  const schema: ReadSchema = {
    texts: known,
    get documents() {
      return (documents ??= known.map(({ uri, text }) => readSchema(uri, text)))
    },
    get model() {
      return (model ??= readSchemaModel(schema.documents))
    },
  }
  return schema
}

/** Reads the migrations folder from the disk. */
export function readProjectHistory(layout: ProjectLayout): Promise<MigrationHistory> {
  return readMigrations(uriOfPath(layout.migrationsDir), diskMigrationFiles, sha256)
}

/**
 * Reads the schema and the migrations as git HEAD has them. A migration that differs from the
 * working copy in line ends only is the working copy's: git changes them on check-out.
 */
export async function readCommittedState(
  layout: ProjectLayout,
  history: MigrationHistory,
): Promise<CommittedState> {
  const schemaPlaces = layout.schemaFiles.length > 1 ? [layout.schemaRoot] : layout.schemaFiles
  const files = await readCommittedFiles(
    layout.root,
    [...schemaPlaces, layout.migrationsDir],
    (path) => path.endsWith('.prisma') || path.endsWith('/migration.sql'),
  )
  if (files.kind === 'none') return files
  const isMigration = (path: string) => path.startsWith(`${layout.migrationsDir}/`)
  const schema = [...files.texts]
    .filter(([path]) => path.endsWith('.prisma') && !isMigration(path))
    .map(([path, text]) => ({ uri: uriOfPath(path), text }))
  if (schema.length === 0) return { kind: 'none', why: 'The schema is not committed.' }
  const working = new Map(history.migrations.map(({ name, text }) => [name, text]))
  const migrations = [...files.texts]
    .filter(([path]) => isMigration(path))
    .map(([path, text]): MigrationInput => {
      const name = path.slice(layout.migrationsDir.length + 1, -'/migration.sql'.length)
      const own = working.get(name)
      return { name, text: own !== undefined && sameButLineEnds(own, text) ? own : text }
    })
    .filter(({ name }) => !name.includes('/'))
    .sort((left, right) => compareMigrationNames(left.name, right.name))
  return { kind: 'known', commit: files.commit, schema: readTexts(schema), migrations }
}

function textOf(file: FileText): string | undefined {
  return file.kind === 'text' ? file.text : undefined
}

function sameButLineEnds(left: string, right: string): boolean {
  return left === right || left.replaceAll('\r\n', '\n') === right.replaceAll('\r\n', '\n')
}
