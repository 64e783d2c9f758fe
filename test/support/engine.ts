import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createEngine, type Engine } from '../../server/src/engine/engine.js'
import type { EngineHistory, SchemaFile } from '../../server/src/engine/messages.js'
import { engineProgramForTests } from './engineProgram.js'

/** A folder for kept states that goes when the suite ends. */
export function temporaryCache(): { readonly folder: string; readonly remove: () => void } {
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
