import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'

/** Reads one packed file of the extension: `pglite.wasm` from `pglite.wasm.br`. */
export type Assets = { read(name: string): Promise<Buffer> }

export function openAssets(folder: string): Assets {
  return {
    read: async (name) => unpack(await readFile(path.join(folder, `${name}.br`))),
  }
}

// Large pieces: the largest file unpacks to 17 MB, and every piece is copied once more at the end.
const decompress = promisify(brotliDecompress)
const unpack = (packed: Buffer) => decompress(packed, { chunkSize: 4_194_304 })
