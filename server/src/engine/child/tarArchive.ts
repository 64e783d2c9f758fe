export type TarEntry = {
  readonly name: string
  readonly folder: boolean
  readonly data: Uint8Array
}

/** Lists the files and folders of a plain ustar archive, the format that the build writes. */
export function readTar(archive: Uint8Array): TarEntry[] {
  const entries: TarEntry[] = []
  for (let at = 0; at + blockBytes <= archive.length;) {
    const header = archive.subarray(at, at + blockBytes)
    if (header[0] === 0) break
    const size = Number.parseInt(textOf(header.subarray(124, 136)), 8)
    const prefix = textOf(header.subarray(345, 500))
    const name = (prefix === '' ? '' : `${prefix}/`) + textOf(header.subarray(0, 100))
    at += blockBytes
    entries.push({
      name: name.replace(/^\.\//, ''),
      folder: header[156] === folderType,
      data: archive.subarray(at, at + size),
    })
    at += Math.ceil(size / blockBytes) * blockBytes
  }
  return entries
}

const blockBytes = 512
const folderType = '5'.charCodeAt(0)

function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0)
  return Buffer.from(end < 0 ? bytes : bytes.subarray(0, end))
    .toString('utf8')
    .trim()
}
