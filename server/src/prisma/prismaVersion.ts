import { join } from 'node:path/posix'
import type { FileSystem } from './fileSystem.js'
import { foldersUpwards } from './folders.js'
import { parsePackageJson, type PackageJson } from './packageJson.js'

/**
 * `classic` is Prisma up to 7, `next` is Prisma 8, which has another language and other migrations.
 * `version` is there only when it is known exactly. `assumed` means that nothing gave it away.
 */
export type PrismaVersion =
  | {
      readonly kind: 'classic'
      readonly major: number
      readonly version?: string
      readonly source: 'installed' | 'package.json' | 'schema' | 'config' | 'assumed'
    }
  | {
      readonly kind: 'next'
      readonly version?: string
      readonly source: 'installed' | 'package.json' | 'schema' | 'config'
    }

/**
 * The version that the packages of a project tell, or `undefined`. An installed package counts
 * before a range in package.json, a nearer folder before one above. Installed packages are looked
 * for up to the root of the disk, as Node does; package.json only within the workspace folder.
 */
export async function versionOfPackages(
  files: FileSystem,
  root: string,
  workspaceFolder: string,
): Promise<PrismaVersion | undefined> {
  return (
    (await versionInstalled(files, root)) ?? (await versionInRanges(files, root, workspaceFolder))
  )
}

/** The first line with which a `.prisma` file says that it belongs to Prisma 8. */
export function isWrittenForPrismaNext(text: string): boolean {
  return /^\ufeff?\s*\/\/ use prisma-(?:next|8)\b/.test(text)
}

async function versionInstalled(
  files: FileSystem,
  root: string,
): Promise<PrismaVersion | undefined> {
  for (const folder of foldersUpwards(root)) {
    const modules = join(folder, 'node_modules')
    const versionOf = async (name: string) => {
      const json = await readPackage(files, join(modules, name, 'package.json'))
      return json?.version !== undefined && /^\d+\./.test(json.version) ? json.version : undefined
    }
    const prisma = await versionOf('prisma')
    // A wrapper that lets Prisma 7 and 8 live in one project; then this product serves the 7.
    const prisma7 = await versionOf('@prisma/prisma7')
    if (prisma !== undefined && majorOf(prisma) <= 7) return exactly(prisma, 'installed')
    if (prisma7 !== undefined) return exactly(prisma7, 'installed')
    const next = prisma ?? (await versionOf('@prisma/cli'))
    if (next !== undefined && majorOf(next) >= 8) return exactly(next, 'installed')
    const client = await versionOf('@prisma/client')
    if (client !== undefined) return exactly(client, 'installed')
  }
  return undefined
}

async function versionInRanges(
  files: FileSystem,
  root: string,
  workspaceFolder: string,
): Promise<PrismaVersion | undefined> {
  for (const folder of foldersUpwards(root, workspaceFolder)) {
    const json = await readPackage(files, join(folder, 'package.json'))
    const version = json === undefined ? undefined : versionInRangesOf(json.dependencies)
    if (version !== undefined) return version
  }
  return undefined
}

function versionInRangesOf(ranges: PackageJson['dependencies']): PrismaVersion | undefined {
  const prisma = ranges.get('prisma')
  const prisma7 = ranges.get('@prisma/prisma7')
  if (prisma7 !== undefined && majorIn(prisma) !== 7) return fromRange(prisma7) ?? atLeast(7)
  const names = [...ranges.keys()]
  if (names.some((name) => name.startsWith('@prisma/orm-') || name.startsWith('@prisma-next/'))) {
    return { kind: 'next', source: 'package.json' }
  }
  // Up to Prisma 2 beta the command was @prisma/cli as well; its ranges are below 8.
  return (
    fromRange(prisma) ??
    fromRange(ranges.get('@prisma/cli')) ??
    fromRange(ranges.get('@prisma/client'))
  )
}

function atLeast(major: number): PrismaVersion {
  return { kind: 'classic', major, source: 'package.json' }
}

function fromRange(range: string | undefined): PrismaVersion | undefined {
  const major = majorIn(range)
  if (range === undefined || major === undefined) return undefined
  if (/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(range)) return exactly(range, 'package.json')
  return major >= 8 ? { kind: 'next', source: 'package.json' } : atLeast(major)
}

/** Of `^6.1.0`, `~6`, `>=6 <8` and the like the first number; none of `latest`, `*`, `catalog:`. */
function majorIn(range: string | undefined): number | undefined {
  const digits = /^(?:npm:[^@]*@|workspace:)?[\^~>=v\s]*(\d+)(?:\.|\s|$|-)/.exec(range ?? '')?.[1]
  return digits === undefined ? undefined : Number(digits)
}

function exactly(version: string, source: 'installed' | 'package.json'): PrismaVersion {
  const major = majorOf(version)
  return major >= 8
    ? { kind: 'next', version, source }
    : { kind: 'classic', major, version, source }
}

function majorOf(version: string): number {
  return Number.parseInt(version, 10)
}

async function readPackage(files: FileSystem, path: string): Promise<PackageJson | undefined> {
  const text = await files.readFile(path)
  return text === undefined ? undefined : parsePackageJson(text)
}
