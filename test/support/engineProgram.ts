import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { EngineProgram } from '../../server/src/engine/engineProcess.js'
import { productPlaces, type ProductPlaces } from '../../server/src/project/productPlaces.js'
import { bundleForTests } from './bundleForTests.mjs'
import { endPooledChildren, pooledChild } from './pooledChildren.js'

const folder = mkdtempSync(path.join(os.tmpdir(), 'concertina-engine-'))
process.once('exit', () => {
  endPooledChildren()
  rmSync(folder, { recursive: true, force: true })
})
const worker = path.join(folder, 'engine-worker.js')
await bundleForTests('server/src/engine-worker.ts', worker)

/** What is kept on disk by all engines that are not about just that. */
export function sharedCache(): string {
  return path.join(folder, 'cache')
}

/**
 * The places of the product run from source, but with the engine's child as a bundle of the sources
 * as they are, which starts in a third of the time.
 */
export function placesForTests(entry: 'main.ts' | 'cli.ts'): ProductPlaces {
  const places = productPlaces(new URL(`../../server/src/${entry}`, import.meta.url).href)
  return {
    ...places,
    engineProgram: (...parameters) => bundled(places.engineProgram(...parameters)),
  }
}

/** The engine as the server starts it. */
export function engineProgramForTests(cache: string, timeoutMs: number): EngineProgram {
  return { ...placesForTests('main.ts').engineProgram(cache), timeoutMs }
}

function bundled(original: EngineProgram): EngineProgram {
  const program = { ...original, modulePath: worker, execArgv: [] }
  const isShared = program.start.cache === sharedCache()
  return isShared ? { ...program, child: () => pooledChild(program) } : program
}
