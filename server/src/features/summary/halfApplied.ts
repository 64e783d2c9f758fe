import type { PlacedFinding } from '../../project/analysis.js'
import type { AnalysedScript, AnalysedStatement } from '../../rules/script.js'
import { canFailOnRows } from '../../rules/transactions/canFail.js'
import { isRepeatable } from '../../rules/transactions/repeatable.js'
import { headOf } from '../../rules/executionPhrases.js'
import { listed } from '../../rules/phrases.js'

/**
 * Where a failure leaves the database between: behind a transaction that has committed, before
 * one that may not. Empty where the script succeeds or fails as a whole.
 */
export function halfApplied(
  script: AnalysedScript,
  transactions: readonly (readonly AnalysedStatement[])[],
  findings: readonly PlacedFinding[],
): readonly string[] {
  return transactions.flatMap((members, index) => {
    const done = transactions.slice(0, index).flat().filter(changes)
    if (done.length === 0) return []
    const causes = members.flatMap((statement) => causeOf(statement, script, findings) ?? [])
    const [cause] = causes
    if (cause === undefined) return []
    const again = done.filter((statement) => !isRepeatable(statement))
    const repeat =
      again.length === 0
        ? 'They can run again: mark the migration as rolled back (prisma migrate resolve --rolled-back), remove the cause, and deploy again.'
        : `${numbers(again)} cannot run twice: undo ${again.length === 1 ? 'it' : 'them'} by hand and mark the migration as rolled back, or run the rest by hand and mark it as applied (prisma migrate resolve).`
    return [
      `${cause} Then ${numbers(done).toLowerCase()} ${done.length === 1 ? 'has' : 'have'} taken effect already. ${repeat}`,
    ]
  })
}

function causeOf(
  statement: AnalysedStatement,
  script: AnalysedScript,
  findings: readonly PlacedFinding[],
): string | undefined {
  const number = statement.index + 1
  const what = `Statement ${number} (${headOf(statement.statement.text)})`
  if (statement.evidence.kind === 'refused')
    return `${what} is refused: ${statement.evidence.failure.message}.`
  const counted = findings.find(
    ({ finding, data }) => finding.statement === statement.index && (data?.count ?? 0) > 0,
  )
  if (!canFailOnRows(statement, script)) return undefined
  return counted?.data === undefined
    ? `${what} fails if rows are against it.`
    : `${what} fails if rows are against it. ${counted.data.say}`
}

/** A setting or a BEGIN takes nothing into effect that would have to be undone. */
function changes({ statement }: AnalysedStatement): boolean {
  return (
    statement.kind === 'unparsed' ||
    statement.actions.some(
      ({ kind }) => kind !== 'set' && kind !== 'transaction' && kind !== 'select',
    )
  )
}

function numbers(statements: readonly AnalysedStatement[]): string {
  const all = statements.map(({ index }) => index + 1)
  const [first, last] = [all[0], all.at(-1)]
  if (all.length === 1) return `Statement ${first}`
  if (
    last !== undefined &&
    first !== undefined &&
    last - first === all.length - 1 &&
    all.length > 2
  )
    return `Statements ${first} to ${last}`
  return `Statements ${listed(all.map(String))}`
}
