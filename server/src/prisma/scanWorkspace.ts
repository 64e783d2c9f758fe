import { join } from 'node:path/posix'
import { rootOfConfigFile } from './configFileNames.js'
import type { DirectoryEntry, FileSystem } from './fileSystem.js'

/** What a workspace folder holds that may belong to a Prisma project; shallow paths first. */
export type WorkspaceScan = {
  readonly prismaFiles: readonly string[]
  readonly packageJsons: readonly string[]
  /** Folders that a Prisma config file configures. */
  readonly configRoots: readonly string[]
  /** Why some folders were not looked at. */
  readonly stopped?: 'entries' | 'depth'
}

export type ScanLimits = { readonly entries: number; readonly depth: number }

/** Lists the folder and those below it, level by level, and never one above it. */
export async function scanWorkspace(
  files: FileSystem,
  workspaceFolder: string,
  limits: ScanLimits,
): Promise<WorkspaceScan> {
  const prismaFiles: string[] = []
  const packageJsons: string[] = []
  const configRoots = new Set<string>()
  let seen = 0
  let level = [workspaceFolder]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limits.depth) {
      return { prismaFiles, packageJsons, configRoots: [...configRoots], stopped: 'depth' }
    }
    const below: string[] = []
    for (const folder of level) {
      const entries = (await files.readDirectory(folder)) ?? []
      seen += entries.length
      if (seen > limits.entries) {
        return { prismaFiles, packageJsons, configRoots: [...configRoots], stopped: 'entries' }
      }
      const generated = isGeneratedClient(entries)
      for (const { name, kind } of entries) {
        const path = join(folder, name)
        const configRoot = kind === 'file' ? rootOfConfigFile(path) : undefined
        if (configRoot !== undefined) configRoots.add(configRoot)
        if (kind === 'file' && name === 'package.json') packageJsons.push(path)
        if (kind === 'file' && name.endsWith('.prisma') && !generated) prismaFiles.push(path)
        if (kind === 'directory' && mayHoldProjects(name)) below.push(path)
      }
    }
    level = below
  }
  return { prismaFiles, packageJsons, configRoots: [...configRoots] }
}

const foldersWithoutProjects: ReadonlySet<string> = new Set([
  'node_modules',
  'dist',
  'build',
  'out',
  'coverage',
])

function mayHoldProjects(name: string): boolean {
  if (name.startsWith('.')) return name === '.config'
  // A long history is a thousand folders with one SQL file each.
  return !foldersWithoutProjects.has(name) && !/^\d{14}(?:_|$)/.test(name)
}

/** Prisma up to 6 puts a copy of the schema beside the client that it generates. */
function isGeneratedClient(entries: readonly DirectoryEntry[]): boolean {
  const names = new Set(entries.map(({ name }) => name))
  return names.has('runtime') && (names.has('index.d.ts') || names.has('client.d.ts'))
}
