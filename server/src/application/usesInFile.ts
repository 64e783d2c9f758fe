import type { Range } from '../text/range.js'
import type { ClientSchema } from './clientSchema.js'
import { unpackedWord, type CodeFile, type CodeWord, type WordKind } from './codeFile.js'
import { enumMembers, usesEnum } from './enumUses.js'
import type { ValueInCode } from './objectFields.js'
import type { ResolvedFile } from './resolvedFile.js'
import {
  isEnumValue,
  type EnumValueTarget,
  type ModelTarget,
  type UsageTarget,
} from './usageTarget.js'

export type CodeUse = {
  readonly path: string
  readonly range: Range
  readonly kind: 'client' | 'sql' | WordKind
}

/** What one file tells of a target. */
export type FileUsages = {
  readonly certain: readonly CodeUse[]
  readonly possible: readonly CodeUse[]
  readonly whole: readonly CodeUse[]
  readonly omitting: readonly CodeUse[]
  readonly elsewhere: number
}

export function usesInFile(
  path: string,
  file: CodeFile,
  resolved: ResolvedFile,
  target: UsageTarget,
  schema: ClientSchema,
): FileUsages {
  const use: MakeUse = (word, kind = 'client') => codeUse(path, file, word, kind)
  const sql = file.rawSql.flatMap((text) => sqlUse(text, target)).map((word) => use(word, 'sql'))
  if (isEnumValue(target)) {
    const found = [...enumMembers(file), ...resolved.values]
    return enumUses(file, found, target, usesEnum(target.enum, file, resolved, schema), sql, use)
  }
  return modelUses(file, resolved, target, sql, use)
}

function enumUses(
  file: CodeFile,
  found: readonly ValueInCode[],
  target: EnumValueTarget,
  isUsed: boolean,
  sql: readonly CodeUse[],
  use: MakeUse,
): FileUsages {
  const names = target.values.map(({ value }) => value)
  const certain = found
    .filter((one) => one.enum === target.enum && names.includes(one.place.text))
    .map(({ place }) => use(place))
  const settled = new Set(found.map(({ place }) => place.start))
  const words = names.flatMap((name) => unsettledWords(file, settled, name))
  return {
    ...nothing,
    certain: distinct(certain),
    possible: [...sql, ...(isUsed ? words.map(({ word, kind }) => use(word, kind)) : [])],
    elsewhere: isUsed ? 0 : words.length,
  }
}

type MakeUse = (word: CodeWord, kind?: CodeUse['kind']) => CodeUse

function modelUses(
  file: CodeFile,
  resolved: ResolvedFile,
  { model, field, change, givenBy }: ModelTarget,
  sql: readonly CodeUse[],
  use: MakeUse,
): FileUsages {
  const ofModel = <Found extends { readonly model: string; readonly place: CodeWord }>(
    found: readonly Found[],
  ) => found.filter((one) => one.model === model)
  const omitting =
    givenBy.length === 0
      ? []
      : ofModel(resolved.creations)
          .filter(({ keys }) => !givenBy.some((key) => keys.has(key)))
          .map(({ place }) => use(place))
  if (change === 'added') return { ...nothing, omitting }
  if (field === undefined) {
    const certain = distinct(ofModel(resolved.models).map(({ place }) => use(place)))
    return { ...nothing, certain, possible: sql }
  }
  const certain = resolved.fields.filter((one) => one.model === model && one.field === field)
  const words = unsettledWords(file, resolved.settled, field)
  const usesModel = ofModel(resolved.models).length > 0
  return {
    certain: distinct(certain.map(({ place }) => use(place))),
    possible: [...sql, ...(usesModel ? words.map(({ word, kind }) => use(word, kind)) : [])],
    whole: change === 'required' ? [] : ofModel(resolved.whole).map(({ place }) => use(place)),
    omitting,
    elsewhere: usesModel ? 0 : words.length,
  }
}

const nothing: FileUsages = { certain: [], possible: [], whole: [], omitting: [], elsewhere: 0 }

function unsettledWords(
  { words }: CodeFile,
  settled: ReadonlySet<number>,
  name: string,
): readonly { readonly word: CodeWord; readonly kind: WordKind }[] {
  return (words.get(name) ?? [])
    .map(unpackedWord)
    .filter(({ start }) => !settled.has(start))
    .map(({ start, kind }) => ({ word: { text: name, start }, kind }))
}

/**
 * The name of the column, or of the table, as a word in a text that names the table too; the value
 * of an enum as SQL writes it, in quotes.
 */
function sqlUse({ text, start }: CodeWord, target: UsageTarget): readonly CodeWord[] {
  if (isEnumValue(target)) {
    return target.values.flatMap(({ label }) => {
      const at = text.indexOf(`'${label}'`)
      return at < 0 ? [] : [{ text: label, start: start + at + 1 }]
    })
  }
  const { table, column } = target
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
  if (uses.length < 2) return uses
  const seen = new Set<string>()
  return uses.filter(({ range: { start } }) => {
    const key = `${start.line} ${start.character}`
    return !seen.has(key) && seen.add(key)
  })
}

export function codeUse(
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
