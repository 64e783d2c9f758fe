import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import { fileURLToPath } from 'node:url'
import { openAssets } from '../server/src/engine/child/assets.js'

/**
 * Prisma's schema engine with nothing of ours around it, for the benchmarks that show what Prisma
 * itself does. The bindings hold the engine's memory in a variable of their module, so it is
 * loaded once for the process; each `SchemaEngine` remembers for itself which history it has seen.
 */
export async function loadPrismaEngine(): Promise<typeof bindings.SchemaEngine> {
  await (loaded ??= load())
  return bindings.SchemaEngine
}

let loaded: Promise<void> | undefined

async function load(): Promise<void> {
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: () => undefined } })
  const assets = openAssets(fileURLToPath(new URL('../dist/assets', import.meta.url)))
  const module = await WebAssembly.compile(await assets.read('schema_engine_bg.wasm'))
  const instance = await WebAssembly.instantiate(module, { './schema_engine_bg.js': bindings })
  // The generated file exports the setter that its type declarations leave out.
  const generated = bindings as typeof bindings & { __wbg_set_wasm(exports: unknown): void }
  generated.__wbg_set_wasm(instance.exports)
  ;(instance.exports['__wbindgen_start'] as () => void)()
}
