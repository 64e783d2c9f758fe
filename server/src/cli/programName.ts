import { readdirSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { digestOf } from '../project/recordedInputs.js'

/**
 * A name that no other build of the product has: what its bundles hold, and which data files lie
 * beside them. Run from source, where any file may change, every run has a name of its own.
 */
export function programName(entry: string): string {
  if (entry.endsWith('.ts')) return `${process.pid} ${performance.timeOrigin}`
  const bundles = ['cli.js', 'cli-commands.js', 'engine-worker.js', 'config-child.js'].map((name) =>
    digestOf(readFileSync(new URL(name, entry))),
  )
  const assets = fileURLToPath(new URL('assets', entry))
  const data = readdirSync(assets).map((name) => {
    const { size, mtimeMs } = statSync(`${assets}/${name}`)
    return [name, size, mtimeMs]
  })
  return digestOf(JSON.stringify([process.version, bundles, data]))
}
