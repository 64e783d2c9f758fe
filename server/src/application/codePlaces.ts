import { isComponent } from './scriptText.js'

/** Which files are application code, by name alone. Declarations have no code in them. */
export function isCodeFile(name: string): boolean {
  if (isComponent(name)) return true
  return /\.[cm]?[jt]sx?$/.test(name) && !/\.d\.[cm]?ts$|\.min\.[cm]?js$/.test(name)
}

/** Folders that hold what was made or fetched, and not what was written. */
export function isCodeFolder(name: string): boolean {
  return !name.startsWith('.') && !madeFolders.has(name)
}

/** Whether a file lies below `root` where the search looks at all. */
export function mayBeCode(path: string, root: string): boolean {
  if (!path.startsWith(`${root}/`)) return false
  const names = path.slice(root.length + 1).split('/')
  const file = names.pop() ?? ''
  return isCodeFile(file) && names.every(isCodeFolder)
}

const madeFolders: ReadonlySet<string> = new Set([
  'node_modules',
  'dist',
  'build',
  'out',
  'coverage',
])

/** Files that mark the top of a repository of several packages. */
export const workspaceMarkers: readonly string[] = [
  'pnpm-workspace.yaml',
  'lerna.json',
  'nx.json',
  'turbo.json',
  'rush.json',
]
