import type { ConstraintDescription, IndexDescription } from '../../engine/catalogue.js'
import { checksOn, indexesOn } from '../builtOnColumn.js'
import { knownWork } from '../knownWork.js'
import { tableOf } from '../resolveName.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { typeChangeWork } from '../typeChange.js'
import { typeChanges, type ColumnTypeChange } from './columnTypeChange.js'

/** A change that writes no table anew and reads every row all the same, and what for. */
export type ReadAgain = ColumnTypeChange & {
  readonly indexes: readonly IndexDescription[]
  readonly checks: readonly ConstraintDescription[]
  readonly collates: boolean
}

/**
 * The trace says that the table was read; what stands on the column tells why. One that changes
 * two columns at once is told apart by the types.
 */
export function changesReadingAgain(
  analysed: AnalysedStatement,
  script: AnalysedScript,
): readonly ReadAgain[] {
  const { scans, rewrites } = knownWork(analysed)
  const { statement } = analysed
  const isAlone = statement.kind === 'parsed' && statement.actions.length === 1
  return typeChanges(analysed, script).flatMap((change) => {
    const { action, table, old } = change
    const known = tableOf(analysed.before, action.table)
    if (old === undefined || known === undefined) return []
    if (!scans.includes(table) || rewrites.includes(table)) return []
    const checks = checksOn(known, action.column)
    const collates = action.collation !== undefined
    const work = typeChangeWork(action.column, old.type, action.type, action.using)
    const isRebuilt = work === 'index' || collates || (isAlone && checks.length === 0)
    const indexes = isRebuilt ? indexesOn(known, action.column) : []
    return indexes.length + checks.length === 0 ? [] : [{ ...change, indexes, checks, collates }]
  })
}
