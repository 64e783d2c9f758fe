import type { SqlParser } from '../../sql/parseStatements.js'
import { subtractScript } from '../../sql/subtractScript.js'

/** What the schema engine's diff may show while a plan is under way. */
export type ExpectedDiff = {
  /** Pending changes that are not the plan's: they stay pending. */
  readonly remaining: string
  /** What differed before the change: comes and goes with the columns that it is about. */
  readonly drift: string
}

/** How a diff differs from the expected, as SQL; both empty when it does not. */
export type UnexpectedDiff = {
  /** What Prisma would do and should not want to. */
  readonly unexpected: string
  /** What Prisma should still want to do and does not. */
  readonly absent: string
}

/** Compares single commands, so that two changes of one table may stand in one ALTER TABLE or in two. */
export function compareDiffs(
  diff: string,
  { remaining, drift }: ExpectedDiff,
  parser: SqlParser,
): UnexpectedDiff {
  const found = parser.parse(diff)
  const wanted = parser.parse(remaining)
  return {
    unexpected: subtractScript(diff, found, [...wanted, ...parser.parse(drift)]).trim(),
    absent: subtractScript(remaining, wanted, found).trim(),
  }
}

export function isAsExpected({ unexpected, absent }: UnexpectedDiff): boolean {
  return unexpected === '' && absent === ''
}
