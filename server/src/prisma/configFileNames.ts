import type { PrismaVersion } from './prismaVersion.js'

/**
 * Where Prisma looks for its config file, relative to the folder that it runs in and in this order
 * (`findPrismaConfigFile` of @prisma/config 7.10). It looks in no other folder.
 */
export function configFileNames(version: PrismaVersion | undefined): readonly string[] {
  if (version?.kind !== 'classic') return [...prisma7Names, ...sharedNames]
  if (version.major < 6) return []
  return readsPrisma7Names(version) ? [...prisma7Names, ...sharedNames] : sharedNames
}

/** The folder that a file of this path configures; absent when Prisma would not take it for a config. */
export function rootOfConfigFile(path: string): string | undefined {
  const name = namesLongestFirst.find((candidate) => path.endsWith(`/${candidate}`))
  if (name === undefined) return undefined
  return path.slice(0, -name.length - 1) || '/'
}

const extensions = ['js', 'ts', 'mjs', 'cjs', 'mts', 'cts']

// Since 7.10, so that `prisma.config.ts` can belong to a Prisma 8 in the same folder.
const prisma7Names = ['prisma7.config', '.config/prisma7'].flatMap((base) =>
  extensions.map((extension) => `${base}.${extension}`),
)

const sharedNames = ['prisma.config', '.config/prisma', '.config/prisma.config'].flatMap((base) => [
  ...extensions.map((extension) => `${base}.${extension}`),
  ...extensions.map((extension) => `${base}/index.${extension}`),
])

const namesLongestFirst = [...prisma7Names, ...sharedNames].sort(
  (left, right) => right.length - left.length,
)

/** A version of which only the major is known is taken for a recent one. */
function readsPrisma7Names({ major, version }: { major: number; version?: string }): boolean {
  if (major !== 7 || version === undefined) return major >= 7
  return Number(version.split('.')[1] ?? 0) >= 10
}
