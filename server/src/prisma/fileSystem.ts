/**
 * The part of a file system that this room needs. Paths are absolute with forward slashes, on
 * Windows too (`/c:/work`). Whatever cannot be read is `undefined`, for whatever reason.
 */
export type FileSystem = {
  /** Text of the file, decoded as UTF-8; links are followed. */
  readFile(path: string): Promise<string | undefined>
  /** Links are of kind `other`, so that a search cannot go in circles. */
  readDirectory(path: string): Promise<readonly DirectoryEntry[] | undefined>
  exists(path: string): Promise<boolean>
}

export type DirectoryEntry = {
  readonly name: string
  readonly kind: 'file' | 'directory' | 'other'
}
