// npm run package: builds, makes out/concertina-<version>.vsix, checks what is in it, and prints its size by part.
import { builtinModules } from 'node:module'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from './install.mjs'
import { root } from './paths.mjs'
import { zipEntries } from './package/zip.mjs'

const largestBytes = 15 * 1024 * 1024

// The same list as .vscodeignore, as it looks inside the VSIX; vsce renames three of the files.
const allowed = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/(package\.json|readme\.md|changelog\.md|LICENSE(\.txt|\.md)?)$/i,
  /^extension\/dist\/[\w-]+\.c?js$/,
  /^extension\/dist\/assets\/(extensions\/)?[\w.-]+\.(br|json)$/,
  /^extension\/docs\/(concertina|plan)\.schema\.json$/,
  /^extension\/docs\/(rules|recipes)\/[\w-]+\.md$/,
  /^extension\/docs\/(own-rules|settings|suppression)\.md$/,
  /^extension\/(media|snippets)\/[\w.-]+$/,
]

/**
 * Resolves with the VSIX's path; rejects when something is in it that should not be. `small`: for people to install, with
 * everything well compressed, and no larger than the limit.
 */
export async function packageExtension({ small = true, log = console.log } = {}) {
  ensureInstalled({ log })
  const { build } = await import('../esbuild.mjs')
  const { createVSIX } = await import('@vscode/vsce')
  checkImports(await build({ small, log }))
  const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'))
  const vsix = path.join(root, 'out', `concertina-${version}.vsix`)
  fs.mkdirSync(path.dirname(vsix), { recursive: true })
  fs.rmSync(vsix, { force: true })
  await createVSIX({
    cwd: root,
    packagePath: vsix,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
    skipLicense: true,
  })
  const bytes = fs.readFileSync(vsix)
  const entries = zipEntries(bytes)
  checkContent(entries)
  if (small && bytes.length > largestBytes)
    throw new Error(`The VSIX has ${inMib(bytes.length)}; ${inMib(largestBytes)} is the limit.`)
  if (small) printParts(entries, log)
  log(`${path.relative(root, vsix)}: ${inMib(bytes.length)}, ${entries.length} files`)
  return vsix
}

/** Bundles may import nothing that is not in the VSIX: Node's own modules, and VS Code's in the client. */
function checkImports(results) {
  const known = new Set([
    'vscode',
    ...builtinModules,
    ...builtinModules.map((name) => `node:${name}`),
  ])
  for (const [output, { metafile }] of Object.entries(results))
    for (const { imports } of Object.values(metafile.outputs))
      for (const { path: imported, external } of imports)
        if (external && !known.has(imported) && !optional.has(imported))
          throw new Error(`dist/${output} imports "${imported}", which is not in the VSIX.`)
}

// pg asks for its native twin inside try … catch and does without it.
const optional = new Set(['pg-native'])

function checkContent(entries) {
  const foreign = entries.map(({ name }) => name).filter((name) => !isAllowed(name))
  if (foreign.length > 0)
    throw new Error(`The VSIX holds what is not on the allowlist: ${foreign.join(', ')}`)
  const manifest = JSON.parse(
    entries
      .find(({ name }) => name === 'extension/package.json')
      .read()
      .toString('utf8'),
  )
  if (Object.keys(manifest.dependencies ?? {}).length > 0)
    throw new Error('The manifest names run-time dependencies, which nobody would install.')
}

const isAllowed = (name) => name.endsWith('/') || allowed.some((pattern) => pattern.test(name))

function printParts(entries, log) {
  const parts = new Map()
  for (const { name, compressedBytes } of entries) {
    const part =
      /^extension\/dist\/assets\/extensions\//.exec(name) && !name.endsWith('postgis.tar.br')
        ? 'dist/assets/extensions/… without PostGIS'
        : name.replace(/^extension\/(docs|snippets|media)\/.*/, '$1/…').replace(/^extension\//, '')
    parts.set(part, (parts.get(part) ?? 0) + compressedBytes)
  }
  for (const [part, size] of [...parts].sort(([, a], [, b]) => b - a))
    log(`${(size / 1024).toFixed(1).padStart(9)} KiB  ${part}`)
}

const inMib = (bytes) => `${(bytes / 1024 / 1024).toFixed(2)} MiB`

if (process.argv[1] === fileURLToPath(import.meta.url)) await packageExtension()
