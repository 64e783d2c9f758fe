import { fileSystemPath } from './locations.js'
import { runGit } from './gitProcess.js'

/** What git HEAD has of a project. */
export type CommittedFiles =
  | {
      readonly kind: 'known'
      readonly commit: string
      /** Text by absolute path, of every file that was asked for and is committed. */
      readonly texts: ReadonlyMap<string, string>
    }
  /** `why` is for the log. */
  | { readonly kind: 'none'; readonly why: string }

/** The commit that HEAD of the repository around `folder` is at. */
export async function headCommit(folder: string): Promise<string | undefined> {
  const output = await runGit(fileSystemPath(folder), ['rev-parse', '--verify', '--quiet', 'HEAD'])
  return output?.toString('utf8').trim()
}

/** The place of `folder` below the top of its repository, with a slash at the end; empty at the top. */
export async function repositoryPrefix(folder: string): Promise<string | undefined> {
  const output = await runGit(fileSystemPath(folder), ['rev-parse', '--show-prefix'])
  return output?.toString('utf8').trim()
}

/** The names of what stands directly in `folder` at a commit; undefined when git knows no such commit. */
export async function namesAtCommit(
  folder: string,
  commit: string,
): Promise<ReadonlySet<string> | undefined> {
  const cwd = fileSystemPath(folder)
  const id = await runGit(cwd, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${commit}^{commit}`,
  ])
  if (id === undefined) return undefined
  // A folder that the commit does not have is empty there.
  const listing = await runGit(cwd, [
    'ls-tree',
    '--name-only',
    '-z',
    id.toString('utf8').trim(),
    '.',
  ])
  return new Set((listing?.toString('utf8') ?? '').split('\0').filter((name) => name !== ''))
}

/**
 * Reads the files below the given folders, and the given files, as HEAD has them. Paths are
 * absolute; `folder` lies in the repository. Only files whose name `wanted` accepts are read.
 */
export async function readCommittedFiles(
  folder: string,
  places: readonly string[],
  wanted: (path: string) => boolean,
): Promise<CommittedFiles> {
  const cwd = fileSystemPath(folder)
  const [commit, prefix] = await Promise.all([
    headCommit(folder),
    runGit(cwd, ['rev-parse', '--show-prefix']),
  ])
  if (commit === undefined || prefix === undefined) {
    return { kind: 'none', why: 'The project is in no git repository, or nothing is committed.' }
  }
  const top = topOf(folder, prefix.toString('utf8').trim())
  const relative = places.filter((place) => place.startsWith(`${top}/`))
  const listing = await runGit(cwd, [
    'ls-tree',
    '-r',
    '-z',
    '--full-tree',
    commit,
    '--',
    ...relative.map((place) => place.slice(top.length + 1)),
  ])
  if (listing === undefined) return { kind: 'none', why: 'git ls-tree failed.' }
  const blobs = listing
    .toString('utf8')
    .split('\0')
    .flatMap((line) => blobOf(line, top))
    .filter(({ path }) => wanted(path))
  const contents = await readBlobs(
    cwd,
    blobs.map(({ id }) => id),
  )
  if (contents === undefined) return { kind: 'none', why: 'git cat-file failed.' }
  return {
    kind: 'known',
    commit,
    texts: new Map(blobs.map(({ path }, index) => [path, contents[index] ?? ''])),
  }
}

/** The repository's top folder: git names the folder's place below it with a slash at the end. */
function topOf(folder: string, prefix: string): string {
  const below = prefix.replace(/\/$/, '')
  return below === '' ? folder : folder.slice(0, -below.length - 1)
}

/** A line of `ls-tree`: mode, type, id, tab, path. Symbolic links (120000) are not followed. */
function blobOf(line: string, top: string): { id: string; path: string }[] {
  const [, id, path] = /^100\d+ blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? []
  return id === undefined || path === undefined ? [] : [{ id, path: `${top}/${path}` }]
}

async function readBlobs(cwd: string, ids: readonly string[]): Promise<string[] | undefined> {
  if (ids.length === 0) return []
  const output = await runGit(cwd, ['cat-file', '--batch'], `${ids.join('\n')}\n`)
  if (output === undefined) return undefined
  const texts: string[] = []
  // Each answer is `<id> blob <size>\n`, the content, and a newline.
  for (let at = 0; texts.length < ids.length;) {
    const end = output.indexOf(newline, at)
    const size = Number(output.subarray(at, end).toString('utf8').split(' ')[2])
    if (end < 0 || !Number.isInteger(size)) return undefined
    texts.push(output.subarray(end + 1, end + 1 + size).toString('utf8'))
    at = end + 1 + size + 1
  }
  return texts
}

const newline = '\n'.charCodeAt(0)
