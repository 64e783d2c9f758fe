import type { CodeUsages, CodeUse, UsageTarget } from './findUsages.js'

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
  const places = (uses: readonly CodeUse[]) => listedPlaces(uses, shown)
  const inFiles = `in ${counted(files, 'file')} of application code`
  const { certain, possible, whole, omitting, unfollowed, elsewhere } = usages
  const sentences =
    target.change === 'added'
      ? [omittingSentence(target, omitting, places, inFiles)]
      : [
          ...useSentences(target, certain, possible, places, inFiles),
          ...(certain.length === 0 && elsewhere > 0 ? [elsewhereSentence(target, elsewhere)] : []),
          ...(whole.length === 0
            ? []
            : [`Queries without "select" read it too: ${places(whole)}.`]),
          ...(omitting.length === 0 ? [] : [omittingSentence(target, omitting, places, inFiles)]),
        ]
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

/** `"phone" of Customer`, or `Customer`. */
export function targetName({ model, field }: UsageTarget): string {
  return field === undefined ? model : `"${field}" of ${model}`
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
  { model, field }: UsageTarget,
  omitting: readonly CodeUse[],
  places: (uses: readonly CodeUse[]) => string,
  inFiles: string,
): string {
  return omitting.length === 0
    ? `No call that creates a row of ${model} without "${field ?? ''}" was found ${inFiles}.`
    : `The application creates rows of ${model} without "${field ?? ''}": ${places(omitting)}.`
}

function elsewhereSentence({ model }: UsageTarget, elsewhere: number): string {
  return elsewhere === 1
    ? `1 property of that name stands in a file that does not use ${model}.`
    : `${elsewhere} properties of that name stand in files that do not use ${model}.`
}

/** `src/a.ts:3, src/b.ts:12 (SQL) and 4 more`, one for each line. */
function listedPlaces(uses: readonly CodeUse[], shown: (path: string) => string): string {
  const lines = [
    ...new Set(
      uses.map(
        ({ path, range, kind }) =>
          `${shown(path)}:${range.start.line + 1}${kind === 'sql' ? ' (SQL)' : ''}`,
      ),
    ),
  ]
  const rest = lines.length - mostPlaces
  return rest <= 1 ? lines.join(', ') : `${lines.slice(0, mostPlaces).join(', ')} and ${rest} more`
}

const mostPlaces = 4

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
