import { dirname, join, resolve } from 'node:path/posix'
import type { FileSystem } from './fileSystem.js'
import { foldersUpwards, shownPath } from './folders.js'
import { parsePackageJson } from './packageJson.js'
import type { ProjectConfig } from './readProjectConfig.js'
import type { LayoutProblem } from './projectLayout.js'

export type SchemaLocation = {
  readonly schemaRoot: string
  readonly schemaFiles: readonly string[]
  readonly problems: readonly LayoutProblem[]
}

/**
 * The files of a project's schema, as Prisma finds them: the given path (`--schema`), the config,
 * `prisma.schema` of the nearest package.json (up to Prisma 6), `schema.prisma`, `prisma/schema.prisma`.
 */
export async function readSchemaLocation(
  files: FileSystem,
  project: {
    readonly root: string
    readonly workspaceFolder: string
    readonly schema?: string
    readonly config?: ProjectConfig
    readonly readsPackageJson: boolean
  },
): Promise<SchemaLocation> {
  const named = await namedSchema(files, project)
  const shown = (path: string) => shownPath(path, project.workspaceFolder)
  if (named === undefined) return defaultLocation(files, project.root, shown(project.root))
  const { path, by } = named
  const below = await prismaFilesBelow(files, path)
  if (below !== undefined) {
    const { paths, complete } = below
    if (!complete) {
      const say = `The folder "${shown(path)}", which ${shown(by)} names as the schema, is too large to be read wholly. Models in it may be missing.`
      return {
        schemaRoot: path,
        schemaFiles: paths,
        problems: [{ kind: 'schema-too-large', path, say }],
      }
    }
    if (paths.length > 0) return { schemaRoot: path, schemaFiles: paths, problems: [] }
    const say = `The folder "${shown(path)}", which ${shown(by)} names as the schema, has no .prisma files.`
    return { schemaRoot: path, schemaFiles: [], problems: [{ kind: 'schema-missing', path, say }] }
  }
  const schemaRoot = dirname(path)
  if (await files.exists(path)) return { schemaRoot, schemaFiles: [path], problems: [] }
  const say = `The schema "${shown(path)}", which ${shown(by)} names, does not exist.`
  return { schemaRoot, schemaFiles: [], problems: [{ kind: 'schema-missing', path, say }] }
}

async function namedSchema(
  files: FileSystem,
  {
    root,
    workspaceFolder,
    schema,
    config,
    readsPackageJson,
  }: Parameters<typeof readSchemaLocation>[1],
): Promise<{ readonly path: string; readonly by: string } | undefined> {
  if (schema !== undefined) return { path: schema, by: root }
  if (config?.config.schema !== undefined) {
    const folder = dirname(config.file)
    return { path: resolve(folder, config.config.schema), by: config.file }
  }
  if (!readsPackageJson) return undefined
  for (const folder of foldersUpwards(root, workspaceFolder)) {
    const path = join(folder, 'package.json')
    const text = await files.readFile(path)
    if (text === undefined) continue
    // Only the nearest package.json counts, with or without the setting.
    const setting = parsePackageJson(text)?.prismaSchema
    return setting === undefined ? undefined : { path: resolve(folder, setting), by: path }
  }
  return undefined
}

async function defaultLocation(
  files: FileSystem,
  root: string,
  shownRoot: string,
): Promise<SchemaLocation> {
  for (const path of [join(root, 'schema.prisma'), join(root, 'prisma', 'schema.prisma')]) {
    if (await files.exists(path)) {
      return { schemaRoot: dirname(path), schemaFiles: [path], problems: [] }
    }
  }
  const say = `There is no schema.prisma in "${shownRoot}" or in its folder "prisma".`
  return {
    schemaRoot: join(root, 'prisma'),
    schemaFiles: [],
    problems: [{ kind: 'schema-missing', path: root, say }],
  }
}

type FolderFiles = { readonly paths: string[]; readonly complete: boolean }

/** Every `.prisma` file of a folder and its folders, sorted; `undefined` when it is no folder. */
async function prismaFilesBelow(
  files: FileSystem,
  schemaFolder: string,
): Promise<FolderFiles | undefined> {
  if ((await files.readDirectory(schemaFolder)) === undefined) return undefined
  const paths: string[] = []
  let seen = 0
  let level = [schemaFolder]
  for (let depth = 0; level.length > 0; depth += 1) {
    const below: string[] = []
    for (const folder of level) {
      const entries = (await files.readDirectory(folder)) ?? []
      seen += entries.length
      if (seen > mostEntries || depth > deepest) return { paths: paths.sort(), complete: false }
      for (const { name, kind } of entries) {
        if (kind === 'file' && name.endsWith('.prisma')) paths.push(join(folder, name))
        if (kind === 'directory' && !isMigrationOrPackages(name)) below.push(join(folder, name))
      }
    }
    level = below
  }
  return { paths: paths.sort(), complete: true }
}

function isMigrationOrPackages(name: string): boolean {
  return name === 'node_modules' || /^\d{14}(?:_|$)/.test(name)
}

// A setting may name any folder of the disk; a schema is never as large as this.
const mostEntries = 20_000
const deepest = 8
