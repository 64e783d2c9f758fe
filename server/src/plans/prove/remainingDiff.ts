import type { SqlAction } from '../../sql/action.js'
import type { SqlParser } from '../../sql/parseStatements.js'
import type { ParsedStatement } from '../../sql/statement.js'
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

/** The pending script without the actions that a plan replaces, which are some of its statements'. */
export function remainingAfter(
  text: string,
  statements: readonly ParsedStatement[],
  replaced: readonly SqlAction[],
  parser: SqlParser,
): string {
  const actions = new Set(replaced)
  const known = statements
    .flatMap((statement) => (statement.kind === 'parsed' ? replacedBy(statement, actions) : []))
    .join(';\n')
  return subtractScript(text, statements, parser.parse(known))
}

/** The statement when all of it is replaced, else each replaced command as a statement of its own. */
function replacedBy(
  { text, range, actions }: Extract<ParsedStatement, { kind: 'parsed' }>,
  replaced: ReadonlySet<SqlAction>,
): readonly string[] {
  const own = actions.filter((action) => replaced.has(action))
  if (own.length === 0) return []
  if (own.length === actions.length) return [text]
  const head = text.slice(0, (actions[0]?.whole.start ?? range.start) - range.start)
  return own.map(
    ({ whole }) => head + text.slice(whole.start - range.start, whole.end - range.start),
  )
}
