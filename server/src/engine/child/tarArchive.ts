export type TarEntry = {
  readonly name: string
  readonly folder: boolean
  /** Empty for a folder. */
  readonly data: Uint8Array
}

/** Lists the files and folders of a plain ustar archive, the format that the build writes. */
export function readTar(archive: Uint8Array): TarEntry[] {
  const entries: TarEntry[] = []
  for (let at = 0; at + blockBytes <= archive.length;) {
    const header = archive.subarray(at, at + blockBytes)
    if (header[0] === 0) break
    const size = Number.parseInt(textOf(header.subarray(sizeAt, sizeAt + 12)), 8)
    const prefix = textOf(header.subarray(345, 500))
    const name = (prefix === '' ? '' : `${prefix}/`) + textOf(header.subarray(0, 100))
    at += blockBytes
    entries.push({
      name: name.replace(/^\.\//, ''),
      folder: header[typeAt] === folderType,
      data: archive.subarray(at, at + size),
    })
    at += Math.ceil(size / blockBytes) * blockBytes
  }
  return entries
}

/** Whether nothing of an archive is missing: two blocks of zeros follow the last entry, and nothing more. */
export function isWholeTar(archive: Uint8Array): boolean {
  let at = 0
  while (at + blockBytes <= archive.length && archive[at] !== 0) {
    const size = Number.parseInt(textOf(archive.subarray(at + sizeAt, at + sizeAt + 12)), 8)
    if (!Number.isSafeInteger(size)) return false
    at += blockBytes + Math.ceil(size / blockBytes) * blockBytes
  }
  const end = archive.subarray(at)
  return end.length === 2 * blockBytes && end.every((byte) => byte === 0)
}

/** The same format. Names are those of PostgreSQL's own files, which are far shorter than 100 bytes. */
export function writeTar(entries: readonly TarEntry[]): Uint8Array {
  const padded = (size: number) => Math.ceil(size / blockBytes) * blockBytes
  const total = entries.reduce((sum, { data }) => sum + blockBytes + padded(data.length), 0)
  // Two blocks of zeros end an archive.
  const archive = Buffer.alloc(total + 2 * blockBytes)
  let at = 0
  for (const { name, folder, data } of entries) {
    const header = archive.subarray(at, at + blockBytes)
    header.write(name, 0)
    header.write(data.length.toString(8).padStart(11, '0'), sizeAt)
    header[typeAt] = folder ? folderType : fileType
    header.write('ustar', 257)
    at += blockBytes
    archive.set(data, at)
    at += padded(data.length)
  }
  return archive
}

const blockBytes = 512
const sizeAt = 124
const typeAt = 156
const folderType = '5'.charCodeAt(0)
const fileType = '0'.charCodeAt(0)

function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0)
  return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end))
    .toString('utf8')
    .trim()
}
