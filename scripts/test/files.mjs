import fs from 'node:fs'
import path from 'node:path'
import { root } from '../paths.mjs'

/** Every *.test.ts below test/<folder>, sorted, as absolute paths. */
export function testFiles(folder) {
  return filesBelow(path.join(root, 'test', folder)).filter((file) => file.endsWith('.test.ts'))
}

/** By hand: readdir's own recursion follows links, and the host's node_modules links back to itself. */
function filesBelow(folder) {
  if (!fs.existsSync(folder)) return []
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const file = path.join(folder, entry.name)
      if (entry.isFile()) return [file]
      return entry.isDirectory() && entry.name !== 'node_modules' ? filesBelow(file) : []
    })
}
