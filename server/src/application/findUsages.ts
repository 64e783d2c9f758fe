import type { Range } from '../text/range.js'
import type { ClientSchema } from './clientSchema.js'
import { unpackedWord, type CodeFile, type CodeWord, type WordKind } from './codeFile.js'
import { resolveFile, type ResolvedFile } from './resolvedFile.js'
import { mayConcern, wantedBy } from './wantedNames.js'

/** What is looked for: a field, or a model as a whole. */
export type UsageTarget = {
  readonly model: string
  /** Absent for the whole model. */
  readonly field?: string
  /** Names in the database, for SQL that is written by hand. */
  readonly table: string
  readonly column?: string
  /**
   * The keys by which a new row gets its value, where code has to give one: calls that make a row
   * with none of them are looked for too. Empty where code need not.
   */
  readonly givenBy: readonly string[]
  /** What happens to it; of a field that is `added` only the calls that leave it out matter. */
  readonly change: 'gone' | 'retyped' | 'required' | 'added'
}

export type CodeUse = {
  readonly path: string
  readonly range: Range
  readonly kind: 'client' | 'sql' | WordKind
}

export type CodeUsages = {
  /** Uses that the code itself shows to be of this model. */
  readonly certain: readonly CodeUse[]
  /** SQL with the names in it, and properties of that name in files that use the model. */
  readonly possible: readonly CodeUse[]
  /** Queries that read every field of the model: they break where one is gone or retyped. */
  readonly whole: readonly CodeUse[]
  /** Calls that make a row without the field. */
  readonly omitting: readonly CodeUse[]
  /** Model, field or SQL are put together at run time: nobody can know. */
  readonly unfollowed: readonly CodeUse[]
  /** Properties of that name in files that do not use the model. */
  readonly elsewhere: number
}

export type ReadCodeFile = { readonly path: string; readonly file: CodeFile }

/** Every use of each target, in the order of the files. */
export function findUsages(
  files: readonly ReadCodeFile[],
  targets: readonly UsageTarget[],
  schema: ClientSchema,
): readonly CodeUsages[] {
  const wanted = wantedBy(targets, schema)
  const resolved = files
    .filter(({ file }) => mayConcern(file, wanted))
    .map(({ path, file }) => ({ path, file, resolved: resolveFile(file, schema, wanted) }))
  const unfollowed = files.flatMap(({ path, file }) =>
    file.unfollowed.map((word) => useAt(path, file, word, 'client')),
  )
  return targets.map((target) => {
    const parts = resolved.map((one) => usesInFile(one, target))
    const all = (of: (part: FilePart) => readonly CodeUse[]) => parts.flatMap(of)
    return {
      certain: all(({ certain }) => certain),
      possible: all(({ possible }) => possible),
      whole: all(({ whole }) => whole),
      omitting: all(({ omitting }) => omitting),
      unfollowed,
      elsewhere: parts.reduce((sum, { elsewhere }) => sum + elsewhere, 0),
    }
  })
}

type FilePart = Omit<CodeUsages, 'unfollowed'>

function usesInFile(
  { path, file, resolved }: ReadCodeFile & { readonly resolved: ResolvedFile },
  target: UsageTarget,
): FilePart {
  const { model, field, change, givenBy } = target
  const use = (word: CodeWord, kind: CodeUse['kind'] = 'client') => useAt(path, file, word, kind)
  const ofModel = <Found extends { readonly model: string; readonly place: CodeWord }>(
    found: readonly Found[],
  ) => found.filter((one) => one.model === model)
  const omitting =
    givenBy.length === 0
      ? []
      : ofModel(resolved.creations).filter(({ keys }) => !givenBy.some((key) => keys.has(key)))
  const sql = file.rawSql.flatMap((text) => sqlUse(text, target))
  if (change === 'added') {
    return { ...nothing, omitting: omitting.map(({ place }) => use(place)) }
  }
  if (field === undefined) {
    return {
      ...nothing,
      certain: distinct(ofModel(resolved.models).map(({ place }) => use(place))),
      possible: sql.map((word) => use(word, 'sql')),
    }
  }
  const certain = resolved.fields.filter((one) => one.model === model && one.field === field)
  const words = (file.words.get(field) ?? [])
    .map(unpackedWord)
    .filter(({ start }) => !resolved.settled.has(start))
  const usesModel = ofModel(resolved.models).length > 0
  const guesses = usesModel ? words : []
  return {
    certain: distinct(certain.map(({ place }) => use(place))),
    possible: [
      ...sql.map((word) => use(word, 'sql')),
      ...guesses.map(({ start, kind }) => use({ text: field, start }, kind)),
    ],
    whole: change === 'required' ? [] : ofModel(resolved.whole).map(({ place }) => use(place)),
    omitting: omitting.map(({ place }) => use(place)),
    elsewhere: usesModel ? 0 : words.length,
  }
}

const nothing: FilePart = { certain: [], possible: [], whole: [], omitting: [], elsewhere: 0 }

/** The name of the column, or of the table, as a word in a text that names the table too. */
function sqlUse({ text, start }: CodeWord, { table, column }: UsageTarget): readonly CodeWord[] {
  const inTable = wordIn(text, table)
  if (inTable === undefined) return []
  const name = column ?? table
  const at = column === undefined ? inTable : wordIn(text, column)
  return at === undefined ? [] : [{ text: name, start: start + at }]
}

function wordIn(text: string, name: string): number | undefined {
  const lower = text.toLowerCase()
  const wanted = name.toLowerCase()
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + 1)) {
    const [before, after] = [lower.charAt(at - 1), lower.charAt(at + wanted.length)]
    if (!/\w/.test(before) && !/\w/.test(after)) return at
  }
  return undefined
}

function distinct(uses: readonly CodeUse[]): readonly CodeUse[] {
  const seen = new Set<string>()
  return uses.filter(({ range: { start } }) => {
    const key = `${start.line} ${start.character}`
    return !seen.has(key) && seen.add(key)
  })
}

function useAt(
  path: string,
  { lines }: CodeFile,
  { text, start }: CodeWord,
  kind: CodeUse['kind'],
): CodeUse {
  let low = 0
  let high = lines.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((lines[middle] ?? 0) <= start) low = middle
    else high = middle - 1
  }
  const character = start - (lines[low] ?? 0)
  return {
    path,
    range: {
      start: { line: low, character },
      end: { line: low, character: character + text.length },
    },
    kind,
  }
}
