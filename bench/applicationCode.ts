import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { clientSchemaOf } from '../server/src/application/clientSchema.js'
import { createCodeIndex } from '../server/src/application/codeIndex.js'
import { createUsageSearch } from '../server/src/application/findUsages.js'
import { createApplicationCode } from '../server/src/project/applicationCode.js'
import { pathOfFileSystem, uriOfPath } from '../server/src/project/locations.js'
import { readTexts } from '../server/src/project/readProject.js'
import { removeFolder, temporaryFolder } from './benchProject.js'
import { absoluteRow, milliseconds, type Row } from './row.js'
import { median } from './statistics.js'

const fileCount = 2000
const filesInFolder = 20
const searchRounds = 9

const schema = `model User {
  id    Int    @id
  name  String
  posts Post[]
}
model Post {
  id       Int    @id
  title    String
  authorId Int
  author   User   @relation(fields: [authorId], references: [id])
}
`

/**
 * Reads a generated application, reads it again when nothing has
 * changed, and searches it for a field: anew, again, and after an edit.
 */
export async function applicationCodeRows(): Promise<readonly Row[]> {
  const folder = temporaryFolder()
  try {
    const bytes = writeApplication(folder)
    const root = pathOfFileSystem(folder)
    const read = readTexts([{ uri: uriOfPath(`${root}/prisma/schema.prisma`), text: schema }])
    let open: Record<string, string> = {}
    const code = createApplicationCode(
      { root },
      { openText: (uri) => open[uri], openUris: () => Object.keys(open) },
    )
    const first = await timed(() => code.read(read))
    const again = await timed(() => code.read(read))
    const files = code.last()?.index.candidates(['user'], []) ?? []
    const target = {
      model: 'User',
      field: 'name',
      table: 'User',
      column: 'name',
      change: 'gone',
      givenBy: [],
    } as const
    const schemaNow = () => clientSchemaOf([read.model])
    const fresh = medianOf(() => {
      const index = createCodeIndex()
      for (const { path, file } of files) index.put(path, file)
      const usagesOf = createUsageSearch(index)
      return () => usagesOf(target, schemaNow())
    })
    const search = () => code.last()?.usagesOf(target, schemaNow())
    const unchanged = medianOf(() => search)
    const uri = uriOfPath(`${root}/src/part0/file0.tsx`)
    let edits = 0
    const changed = medianOf(() => {
      edits += 1
      open = { [uri]: `${fileText(0)}// ${edits}` }
      return search
    })
    const found = search()?.certain.length ?? 0
    if (files.length !== fileCount || found !== fileCount)
      throw new Error(`${found} uses were found in ${files.length} files.`)
    const row = (what: string, value: number, atMost: number, beside?: string) =>
      absoluteRow({
        what,
        project: `${fileCount} files`,
        value,
        format: milliseconds,
        target: { atMost },
        ...(beside === undefined ? {} : { beside }),
      })
    return [
      row("the application's code, read", first, 2000, `${(bytes / 1e6).toFixed(1)} MB`),
      row('read again, nothing changed', again, 300),
      row('searched for a field that every file uses, for the first time', fresh, 50),
      row('asked again, nothing changed', unchanged, 5),
      row('asked again, one file changed', changed, 50),
    ]
  } finally {
    removeFolder(folder)
  }
}

/** What is prepared anew for each round is not timed. */
function medianOf(prepare: () => () => unknown): number {
  return median(
    Array.from({ length: searchRounds }, () => {
      const search = prepare()
      const started = performance.now()
      search()
      return performance.now() - started
    }),
  )
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** Files of about 6 kB, as they come in an application: imports, types, functions, JSX, comments. */
function writeApplication(folder: string): number {
  let bytes = 0
  for (let number = 0; number < fileCount; number += 1) {
    const place = path.join(folder, 'src', `part${Math.floor(number / filesInFolder)}`)
    if (number % filesInFolder === 0) mkdirSync(place, { recursive: true })
    const text = fileText(number)
    bytes += text.length
    writeFileSync(path.join(place, `file${number}.tsx`), text)
  }
  return bytes
}

function fileText(number: number): string {
  const parts = Array.from({ length: 16 }, (_, part) => functionText(number, part))
  return `import type { Post } from '@prisma/client'
import { db } from '../database'

export const names${number} = () => db.user.findMany({ where: { name: { contains: 'a' } } })
${parts.join('')}`
}

function functionText(number: number, part: number): string {
  return `
/** Puts together what page ${number} shows, part ${part}: it's "quoted" here. */
export async function load${number}x${part}(id: number, options: { readonly depth?: number } = {}) {
  const found = await db.post.findUnique({ where: { id }, select: { title: true, authorId: true } })
  if (found === null) throw new Error(\`There is no post \${id} in \${options.depth ?? 0}\`)
  const words = found.title.split(/\\s+/).filter((word) => word.length > ${part})
  return { ...found, label: words.map((word) => word.toUpperCase()).join('-'), size: words.length }
}
`
}
