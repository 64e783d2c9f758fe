import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'

/** What Prisma itself makes of a schema: the statements that build it from an empty database. */
export type PrismaOracle = { scriptOf(schema: string): Promise<string> }

/**
 * Prisma's schema engine without a database. It asks the adapter for the server's version at most,
 * and an answer without rows satisfies it. Panics come out as errors. One for the whole process:
 * the engine's bindings hold its memory in a variable of their module.
 */
export function startPrismaOracle(): Promise<PrismaOracle> {
  started ??= startEngine()
  return started
}

let started: Promise<PrismaOracle> | undefined

async function startEngine(): Promise<PrismaOracle> {
  const panics: string[] = []
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => panics.push(message) },
  })
  const path = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const module = await webAssembly.compile(await readFile(path.replace(/\.js$/, '.wasm')))
  const imports = { './schema_engine_bg.js': bindings }
  const { exports } = await webAssembly.instantiate(module, imports)
  const start = bindings as unknown as { __wbg_set_wasm(exports: unknown): void }
  start.__wbg_set_wasm(exports)
  exports.__wbindgen_start()
  const engine = await bindings.SchemaEngine.new(
    { datamodels: undefined },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(adapterWithoutDatabase()),
  )
  return {
    scriptOf: async (schema) => {
      const files = [{ path: 'schema.prisma', content: schema }]
      const result = await engine.diff({
        from: { tag: 'empty' },
        to: { tag: 'schemaDatamodel', files },
        script: true,
        exitCode: true,
        filters: { externalTables: [], externalEnums: [] },
      })
      if (panics.length > 0) throw new Error(panics.join('\n'))
      return result.stdout ?? ''
    },
  }
}

// Node's types leave this to those of the browser.
const { WebAssembly: webAssembly } = globalThis as unknown as {
  readonly WebAssembly: {
    compile(bytes: Uint8Array): Promise<unknown>
    instantiate(
      module: unknown,
      imports: Readonly<Record<string, object>>,
    ): Promise<{ readonly exports: { __wbindgen_start(): void } }>
  }
}

function adapterWithoutDatabase(): SqlMigrationAwareDriverAdapterFactory {
  const shape = { provider: 'postgres', adapterName: 'concertina-test' } as const
  const connect = () =>
    Promise.resolve({
      ...shape,
      queryRaw: () => Promise.resolve({ columnNames: [], columnTypes: [], rows: [] }),
      executeRaw: () => Promise.resolve(0),
      executeScript: () => Promise.resolve(),
      getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: false }),
      startTransaction: () => Promise.reject(new Error('no transaction without a database')),
      dispose: () => Promise.resolve(),
    })
  return { ...shape, connect, connectToShadowDb: connect }
}
