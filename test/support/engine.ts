import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createEngine, type Engine } from '../../server/src/engine/engine.js'
import type { EngineHistory, SchemaFile } from '../../server/src/engine/messages.js'
import { engineProgramForTests, sharedCache } from './engineProgram.js'

/** A folder for what engines keep on disk. */
export type CacheFolder = { readonly folder: string; readonly remove: () => void }

/**
 * The folder that all suites share, as all projects of a user do: what one of them has replayed the
 * next finds, and the processes of its engines go on from one to the next. It goes with the last.
 */
export function temporaryCache(): CacheFolder {
  return { folder: sharedCache(), remove: () => undefined }
}

/** A folder in which nothing is known yet, for what is about just that; it goes when the test ends. */
export function emptyCache(): CacheFolder {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'concertina-test-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

export function startEngine(cache: string, timeoutMs = 60_000): Engine {
  return createEngine(engineProgramForTests(cache, timeoutMs))
}

export function historyOf(texts: Readonly<Record<string, string>>): EngineHistory {
  return {
    migrations: Object.entries(texts).map(([name, text]) => ({ name, text })),
    initScript: '',
    model: 'batch',
  }
}

export function schemaFile(models: string): SchemaFile[] {
  return [
    { path: '/schema.prisma', content: `datasource db {\n  provider = "postgresql"\n}\n${models}` },
  ]
}

export const noFilter = { externalTables: [], externalEnums: [] }
