import { basename, dirname, join } from 'node:path/posix'
import type { EvaluateConfig } from './configResult.js'
import type { FileSystem } from './fileSystem.js'
import { foldersUpwards, isWithin } from './folders.js'
import { parsePackageJson } from './packageJson.js'
import type { ProjectLayout } from './projectLayout.js'
import { readProjectLayout } from './readProjectLayout.js'
import { readSchema } from './readSchema.js'
import { scanWorkspace, type ScanLimits, type WorkspaceScan } from './scanWorkspace.js'

export type ProjectSearch = {
  /** Sorted by root. */
  readonly projects: readonly ProjectLayout[]
  /** For the user: there may be projects that were not found. Absent when all was looked at. */
  readonly incomplete?: string
}

/**
 * Finds the Prisma projects in a workspace folder. Projects lie where there is a config file, a
 * package.json with `prisma.schema`, or a schema in one of Prisma's usual places; a schema anywhere
 * else (named on the command line with `--schema`) counts for the nearest package.json above it.
 * Where two places name the same schema, the config file wins, then the place nearer to the schema.
 */
export async function findProjects(
  files: FileSystem,
  workspaceFolder: string,
  options: { readonly evaluateConfig?: EvaluateConfig; readonly limits?: ScanLimits } = {},
): Promise<ProjectSearch> {
  const limits = options.limits ?? { entries: 20_000, depth: 8 }
  const scan = await scanWorkspace(files, workspaceFolder, limits)
  const read = (root: string, schema?: string) =>
    readProjectLayout(files, {
      root,
      workspaceFolder,
      ...(schema === undefined ? {} : { schema }),
      ...(options.evaluateConfig === undefined ? {} : { evaluateConfig: options.evaluateConfig }),
    })
  const projects: ProjectLayout[] = []
  for (const root of await rootsIn(files, scan, workspaceFolder)) {
    const layout = await read(root)
    if (!covers(projects, layout.schemaFiles)) projects.push(layout)
  }
  for (const schema of await schemasElsewhere(files, scan, projects)) {
    const root = nearestPackage(scan, dirname(schema), workspaceFolder) ?? workspaceFolder
    if (projects.some((project) => project.root === root && isNext(project))) continue
    const layout = await read(root, schema)
    // A project whose config did not tell its schema may well mean this one.
    const empty = projects.findIndex((project) => project.root === root && isEmpty(project))
    if (empty >= 0) projects[empty] = layout
    else projects.push(layout)
  }
  const found = projects.sort((left, right) => compare(left.root, right.root))
  const incomplete = wordsFor(scan.stopped, limits)
  return { projects: found, ...(incomplete === undefined ? {} : { incomplete }) }
}

/** Candidates, best first, each folder once. */
async function rootsIn(
  files: FileSystem,
  scan: WorkspaceScan,
  workspaceFolder: string,
): Promise<string[]> {
  const withSetting: string[] = []
  for (const path of scan.packageJsons) {
    const text = await files.readFile(path)
    if (text !== undefined && parsePackageJson(text)?.prismaSchema !== undefined) {
      withSetting.push(dirname(path))
    }
  }
  const usual = scan.prismaFiles
    .filter((path) => basename(path) === 'schema.prisma')
    .map((path) => {
      const folder = dirname(path)
      const inPrisma = basename(folder) === 'prisma' && folder !== workspaceFolder
      return inPrisma ? dirname(folder) : folder
    })
    // The usual places count from where Prisma's commands are run: beside a package.json, if any.
    .filter((root) => {
      const nearest = nearestPackage(scan, root, workspaceFolder)
      return nearest === undefined || nearest === root
    })
  const deepestFirst = (paths: readonly string[]) =>
    [...paths].sort((left, right) => right.split('/').length - left.split('/').length)
  return [
    ...new Set([
      ...deepestFirst(scan.configRoots),
      ...deepestFirst(withSetting),
      ...deepestFirst(usual),
    ]),
  ]
}

/** Schemas that no project has yet: a folder when its other files belong to it, else a file. */
async function schemasElsewhere(
  files: FileSystem,
  scan: WorkspaceScan,
  projects: readonly ProjectLayout[],
): Promise<string[]> {
  const left = scan.prismaFiles.filter((path) => !covers(projects, [path]))
  const withDatasource: string[] = []
  for (const path of left) {
    const { blocks } = readSchema(path, (await files.readFile(path)) ?? '')
    if (blocks.some(({ kind }) => kind === 'datasource')) withDatasource.push(path)
  }
  return withDatasource.map((path) => {
    const folder = dirname(path)
    const alone = withDatasource.filter((other) => isWithin(other, folder)).length === 1
    return alone && left.filter((other) => isWithin(other, folder)).length > 1 ? folder : path
  })
}

/** The folder, or the nearest above it in the workspace, that has a package.json. */
function nearestPackage(
  scan: WorkspaceScan,
  folder: string,
  workspaceFolder: string,
): string | undefined {
  return foldersUpwards(folder, workspaceFolder).find((candidate) =>
    scan.packageJsons.includes(join(candidate, 'package.json')),
  )
}

/** Whether a project has one of the files already. */
function covers(projects: readonly ProjectLayout[], schemaFiles: readonly string[]): boolean {
  return projects.some((project) => project.schemaFiles.some((path) => schemaFiles.includes(path)))
}

function isNext({ prismaVersion }: ProjectLayout): boolean {
  return prismaVersion.kind === 'next'
}

function isEmpty({ schemaFiles, prismaVersion }: ProjectLayout): boolean {
  return schemaFiles.length === 0 && prismaVersion.kind === 'classic'
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

function wordsFor(stopped: WorkspaceScan['stopped'], limits: ScanLimits): string | undefined {
  switch (stopped) {
    case undefined:
      return undefined
    case 'entries':
      return `The search for Prisma projects stopped after ${String(limits.entries)} files and folders. Open the folder of the project itself to have it found.`
    case 'depth':
      return `The search for Prisma projects went ${String(limits.depth)} folders deep. Open the folder of a project that lies deeper to have it found.`
    default:
      return stopped satisfies never
  }
}
