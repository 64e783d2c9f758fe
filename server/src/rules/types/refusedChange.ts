import { refusedBy } from '../refusedBy.js'
import type { AnalysedStatement } from '../script.js'
import type { ColumnTypeChange } from './columnTypeChange.js'

/**
 * Of the changes of a statement those that PostgreSQL refused with `sqlState` and a message that
 * `isMeant` knows. SQLSTATE 42804 stands for three different things and names no column; the text
 * is that of the one PostgreSQL that Concertina brings along, which speaks English.
 */
export function refusedChanges(
  analysed: AnalysedStatement,
  changes: readonly ColumnTypeChange[],
  sqlState: string,
  isMeant: (said: string, column: string) => boolean,
): readonly ColumnTypeChange[] {
  const failure = refusedBy(analysed, sqlState)
  if (failure === undefined) return []
  const said = `${failure.message}. ${failure.detail ?? ''}`
  return changes.filter(({ action }) => isMeant(said, action.column))
}
