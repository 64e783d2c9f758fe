import type { CodeFile } from './codeFile.js'
import { isClientModule } from './readImport.js'

export type ReadCodeFile = { readonly path: string; readonly file: CodeFile }

/**
 * The files of an application by the names in them: a search looks only at files that may have an
 * answer. A file is taken up when it is read, and again when it has changed.
 */
export type CodeIndex = {
  put(path: string, file: CodeFile): void
  remove(path: string): void
  /** How many files there are. */
  size(): number
  /** Another number after each change. */
  version(): number
  /**
   * The files in which one of the names stands, or a name of the client that begins with one of
   * the models, or SQL; in the order of their paths.
   */
  candidates(names: Iterable<string>, models: readonly string[]): readonly ReadCodeFile[]
  /** The files in which something is put together at run time. */
  unfollowed(): readonly ReadCodeFile[]
}

export function createCodeIndex(): CodeIndex {
  /** The place of a path is its number; empty where the file is gone. */
  const files: (ReadCodeFile | undefined)[] = []
  const numbers = new Map<string, number>()
  const byName = new Map<string, number[]>()
  const byType = new Map<string, number[]>()
  const withSql = new Set<number>()
  const withUnfollowed = new Set<number>()
  let size = 0
  let version = 0

  // By path, so that the editor lists them as the command line does, whatever was read when.
  const inOrder = (found: Iterable<number>) =>
    [...found]
      .flatMap((number) => files[number] ?? [])
      .sort((left, right) => (left.path < right.path ? -1 : 1))
  const set = (number: number, file: ReadCodeFile | undefined) => {
    size += (file === undefined ? 0 : 1) - (files[number] === undefined ? 0 : 1)
    version += 1
    files[number] = file
  }

  return {
    put: (path, file) => {
      const number = numbers.get(path) ?? files.length
      numbers.set(path, number)
      // What the file has no more stays in the lists: a search looks at the file itself anyway.
      const before = files[number]?.file
      for (const name of namesOf(file)) if (!before?.words.has(name)) post(byName, name, number)
      for (const name of typesOf(file)) post(byType, name, number)
      if (file.rawSql.length > 0) withSql.add(number)
      else withSql.delete(number)
      if (file.unfollowed.length > 0) withUnfollowed.add(number)
      else withUnfollowed.delete(number)
      set(number, { path, file })
    },
    remove: (path) => {
      const number = numbers.get(path)
      if (number === undefined || files[number] === undefined) return
      set(number, undefined)
    },
    size: () => size,
    version: () => version,
    candidates: (names, models) => {
      const found = new Set(withSql)
      for (const name of names) for (const number of byName.get(name) ?? []) found.add(number)
      for (const [name, numbersOf] of byType) {
        if (!models.some((model) => name.startsWith(model))) continue
        for (const number of numbersOf) found.add(number)
      }
      return inOrder(found)
    },
    unfollowed: () => inOrder(withUnfollowed),
  }
}

/** A delegate is a word already, unless it stands alone: `users.findMany()`. */
function* namesOf({ words, calls }: CodeFile): Generator<string> {
  yield* words.keys()
  for (const { onClient, delegate } of calls) if (!onClient) yield delegate.text
}

/** Types and values of the client are found by how their names begin: `UserWhereInput`. */
function* typesOf({ types, imports }: CodeFile): Generator<string> {
  for (const { text } of types) yield text
  for (const { name, from } of imports) if (isClientModule(from)) yield name.text
}

function post(lists: Map<string, number[]>, name: string, number: number): void {
  const list = lists.get(name)
  if (list === undefined) lists.set(name, [number])
  else if (list.at(-1) !== number) list.push(number)
}
