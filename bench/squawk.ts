import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const installed = fileURLToPath(new URL('../node_modules/.bin/squawk', import.meta.url))

/** Squawk's program: the one that is named, else the one in node_modules. Nothing is downloaded. */
export function findSquawk(named: string | undefined): string | undefined {
  if (named !== undefined && !existsSync(named)) throw new Error(`There is no ${named}.`)
  const file = named ?? (existsSync(installed) ? installed : undefined)
  return file === undefined ? undefined : path.resolve(file)
}
