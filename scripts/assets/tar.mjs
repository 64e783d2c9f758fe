// The tar files of dist/assets, in the plainest form there is, so that the reader can be a loop of twenty lines: ustar
// (POSIX.1-1988), regular files and folders only, names of at most 100 bytes without the prefix field, no links, no
// extension headers, sorted by name, dates zero. Two blocks of zeros end it.
//
//   header, 512 bytes: 0 name, NUL-padded (a folder's ends in "/") · 100 mode · 124 size, octal · 156 type "0" file, "5" folder
//   then the content, padded with zeros to a multiple of 512

const block = 512

/** `entries`: { name, data } for a file, { name } for a folder. */
export function writeTar(entries) {
  const parts = [...entries]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ name, data }) => [
      header(name, data),
      ...(data ? [data, Buffer.alloc(padding(data.length))] : []),
    ])
  return Buffer.concat([...parts, Buffer.alloc(2 * block)])
}

/** The regular files of a tar file as npm packages contain them; links and folders are left out. */
export function readTar(tar) {
  const files = []
  for (let at = 0; at + block <= tar.length && tar[at] !== 0;) {
    const text = (from, length) =>
      tar.toString('utf8', at + from, at + from + length).replace(/\0.*$/s, '')
    const size = parseInt(text(124, 12), 8) || 0
    const prefix = text(257, 5) === 'ustar' ? text(345, 155) : ''
    const name = (prefix ? `${prefix}/` : '') + text(0, 100)
    const start = at + block
    if (['0', ''].includes(text(156, 1)))
      files.push({ name, data: tar.subarray(start, start + size) })
    at = start + size + padding(size)
  }
  return files
}

const padding = (size) => (block - (size % block)) % block

function header(name, data) {
  const isFolder = data === undefined
  const path = isFolder && !name.endsWith('/') ? `${name}/` : name
  if (Buffer.byteLength(path) > 100) throw new Error(`Too long for a plain tar header: ${path}`)
  const bytes = Buffer.alloc(block)
  const octal = (value, at, length) =>
    bytes.write(value.toString(8).padStart(length - 1, '0') + '\0', at, 'latin1')
  bytes.write(path, 0)
  octal(isFolder ? 0o700 : 0o600, 100, 8)
  octal(0, 108, 8)
  octal(0, 116, 8)
  octal(data?.length ?? 0, 124, 12)
  octal(0, 136, 12)
  bytes.write(isFolder ? '5' : '0', 156, 'latin1')
  bytes.write('ustar\0' + '00', 257, 'latin1')
  // The sum is taken with its own field full of blanks.
  bytes.fill(0x20, 148, 156)
  const sum = bytes.reduce((total, byte) => total + byte, 0)
  bytes.write(sum.toString(8).padStart(6, '0') + '\0 ', 148, 'latin1')
  return bytes
}
