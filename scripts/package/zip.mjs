import { inflateRawSync } from 'node:zlib'

/**
 * The entries of a zip file as { name, compressedBytes, read() }, from its central directory (APPNOTE 4.3.12). No zip64,
 * no encryption: a VSIX has neither.
 */
export function zipEntries(bytes) {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0) throw new Error('This is no zip file.')
  const entries = []
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const nameLength = bytes.readUInt16LE(at + 28)
    const isDeflated = bytes.readUInt16LE(at + 10) === 8
    const compressedBytes = bytes.readUInt32LE(at + 20)
    const header = bytes.readUInt32LE(at + 42)
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      compressedBytes,
      read() {
        const start =
          header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28)
        const content = bytes.subarray(start, start + compressedBytes)
        return isDeflated ? inflateRawSync(content) : content
      },
    })
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}
