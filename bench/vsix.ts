import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Builds the extension as people install it, which takes a minute when nothing has been built yet. */
export function packageVsix(): void {
  execFileSync(process.execPath, [path.join(root, 'scripts', 'package.mjs')], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** The VSIX of this version, and its bytes; undefined when it has not been built. */
export function builtVsix(): { readonly file: string; readonly bytes: number } | undefined {
  const manifest = readFileSync(path.join(root, 'package.json'), 'utf8')
  const { version } = JSON.parse(manifest) as { readonly version: string }
  const file = path.join(root, 'out', `concertina-${version}.vsix`)
  return existsSync(file) ? { file, bytes: statSync(file).size } : undefined
}
