import { dirname, join, resolve } from 'node:path/posix'
import type { EvaluateConfig } from './configResult.js'
import type { FileSystem } from './fileSystem.js'
import { shownPath } from './folders.js'
import { isWrittenForPrismaNext, versionOfPackages, type PrismaVersion } from './prismaVersion.js'
import type { LayoutProblem, ProjectLayout } from './projectLayout.js'
import { readProjectConfig, type ProjectConfig } from './readProjectConfig.js'
import { readSchema } from './readSchema.js'
import { readSchemaLocation } from './readSchemaLocation.js'
import type { DatasourceBlock } from './schemaDocument.js'
import { stringOf } from './attributeArguments.js'

/**
 * Reads the layout of the project that lies in `root`. `workspaceFolder` bounds the search for
 * package.json; `schema` is an absolute path where the project names one that Prisma's rules would
 * not find. Without `evaluateConfig` the config file is read as text and never run.
 */
export async function readProjectLayout(
  files: FileSystem,
  project: {
    readonly root: string
    readonly workspaceFolder: string
    readonly schema?: string
    readonly evaluateConfig?: EvaluateConfig
  },
): Promise<ProjectLayout> {
  const { root, workspaceFolder } = project
  const packages = await versionOfPackages(files, root, workspaceFolder)
  const config = await readProjectConfig(files, root, packages, project.evaluateConfig)
  const location = await readSchemaLocation(files, {
    ...project,
    ...(config === undefined ? {} : { config }),
    readsPackageJson: packages?.kind !== 'classic' || packages.major < 7,
  })
  const schema = await readFiles(files, location.schemaFiles, workspaceFolder)
  const prismaVersion = versionOf(packages, config, schema)
  if (prismaVersion.kind === 'next') return nextLayout(root, prismaVersion, config)
  const datasource = schema.datasources[0]
  return {
    root,
    prismaVersion,
    ...(config === undefined ? {} : { configFile: config.file }),
    schemaFiles: location.schemaFiles,
    schemaRoot: location.schemaRoot,
    migrationsDir: migrationsFolder(prismaVersion.major, config, location.schemaRoot, datasource),
    ...withProvider(datasource?.block),
    urlSource: sourceOf('url', config?.config.hasUrl, datasource?.block),
    shadowUrlSource: sourceOf(
      'shadowDatabaseUrl',
      config?.config.hasShadowDatabaseUrl,
      datasource?.block,
    ),
    externalTables: config?.config.externalTables ?? [],
    externalEnums: config?.config.externalEnums ?? [],
    ...(config?.config.initShadowDb === undefined
      ? {}
      : { initShadowDb: config.config.initShadowDb }),
    problems: [...(config?.problems ?? []), ...location.problems, ...schema.problems],
  }
}

type SchemaTexts = {
  readonly datasources: readonly Datasource[]
  readonly forNext: boolean
  readonly problems: readonly LayoutProblem[]
}

type Datasource = { readonly path: string; readonly block: DatasourceBlock }

async function readFiles(
  files: FileSystem,
  paths: readonly string[],
  workspaceFolder: string,
): Promise<SchemaTexts> {
  const shown = (path: string) => `"${shownPath(path, workspaceFolder)}"`
  const datasources: Datasource[] = []
  const problems: LayoutProblem[] = []
  let forNext = false
  for (const path of paths) {
    const text = await files.readFile(path)
    if (text === undefined) {
      problems.push({
        kind: 'schema-unreadable',
        path,
        say: `The file ${shown(path)} cannot be read.`,
      })
      continue
    }
    forNext ||= isWrittenForPrismaNext(text)
    for (const block of readSchema(path, text).blocks) {
      if (block.kind === 'datasource') datasources.push({ path, block })
    }
  }
  const [first, second] = datasources
  if (paths.length > 0 && problems.length === 0 && first === undefined) {
    const say = 'The schema has no datasource, so its database is not known.'
    problems.push({ kind: 'datasource-missing', path: paths[0] ?? '', say })
  }
  if (first !== undefined && second !== undefined) {
    const say = `The schema has two datasources, in ${shown(first.path)} and ${shown(second.path)}. The first one counts here; Prisma refuses both.`
    problems.push({ kind: 'datasource-twice', path: second.path, say })
  }
  return { datasources, forNext, problems }
}

/** Packages tell first; then what the schema and the config could only be written for. */
function versionOf(
  packages: PrismaVersion | undefined,
  config: ProjectConfig | undefined,
  schema: SchemaTexts,
): PrismaVersion {
  if (packages !== undefined) return packages
  if (schema.forNext) return { kind: 'next', source: 'schema' }
  if (config?.config.shape === 'next') return { kind: 'next', source: 'config' }
  const hasUrl = schema.datasources.some(({ block }) => hasProperty(block, 'url'))
  if (hasUrl) return { kind: 'classic', major: 6, source: 'schema' }
  const source = config === undefined ? 'assumed' : 'config'
  return { kind: 'classic', major: 7, source }
}

/**
 * Up to Prisma 6 the migrations lie beside the file with the datasource, from 7 on in the schema's
 * folder.
 */
function migrationsFolder(
  major: number,
  config: ProjectConfig | undefined,
  schemaRoot: string,
  datasource: Datasource | undefined,
): string {
  if (config?.config.migrationsPath !== undefined) {
    return resolve(dirname(config.file), config.config.migrationsPath)
  }
  const base = major < 7 && datasource !== undefined ? dirname(datasource.path) : schemaRoot
  return join(base, 'migrations')
}

function sourceOf(
  property: 'url' | 'shadowDatabaseUrl',
  inConfig: boolean | undefined,
  datasource: DatasourceBlock | undefined,
): 'schema' | 'config' | 'none' {
  if (inConfig === true) return 'config'
  return datasource !== undefined && hasProperty(datasource, property) ? 'schema' : 'none'
}

function withProvider(block: DatasourceBlock | undefined): { readonly provider?: string } {
  const provider = stringOf(block?.properties.find(({ name }) => name.text === 'provider')?.value)
  return provider === undefined ? {} : { provider }
}

function hasProperty(block: DatasourceBlock, property: string): boolean {
  return block.properties.some(({ name }) => name.text === property)
}

/** Prisma 8 keeps its schema and migrations in another form; nothing of it is read. */
function nextLayout(
  root: string,
  prismaVersion: PrismaVersion,
  config: ProjectConfig | undefined,
): ProjectLayout {
  const say =
    'This project uses Prisma 8, whose migrations are not SQL files. Concertina serves Prisma 5, 6 and 7 and leaves it alone.'
  return {
    root,
    prismaVersion,
    ...(config === undefined ? {} : { configFile: config.file }),
    schemaFiles: [],
    schemaRoot: root,
    migrationsDir: join(root, 'migrations'),
    urlSource: 'none',
    shadowUrlSource: 'none',
    externalTables: [],
    externalEnums: [],
    problems: [{ kind: 'prisma-next', path: root, say }],
  }
}
