import type { CodeUsages } from './findUsages.js'
import type { CodeUse } from './usesInFile.js'
import {
  isEnumValue,
  targetName,
  targetOwner,
  type ModelTarget,
  type UsageTarget,
} from './usageTarget.js'

/** What was read, for the sentence about it. */
export type ReadExtent = {
  readonly files: number
  /** Why some files were not read, as a sentence. */
  readonly incomplete?: string
}

/**
 * Where the application uses it, in sentences: what is certain, what may be, and what nobody can
 * know. Empty where no application code was found. `shown` is how a path is written for people.
 */
export function usageSentence(
  target: UsageTarget,
  usages: CodeUsages,
  { files, incomplete }: ReadExtent,
  shown: (path: string) => string,
): string {
  if (files === 0) return ''
  const places = (uses: readonly CodeUse[]) => listedPlaces(uses, shown, isEnumValue(target))
  const inFiles = `in ${counted(files, 'file')} of application code`
  const { unfollowed } = usages
  const sentences = sentencesOf(target, usages, places, inFiles)
  return [
    ...sentences,
    ...(unfollowed.length === 0
      ? []
      : [
          `Not followed, because the model or the SQL is chosen at run time: ${places(unfollowed)}.`,
        ]),
    ...(incomplete === undefined ? [] : [incomplete]),
  ].join(' ')
}

function sentencesOf(
  target: UsageTarget,
  { certain, possible, whole, omitting, elsewhere }: CodeUsages,
  places: (uses: readonly CodeUse[]) => string,
  inFiles: string,
): readonly string[] {
  const found = [
    ...useSentences(target, certain, possible, places, inFiles),
    ...(certain.length === 0 && elsewhere > 0 ? [elsewhereSentence(target, elsewhere)] : []),
  ]
  if (isEnumValue(target)) return found
  if (target.change === 'added') return [omittingSentence(target, omitting, places, inFiles)]
  return [
    ...found,
    ...(whole.length === 0 ? [] : [`Queries without "select" read it too: ${places(whole)}.`]),
    ...(omitting.length === 0 ? [] : [omittingSentence(target, omitting, places, inFiles)]),
  ]
}

function useSentences(
  target: UsageTarget,
  certain: readonly CodeUse[],
  possible: readonly CodeUse[],
  places: (uses: readonly CodeUse[]) => string,
  inFiles: string,
): readonly string[] {
  const name = targetName(target)
  if (certain.length === 0 && possible.length === 0)
    return [`No use of ${name} was found ${inFiles}.`]
  const maybe =
    possible.length === 1 ? '1 place may be one' : `${possible.length} places may be one`
  if (certain.length === 0)
    return [`No certain use of ${name} was found ${inFiles}; ${maybe}: ${places(possible)}.`]
  const used = new Set(certain.map(({ path }) => path)).size
  return [
    `The application uses ${name} in ${counted(used, 'file')}: ${places(certain)}.`,
    ...(possible.length === 0 ? [] : [`Perhaps also: ${places(possible)}.`]),
  ]
}

function omittingSentence(
  { model, field }: ModelTarget,
  omitting: readonly CodeUse[],
  places: (uses: readonly CodeUse[]) => string,
  inFiles: string,
): string {
  return omitting.length === 0
    ? `No call that creates a row of ${model} without "${field ?? ''}" was found ${inFiles}.`
    : `The application creates rows of ${model} without "${field ?? ''}": ${places(omitting)}.`
}

function elsewhereSentence(target: UsageTarget, elsewhere: number): string {
  const [one, many] = isEnumValue(target) ? ['word', 'words'] : ['property', 'properties']
  const owner = targetOwner(target)
  return elsewhere === 1
    ? `1 ${one} of that name stands in a file that does not use ${owner}.`
    : `${elsewhere} ${many} of that name stand in files that do not use ${owner}.`
}

/** `src/a.ts:3, src/b.ts:12 (SQL) and 4 more`, one for each line. */
function listedPlaces(
  uses: readonly CodeUse[],
  shown: (path: string) => string,
  tellsTexts: boolean,
): string {
  const lines = new Map<string, CodeUse>()
  for (const use of uses) {
    const line = `${use.path} ${use.range.start.line} ${use.kind === 'sql' ? 'sql' : ''}`
    if (!lines.has(line)) lines.set(line, use)
  }
  const rest = lines.size - mostPlaces
  const listed = [...lines.values()].slice(0, rest <= 1 ? lines.size : mostPlaces)
  const places = listed.map(({ path, range, kind }) => {
    const note = kind === 'sql' ? ' (SQL)' : kind === 'text' && tellsTexts ? ' (a text)' : ''
    return `${shown(path)}:${range.start.line + 1}${note}`
  })
  return rest <= 1 ? places.join(', ') : `${places.join(', ')} and ${rest} more`
}

const mostPlaces = 4

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
