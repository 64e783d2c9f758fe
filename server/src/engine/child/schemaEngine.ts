import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import { configurationBlocks } from '../../prisma/configurationBlocks.js'
import type { DiffResult, SchemaFile, SchemaFilter } from '../messages.js'
import type { Assets } from './assets.js'
import { createDriverAdapterFactory, type IntrospectionSource } from './driverAdapter.js'

export type SchemaDiff = {
  readonly files: readonly SchemaFile[]
  readonly filter: SchemaFilter
  readonly direction: 'toSchema' | 'fromSchema'
  readonly source: IntrospectionSource
}

/** Prisma's schema engine, compiled to WebAssembly. A panic inside leaves the process unusable. */
export type SchemaEngine = { diff(request: SchemaDiff): Promise<DiffResult> }

/** Thrown after a panic of the engine: the process must end, its memory is not to be trusted. */
export class SchemaEnginePanic extends Error {}

// The generated file exports the setter that its type declarations leave out.
const generated = bindings as typeof bindings & { __wbg_set_wasm(exports: unknown): void }

export async function startSchemaEngine(assets: Assets): Promise<SchemaEngine> {
  let panic: string | undefined
  let source: IntrospectionSource | undefined
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => (panic = message) },
  })
  const module = await WebAssembly.compile(await assets.read('schema_engine_bg.wasm'))
  const instance = await WebAssembly.instantiate(module, { './schema_engine_bg.js': bindings })
  generated.__wbg_set_wasm(instance.exports)
  ;(instance.exports['__wbindgen_start'] as () => void)()

  const factory = createDriverAdapterFactory(() => {
    if (source === undefined) throw new Error('The schema engine asked outside a request.')
    return source
  })
  let running: { readonly settings: string; readonly engine: bindings.SchemaEngine } | undefined
  // One engine reads every database with the preview features of the first schema that it is given.
  const engineFor = async (settings: string): Promise<bindings.SchemaEngine> => {
    if (running?.settings === settings) return running.engine
    running?.engine.free()
    running = undefined
    const engine = await bindings.SchemaEngine.new(
      { datamodels: undefined },
      () => undefined,
      factory,
    )
    running = { settings, engine }
    return engine
  }

  return {
    diff: async (request) => {
      source = request.source
      const schema = { files: request.files.map((file) => ({ ...file })) }
      const settings = request.files.map(({ path, content }) => ({
        path,
        content: configurationOf(content),
      }))
      const database = { tag: 'schemaDatasource' as const, files: settings, configDir: '/' }
      const datamodel = { tag: 'schemaDatamodel' as const, ...schema }
      const [from, to] =
        request.direction === 'toSchema' ? [database, datamodel] : [datamodel, database]
      try {
        const engine = await engineFor(settings.map(({ content }) => content).join('\n'))
        const result = await engine.diff({
          from,
          to,
          script: true,
          exitCode: true,
          filters: {
            externalTables: [...request.filter.externalTables],
            externalEnums: [...request.filter.externalEnums],
          },
        })
        return { kind: 'script', sql: result.exitCode === 0 ? '' : (result.stdout ?? '') }
      } catch (error) {
        if (panic !== undefined) throw new SchemaEnginePanic(panic)
        return failureOf(error, (id) => factory.errorRegistry.consumeError(id)?.error)
      }
    },
  }
}

/**
 * All that the engine needs to know of a schema in order to read a database (`schemas`,
 * `extensions`, preview features) stands in these blocks; without the models it has half as much
 * to parse.
 */
function configurationOf(text: string): string {
  return configurationBlocks(text)
    .map(({ start, end }) => text.slice(start, end))
    .join('\n')
}

/**
 * P1012 is Prisma's code for a schema that does not validate. Errors of the adapter come back as
 * a number only; the adapter's registry still has them.
 */
function failureOf(error: unknown, consumeError: (id: number) => unknown): DiffResult {
  const message = error instanceof Error ? error.message : String(error)
  const external = /External error id#(\d+)/.exec(message)?.[1]
  if (external !== undefined) {
    const cause = consumeError(Number(external))
    return { kind: 'failed', message: cause instanceof Error ? cause.message : message }
  }
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return {
    kind: code === 'P1012' || message.includes('P1012') ? 'invalidSchema' : 'failed',
    message,
  }
}
