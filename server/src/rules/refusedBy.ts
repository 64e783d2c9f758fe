import type { SqlFailure } from '../engine/trace.js'
import type { AnalysedStatement } from './script.js'

/**
 * How PostgreSQL refused the statement, if it did so with a SQLSTATE that begins with one of these:
 * `23502` for one failure, `22` for a whole class.
 */
export function refusedBy(
  { evidence }: AnalysedStatement,
  ...sqlStates: readonly string[]
): SqlFailure | undefined {
  if (evidence.kind !== 'refused') return undefined
  const { failure } = evidence
  return sqlStates.some((start) => failure.sqlState.startsWith(start)) ? failure : undefined
}
