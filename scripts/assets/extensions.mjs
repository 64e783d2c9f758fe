// PGlite's loadable extensions as plain tar files with only what CREATE EXTENSION reads: the module, control files and
// scripts. One tar file may hold several extensions (spi), and an extension may need another one's tar file ("requires").
import fs from 'node:fs/promises'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { slimPostgis } from './postgis.mjs'
import { readTar, writeTar } from './tar.mjs'

/** { files: [{ name, tar }], index: { extension: { file, version, requires, trusted } } }, from the installed packages. */
export async function extensionBundles(modules) {
  const electric = path.join(modules, '@electric-sql')
  const contrib = path.join(electric, 'pglite', 'dist')
  const archives = (await fs.readdir(contrib))
    .filter((name) => name.endsWith('.tar.gz'))
    .map((name) => path.join(contrib, name))
  const files = []
  const index = {}
  for (const archive of [
    ...archives,
    path.join(electric, 'pglite-pgvector', 'dist', 'vector.tar.gz'),
    path.join(electric, 'pglite-postgis', 'dist', 'postgis.tar.gz'),
  ]) {
    const name = path.basename(archive, '.tar.gz')
    const all = readTar(gunzipSync(await fs.readFile(archive)))
    const entries = (name === 'postgis' ? slimPostgis(all) : all).filter(isRead)
    const extensions = entries.filter((entry) => entry.name.endsWith('.control'))
    // auto_explain, passwordcheck and pg_overexplain are modules for LOAD, not extensions.
    if (extensions.length === 0) continue
    files.push({ name, tar: writeTar(entries) })
    for (const control of extensions)
      index[path.basename(control.name, '.control')] = {
        file: `${name}.tar.br`,
        ...readControl(control.data.toString('utf8')),
      }
  }
  return {
    files,
    index: Object.fromEntries(Object.entries(index).sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

function isRead({ name }) {
  return (
    name.startsWith('lib/postgresql/') ||
    name.startsWith('share/postgresql/extension/') ||
    name.startsWith('share/postgresql/tsearch_data/')
  )
}

/** PostgreSQL manual, "Extension Files": name = 'value', one a line. */
function readControl(text) {
  const value = (key) => new RegExp(`^${key}\\s*=\\s*'?([^'\\n#]*?)'?\\s*$`, 'm').exec(text)?.[1]
  return {
    version: value('default_version'),
    requires: (value('requires') ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean),
    trusted: value('trusted') === 'true',
  }
}
