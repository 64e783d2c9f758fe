import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/** The rooms of the server, lowest first: a room imports only from itself and from rooms before it. */
const rooms = [
  'text',
  'protocol',
  'sql',
  'prisma',
  'application',
  'migrations',
  'engine',
  'rules',
  'recipes',
  'plans',
  'environments',
  'backfill',
  'project',
  'features',
  'lsp',
  'cli',
]

/** Packages that may be imported in one place only. */
const confined: readonly {
  readonly package: RegExp
  readonly where: RegExp
  readonly files?: number
}[] = [
  { package: /^vscode$/, where: /^client\/src\// },
  { package: /^pg$/, where: /^server\/src\/environments\/connection\.ts$/, files: 1 },
  {
    package: /^@prisma\/(internals|prisma-schema-wasm)/,
    where: /^server\/src\/prisma\/prismaParser\.ts$/,
    files: 1,
  },
  { package: /^@electric-sql\//, where: /^server\/src\/engine\/child\// },
  {
    package: /^@prisma\/(schema-engine-wasm|driver-adapter-utils)/,
    where: /^server\/src\/engine\/child\//,
  },
  { package: /^libpg-query$/, where: /^server\/src\/sql\// },
  { package: /^@guanmingchiu\/sqlparser-ts$/, where: /^server\/src\/sql\/prismaSplitter\.ts$/ },
  { package: /^vscode-languageserver(\/|$)/, where: /^server\/src\/(lsp\/|main\.ts$)/ },
  { package: /^vscode-languageclient/, where: /^client\/src\// },
]

const root = fileURLToPath(new URL('../../', import.meta.url))

suite('the direction of imports', () => {
  const files = sourceFiles()

  test('a room of the server imports only from rooms below it', () => {
    const wrong = files.flatMap(({ file, imports }) => {
      const room = roomOf(file)
      if (room === undefined) return []
      return imports
        .filter((target) => target.startsWith('server/src/'))
        .filter((target) => rooms.indexOf(roomOf(target) ?? 'cli') > rooms.indexOf(room))
        .map((target) => `${file} imports ${target}`)
    })
    assert.deepEqual(wrong, [])
  })

  test('the client imports nothing of the server but the protocol', () => {
    const wrong = files
      .filter(({ file }) => file.startsWith('client/src/'))
      .flatMap(({ file, imports }) =>
        imports
          .filter(
            (target) => target.startsWith('server/') && !target.startsWith('server/src/protocol/'),
          )
          .map((target) => `${file} imports ${target}`),
      )
    assert.deepEqual(wrong, [])
  })

  test('the server imports nothing of the client', () => {
    const wrong = files.filter(
      ({ file, imports }) =>
        file.startsWith('server/') && imports.some((target) => target.startsWith('client/')),
    )
    assert.deepEqual(wrong, [])
  })

  for (const rule of confined) {
    test(`${rule.package.source} is imported only in ${rule.where.source}`, () => {
      const importers = files.filter(({ packages }) =>
        packages.some((name) => rule.package.test(name)),
      )
      assert.deepEqual(
        importers.map(({ file }) => file).filter((file) => !rule.where.test(file)),
        [],
      )
      if (rule.files !== undefined) assert.ok(importers.length <= rule.files)
    })
  }

  test('no file takes part in a circle of imports', () => {
    const graph = new Map(files.map(({ file, valueImports }) => [file, valueImports]))
    assert.deepEqual(circleIn(graph), [])
  })

  test('every folder of the server is one of the rooms', () => {
    const folders = readdirSync(path.join(root, 'server/src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
    assert.deepEqual(
      folders.filter((folder) => !rooms.includes(folder)),
      [],
    )
  })
})

type SourceFile = {
  readonly file: string
  readonly imports: readonly string[]
  /** Without those that only bring types, which are gone at run time. */
  readonly valueImports: readonly string[]
  readonly packages: readonly string[]
}

function sourceFiles(): SourceFile[] {
  return ['server/src', 'client/src'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
      .map((name) => sourceFile(`${folder}/${name.split(path.sep).join('/')}`)),
  )
}

function sourceFile(file: string): SourceFile {
  const text = readFileSync(path.join(root, file), 'utf8')
  const names = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName)
  const resolve = (name: string) =>
    path.posix.join(path.posix.dirname(file), name).replace(/\.js$/, '.ts')
  const typeOnly = new Set(
    [...text.matchAll(/^(?:import|export) type [^;]*? from '([^']+)'/gms)].map(
      (match) => match[1] ?? '',
    ),
  )
  const own = names.filter((name) => name.startsWith('.'))
  return {
    file,
    imports: own.map(resolve),
    valueImports: own.filter((name) => !typeOnly.has(name)).map(resolve),
    packages: names.filter((name) => !name.startsWith('.')),
  }
}

function roomOf(file: string): string | undefined {
  const [, room] = /^server\/src\/([^/]+)\//.exec(file) ?? []
  return room
}

/** The files of one circle, or nothing. */
function circleIn(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>()
  const visit = (file: string, trail: readonly string[]): string[] => {
    const at = trail.indexOf(file)
    if (at >= 0) return [...trail.slice(at), file]
    if (done.has(file)) return []
    for (const next of graph.get(file) ?? []) {
      const circle = visit(next, [...trail, file])
      if (circle.length > 0) return circle
    }
    done.add(file)
    return []
  }
  for (const file of graph.keys()) {
    const circle = visit(file, [])
    if (circle.length > 0) return circle
  }
  return []
}
