import { refusedBy } from '../refusedBy.js'
import { resolveType } from '../resolveName.js'
import type { AnalysedStatement } from '../script.js'
import { castOutcome, type CastOutcome } from './castOutcome.js'
import type { ColumnTypeChange } from './columnTypeChange.js'

/**
 * What the change does to values. Nothing where PostgreSQL refuses it for another reason than the
 * values that the migrations themselves have written (SQLSTATE class 22).
 */
export function outcomeOfChange(
  { action, old }: ColumnTypeChange,
  analysed: AnalysedStatement,
): CastOutcome {
  const meetsValues = refusedBy(analysed, '22') !== undefined
  if (old === undefined || (analysed.evidence.kind === 'refused' && !meetsValues)) return {}
  const { enums } = analysed.before
  return castOutcome(action.column, old.type, action.type, action.using, {
    from: enums[old.typeName],
    to: enums[resolveType(action.typeName)],
  })
}
