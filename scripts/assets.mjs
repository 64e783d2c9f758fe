// Builds dist/assets: the data files that the bundles read beside themselves.
//
//   pglite.wasm.br  pglite.data.br      PostgreSQL 18 as WebAssembly and its file system, for PGlite's pgliteWasmModule, fsBundle
//   pgdata.tar.br                       a data directory that initdb has already made (assets/dataDirectory.mjs)
//   schema_engine_bg.wasm.br            Prisma's schema engine
//   prisma_schema_build_bg.wasm.br      Prisma's schema parser               } these three locate their file
//   libpg-query.wasm.br                 PostgreSQL's SQL parser              } themselves: esbuild.mjs rewrites
//   sqlparser_rs_wasm_bg.wasm.br        what Prisma cuts SQL files with      } that place while bundling
//   extensions/<bundle>.tar.br          loadable extensions (assets/extensions.mjs)
//   extensions/index.json               { "<extension>": { "file", "version", "requires": [], "trusted" } }
//
// Every .br is Brotli with a window of 24 bits; every .tar is plain ustar (assets/tar.mjs). For a VSIX the quality is 10,
// which takes a minute, once, and makes it a tenth smaller than 9 does; for everything else 5. Results are kept under
// node_modules/.cache by the hash of what they are made from.
import fs from 'node:fs/promises'
import path from 'node:path'
import { root } from './paths.mjs'
import { compressed, qualities } from './assets/compressed.mjs'
import { dataDirectoryTar, dataDirectoryInputs } from './assets/dataDirectory.mjs'
import { extensionBundles } from './assets/extensions.mjs'

const modules = path.join(root, 'node_modules')
const pglite = path.join(modules, '@electric-sql', 'pglite', 'dist')
const wholeFiles = [
  path.join(pglite, 'pglite.wasm'),
  path.join(pglite, 'pglite.data'),
  path.join(modules, '@prisma', 'schema-engine-wasm', 'schema_engine_bg.wasm'),
  path.join(modules, '@prisma', 'prisma-schema-wasm', 'src', 'prisma_schema_build_bg.wasm'),
  path.join(modules, 'libpg-query', 'wasm', 'libpg-query.wasm'),
  path.join(modules, '@guanmingchiu', 'sqlparser-ts', 'wasm', 'sqlparser_rs_wasm_bg.wasm'),
]

/** Fills `folder`; logs only where something is really made. `small`: as small as it gets, for a VSIX. */
export async function buildAssets(folder, { small = false, log = () => {} } = {}) {
  const bundles = await extensionBundles(modules)
  const jobs = [
    // First, because preparing it keeps the main thread busy while the others are compressed beside it.
    {
      name: 'pgdata.tar.br',
      inputs: await dataDirectoryInputs(pglite),
      make: () => dataDirectoryTar(),
    },
    ...(await Promise.all(
      wholeFiles.map(async (file) => {
        const bytes = await fs.readFile(file)
        return { name: `${path.basename(file)}.br`, inputs: [bytes], make: () => bytes }
      }),
    )),
    ...bundles.files.map(({ name, tar }) => ({
      name: `extensions/${name}.tar.br`,
      inputs: [tar],
      make: () => tar,
    })),
  ]
  const cache = path.join(modules, '.cache', 'concertina', 'assets')
  const quality = small ? qualities.small : qualities.fast
  await inTwos(jobs, async (job) => {
    const bytes = await fs.readFile(await compressed(cache, job, quality, log))
    await writeChanged(path.join(folder, job.name), bytes)
  })
  const index = JSON.stringify(bundles.index, null, 1) + '\n'
  await writeChanged(path.join(folder, 'extensions', 'index.json'), Buffer.from(index))
  await removeOthers(folder, [...jobs.map(({ name }) => name), 'extensions/index.json'])
}

/** Leaves an equal file alone: a server that is running may be reading it. */
async function writeChanged(file, bytes) {
  const present = await fs.readFile(file).catch(() => undefined)
  if (present?.equals(bytes)) return
  await fs.mkdir(path.dirname(file), { recursive: true })
  await fs.writeFile(file, bytes)
}

async function removeOthers(folder, names) {
  for (const entry of await fs.readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name)
    const name = path.relative(folder, file).split(path.sep).join('/')
    if (entry.isFile() && !names.includes(name)) await fs.rm(file)
  }
}

/** Runs `work` on each item, two at a time. */
async function inTwos(items, work) {
  let next = 0
  const lane = async () => {
    while (next < items.length) await work(items[next++])
  }
  await Promise.all([lane(), lane()])
}
