import type { Finding } from '../../rules/rule.js'
import type { AnalysedScript } from '../../rules/script.js'
import type { OffsetRange } from '../../text/range.js'
import type { RecipeRefusal } from '../recipe.js'
import type { SafeMigration } from '../safeForms/safeForm.js'

/** One way to be rid of findings in a migration file that has run nowhere yet. */
export type FileFix = {
  /** The same for the same finding of an equal script. */
  readonly id: string
  /** For the user, without a full stop. */
  readonly title: string
  /** What is gone afterwards, and where it stands. */
  readonly rules: readonly string[]
  readonly places: readonly OffsetRange[]
  readonly preferred: boolean
  readonly result: FixedFile | RecipeRefusal
}

/** The file as it reads then, and what is to run right behind it, before any later migration. */
export type FixedFile = {
  readonly kind: 'file'
  readonly text: string
  /** What it does, for the name of its folder where it has none yet. */
  readonly slug?: string
  readonly following: readonly SafeMigration[]
}

/** A script with what the rules found in it. */
export type JudgedScript = {
  readonly script: AnalysedScript
  readonly findings: readonly Finding[]
}

export function findingsOfRules(
  { findings }: JudgedScript,
  rules: readonly string[],
): readonly Finding[] {
  return findings.filter(({ rule }) => rules.includes(rule))
}
