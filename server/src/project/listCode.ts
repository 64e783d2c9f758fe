import { dirname, join, relative } from 'node:path/posix'
import { isCodeFile, isCodeFolder, workspaceMarkers } from '../application/codePlaces.js'
import { readIgnoreRules, type IgnoreRules } from '../application/ignoreRules.js'
import type { DirectoryEntry, FileSystem } from '../prisma/fileSystem.js'

export type CodeListing = {
  readonly paths: readonly string[]
  /** Why some are missing, as a sentence. */
  readonly incomplete?: string
}

export type CodeLimits = {
  readonly files: number
  readonly folders: number
  readonly depth: number
}

/**
 * The folder in which the code of a project is looked for: the top of the workspace of packages
 * around it, up to `last` or to the top of the repository; the project itself where there is none.
 */
export async function codeRoot(
  files: FileSystem,
  projectRoot: string,
  last: string | undefined,
): Promise<string> {
  for (let folder = projectRoot; ; folder = dirname(folder)) {
    if (await isWorkspaceTop(files, folder)) return folder
    const isTop = folder === last || folder === dirname(folder)
    if (isTop || (await files.exists(join(folder, '.git')))) return projectRoot
  }
}

async function isWorkspaceTop(files: FileSystem, folder: string): Promise<boolean> {
  const marks = await Promise.all(workspaceMarkers.map((name) => files.exists(join(folder, name))))
  if (marks.includes(true)) return true
  const manifest = await files.readFile(join(folder, 'package.json'))
  return manifest !== undefined && /"workspaces"\s*:/.test(manifest)
}

/**
 * The files of code below `root`, level by level. Left out is what `.gitignore` names, what
 * generators write, and what belongs to other Prisma projects: their clients have other models.
 */
export async function listCode(
  files: FileSystem,
  root: string,
  projectRoot: string,
  generated: readonly string[],
  limits: CodeLimits,
): Promise<CodeListing> {
  const paths: string[] = []
  let folders = 0
  let level: readonly Folder[] = [{ path: root, rules: [] }]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limits.depth) return { paths, incomplete: say(`${limits.depth} levels of folders`) }
    const below: Folder[] = []
    for (const folder of level) {
      folders += 1
      if (folders > limits.folders) return { paths, incomplete: say(`${limits.folders} folders`) }
      const entries = (await files.readDirectory(folder.path)) ?? []
      if (await isOtherProject(files, entries, folder.path, projectRoot)) continue
      const rules = await rulesIn(files, folder, entries)
      for (const { name, kind } of entries) {
        const path = `${folder.path}/${name}`
        if (kind === 'file' && isCodeFile(name) && !isIgnored(path, false, rules)) {
          if (paths.length === limits.files) {
            return { paths, incomplete: say(`${limits.files} files`) }
          }
          paths.push(path)
        } else if (
          kind === 'directory' &&
          isCodeFolder(name) &&
          !generated.includes(path) &&
          !isIgnored(path, true, rules)
        ) {
          below.push({ path, rules })
        }
      }
    }
    level = below
  }
  return { paths }
}

type Folder = { readonly path: string; readonly rules: readonly FolderRules[] }
type FolderRules = { readonly folder: string; readonly ignores: IgnoreRules }

function say(limit: string): string {
  return `Not all code was read: the search ends at ${limit}.`
}

async function rulesIn(
  files: FileSystem,
  { path, rules }: Folder,
  entries: readonly DirectoryEntry[],
): Promise<readonly FolderRules[]> {
  if (!entries.some(({ name }) => name === '.gitignore')) return rules
  const text = await files.readFile(`${path}/.gitignore`)
  return text === undefined ? rules : [{ folder: path, ignores: readIgnoreRules(text) }, ...rules]
}

/** The rules of the nearest folder that speaks of it decide. */
function isIgnored(path: string, isFolder: boolean, rules: readonly FolderRules[]): boolean {
  for (const { folder, ignores } of rules) {
    const ignored = ignores(relative(folder, path), isFolder)
    if (ignored !== undefined) return ignored
  }
  return false
}

async function isOtherProject(
  files: FileSystem,
  entries: readonly DirectoryEntry[],
  folder: string,
  projectRoot: string,
): Promise<boolean> {
  if (projectRoot === folder || projectRoot.startsWith(`${folder}/`)) return false
  if (folder.startsWith(`${projectRoot}/`)) return false
  if (entries.some(({ name }) => /^(?:schema\.prisma|prisma7?\.config\.[cm]?[jt]s)$/.test(name)))
    return true
  const mayHold = entries.some(({ name, kind }) => name === 'prisma' && kind === 'directory')
  return mayHold && files.exists(`${folder}/prisma/schema.prisma`)
}
