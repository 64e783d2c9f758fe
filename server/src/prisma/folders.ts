import { basename, dirname, relative } from 'node:path/posix'

/** The folder and those above it, the nearest first, up to `last` (included) or the root. */
export function foldersUpwards(folder: string, last = '/'): string[] {
  const folders = [folder]
  for (let current = folder; current !== last && current !== dirname(current);) {
    current = dirname(current)
    folders.push(current)
  }
  return folders
}

/** Whether the path is the folder itself or lies in it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`)
}

/** The path as a message shows it: from the workspace folder, or whole when it lies elsewhere. */
export function shownPath(path: string, workspaceFolder: string): string {
  if (path === workspaceFolder) return basename(path)
  return isWithin(path, workspaceFolder) ? relative(workspaceFolder, path) : path
}
