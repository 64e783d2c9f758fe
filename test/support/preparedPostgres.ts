import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { PGlite, type Extension } from '@electric-sql/pglite'

// Node's own types leave it to the browser's.
const { WebAssembly: webAssembly } = globalThis as unknown as {
  readonly WebAssembly: { compile(bytes: Uint8Array): Promise<object> }
}

/** Where `node esbuild.mjs` puts the data files of the bundles. */
export const assetsFolder = join(import.meta.dirname, '..', '..', 'dist', 'assets')

export type ExtensionIndex = Readonly<
  Record<
    string,
    {
      readonly file: string
      readonly version: string
      readonly requires: readonly string[]
      readonly trusted: boolean
    }
  >
>

export type PreparedPostgres = {
  readonly postgres: PGlite
  stop(): Promise<void>
}

/** PGlite from nothing but the files of dist/assets, with the named tar files of `extensions/` loaded. */
export async function startPreparedPostgres(
  extensionFiles: readonly string[] = [],
): Promise<PreparedPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'concertina-prepared-'))
  await unpack(readAsset('pgdata.tar.br'), folder)
  const postgres = await PGlite.create({
    dataDir: folder,
    pgliteWasmModule: await webAssembly.compile(readAsset('pglite.wasm.br')),
    fsBundle: new Blob([readAsset('pglite.data.br')]),
    startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'],
    extensions: Object.fromEntries(extensionFiles.map((file) => [file, extensionFrom(file)])),
  })
  return {
    postgres,
    stop: async () => {
      await postgres.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export function readExtensionIndex(): ExtensionIndex {
  const file = join(assetsFolder, 'extensions', 'index.json')
  return JSON.parse(readFileSync(file, 'utf8')) as ExtensionIndex
}

export function readAsset(name: string): Buffer<ArrayBuffer> {
  const file = join(assetsFolder, name)
  if (!existsSync(file)) throw new Error(`${name} has not been built: run npm run build`)
  return Buffer.from(brotliDecompressSync(readFileSync(file)))
}

type EmscriptenModule = { pg_extensions: Record<string, Promise<Blob>> }
type EmscriptenOptions = { preRun?: readonly ((module: EmscriptenModule) => void)[] }

/** PGlite itself reads an extension from a .tar.gz file only; what it has read it keeps as a Blob under this name. */
function extensionFrom(file: string): Extension {
  return {
    name: file,
    setup: (_postgres, options: EmscriptenOptions) =>
      Promise.resolve({
        emscriptenOpts: {
          ...options,
          preRun: [
            ...(options.preRun ?? []),
            (module: EmscriptenModule) => {
              const tar = readAsset(`extensions/${file}`)
              module.pg_extensions[file] = Promise.resolve(new Blob([tar]))
            },
          ],
        },
      }),
  }
}

/** Plain ustar, as scripts/assets/tar.mjs writes it. */
async function unpack(tar: Buffer, folder: string): Promise<void> {
  for (let at = 0; tar[at] !== 0;) {
    const name = tar.toString('utf8', at, tar.indexOf(0, at))
    const size = parseInt(tar.toString('latin1', at + 124, at + 135), 8)
    const target = join(folder, name)
    if (tar.toString('latin1', at + 156, at + 157) === '5')
      await mkdir(target, { recursive: true, mode: 0o700 })
    else {
      await mkdir(dirname(target), { recursive: true, mode: 0o700 })
      await writeFile(target, tar.subarray(at + 512, at + 512 + size))
    }
    at += 512 + Math.ceil(size / 512) * 512
  }
}
