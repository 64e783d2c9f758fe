import { schemaKey, withTarget, type ClientSchema } from './clientSchema.js'
import type { CodeIndex, ReadCodeFile } from './codeIndex.js'
import { resolveFile } from './resolvedFile.js'
import { codeUse, usesInFile, type CodeUse, type FileUsages } from './usesInFile.js'
import type { UsageTarget } from './usageTarget.js'
import { wantedBy } from './wantedNames.js'

export type CodeUsages = {
  /** Uses that the code itself shows to be of this model or enum. */
  readonly certain: readonly CodeUse[]
  /** SQL with the names in it, and words of that name in files that use the model or enum. */
  readonly possible: readonly CodeUse[]
  /** Queries that read every field of the model: they break where one is gone or retyped. */
  readonly whole: readonly CodeUse[]
  /** Calls that make a row without the field. */
  readonly omitting: readonly CodeUse[]
  /** Model, field or SQL are put together at run time: nobody can know. */
  readonly unfollowed: readonly CodeUse[]
  /** Words of that name in files that do not use the model or enum. */
  readonly elsewhere: number
}

/**
 * Every use of the target, in the order of the paths. An answer is kept until the schema means
 * something else to code; of a file that has changed only its own part is found again.
 */
export type UsageSearch = (target: UsageTarget, schema: ClientSchema) => CodeUsages

export function createUsageSearch(index: CodeIndex): UsageSearch {
  let key = ''
  let answers = new Map<string, Answer>()
  return (target, schema) => {
    const keyNow = schemaKey(schema)
    if (keyNow !== key) {
      key = keyNow
      answers = new Map()
    }
    const name = JSON.stringify(target)
    const before = answers.get(name)
    if (before?.version === index.version()) return before.usages
    const answer = searched(index, target, withTarget(schema, target), before?.parts)
    answers.set(name, answer)
    // The oldest go first: an editor asks for few targets, again and again.
    if (answers.size > mostAnswers) answers.delete([...answers.keys()][0] ?? '')
    return answer.usages
  }
}

type Answer = {
  readonly version: number
  readonly usages: CodeUsages
  readonly parts: WeakMap<ReadCodeFile, FileUsages>
}

function searched(
  index: CodeIndex,
  target: UsageTarget,
  schema: ClientSchema,
  known: WeakMap<ReadCodeFile, FileUsages> = new WeakMap(),
): Answer {
  const wanted = wantedBy(target, schema)
  const parts = index.candidates(wanted.entries, wanted.types).map((read) => {
    const before = known.get(read)
    if (before !== undefined) return before
    const { path, file } = read
    const part = usesInFile(path, file, resolveFile(file, schema, wanted), target, schema)
    known.set(read, part)
    return part
  })
  const all = (of: (part: FileUsages) => readonly CodeUse[]) => parts.flatMap(of)
  const usages = {
    certain: all(({ certain }) => certain),
    possible: all(({ possible }) => possible),
    whole: all(({ whole }) => whole),
    omitting: all(({ omitting }) => omitting),
    unfollowed: index
      .unfollowed()
      .flatMap(({ path, file }) =>
        file.unfollowed.map((word) => codeUse(path, file, word, 'client')),
      ),
    elsewhere: parts.reduce((sum, { elsewhere }) => sum + elsewhere, 0),
  }
  return { version: index.version(), usages, parts: known }
}

const mostAnswers = 200
