import { join } from 'node:path/posix'
import { configFileNames } from './configFileNames.js'
import type { EvaluateConfig, EvaluatedConfig } from './configResult.js'
import type { FileSystem } from './fileSystem.js'
import { shownPath } from './folders.js'
import type { PrismaVersion } from './prismaVersion.js'
import type { LayoutProblem } from './projectLayout.js'
import { readConfigStatically } from './readConfigStatically.js'

export type ProjectConfig = {
  readonly file: string
  readonly config: EvaluatedConfig
  readonly problems: readonly LayoutProblem[]
}

/**
 * The config file of a project: run when `evaluateConfig` is given, read as text otherwise and when
 * running it fails. `undefined` when there is none.
 */
export async function readProjectConfig(
  files: FileSystem,
  root: string,
  version: PrismaVersion | undefined,
  evaluateConfig: EvaluateConfig | undefined,
): Promise<ProjectConfig | undefined> {
  const file = await findConfigFile(files, root, version)
  if (file === undefined) return undefined
  // The config of Prisma 8 would tell nothing that is needed here.
  const result = version?.kind === 'next' ? undefined : await evaluateConfig?.(file)
  if (result?.kind === 'config') return { file, config: result.config, problems: [] }
  const { config, unknown } = readConfigStatically((await files.readFile(file)) ?? '')
  const problems: LayoutProblem[] = []
  if (result?.kind === 'failed') {
    problems.push({ kind: 'config-failed', path: file, say: result.say })
  }
  // Prisma 8 computes all of its config; that is said once, where its version is recognised.
  if (unknown.length > 0 && config.shape === 'classic') {
    const settings = unknown.map((setting) => `"${setting}"`).join(', ')
    const reason =
      result === undefined
        ? 'which is known only after running it. Trust the workspace to have it run.'
        : 'so the usual places are taken.'
    problems.push({
      kind: 'config-not-run',
      path: file,
      say: `${shownPath(file, root)} computes ${settings}, ${reason}`,
    })
  }
  return { file, config, problems }
}

async function findConfigFile(
  files: FileSystem,
  root: string,
  version: PrismaVersion | undefined,
): Promise<string | undefined> {
  const [top, hidden] = [await namesIn(files, root), await namesIn(files, join(root, '.config'))]
  for (const name of configFileNames(version)) {
    const [first, second] = name.split('/')
    const listed = first === '.config' ? hidden.has(second ?? '') : top.has(first ?? '')
    if (listed && (await isFile(files, join(root, name)))) return join(root, name)
  }
  return undefined
}

/** The names in a folder, so that not every possible file has to be asked for. */
async function namesIn(files: FileSystem, folder: string): Promise<ReadonlySet<string>> {
  return new Set((await files.readDirectory(folder))?.map(({ name }) => name))
}

async function isFile(files: FileSystem, path: string): Promise<boolean> {
  return (await files.readDirectory(path)) === undefined && (await files.exists(path))
}
