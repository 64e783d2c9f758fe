import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { EngineProgram } from '../engine/engineProcess.js'

/** Where the parts of the product lie, seen from an entry point. */
export type ProductPlaces = {
  readonly configChild: URL
  /** What the command line loads when it has something to do. */
  readonly commands: URL
  readonly documentation: URL
  /** Options that Node needs for the child processes; none for the bundles. */
  readonly nodeOptions: readonly string[]
  readonly engineProgram: (cache: string, comparesSchemas?: boolean) => EngineProgram
}

/**
 * The bundles lie side by side in `dist`, with the packed data in `dist/assets` and the
 * documentation in `docs`. Run from source, the children are sources too and the data is what the
 * last build made.
 */
export function productPlaces(entry: string): ProductPlaces {
  const fromSource = entry.endsWith('.ts')
  const child = (name: string) => new URL(`./${name}${fromSource ? '.ts' : '.js'}`, entry)
  const product = new URL(fromSource ? '../../' : '../', entry)
  // The children run in other folders, where the loader's name alone would not be found.
  const nodeOptions = fromSource ? ['--import', loaderSeenFrom(entry)] : []
  return {
    configChild: child('config-child'),
    commands: child('cli-commands'),
    documentation: new URL('docs', product),
    nodeOptions,
    engineProgram: (cache, comparesSchemas = true) => ({
      modulePath: fileURLToPath(child('engine-worker')),
      execArgv: nodeOptions,
      timeoutMs: longestRequestMs,
      start: {
        assets: fileURLToPath(new URL('dist/assets', product)),
        cache,
        cacheBytes: mostCacheBytes,
        comparesSchemas,
      },
    }),
  }
}

function loaderSeenFrom(entry: string): string {
  return pathToFileURL(createRequire(entry).resolve('tsx')).href
}

/** A history of many thousand statements takes seconds; nothing sensible takes two minutes. */
const longestRequestMs = 120_000
const mostCacheBytes = 1_000_000_000
