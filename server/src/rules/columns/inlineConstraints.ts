import type { Severity } from '../../protocol/finding.js'
import type { ConstraintDefinition } from '../../sql/action.js'
import { concerned, type Concern } from '../concerned.js'
import { knownWork } from '../knownWork.js'
import { refusedBy } from '../refusedBy.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'

type ConstraintOf<K extends ConstraintDefinition['kind']> = ConstraintDefinition & {
  readonly kind: K
}

export type InlineConstraint<K extends ConstraintDefinition['kind']> = Concern<'addColumn'> & {
  readonly constraint: ConstraintOf<K>
  /** `error` where PostgreSQL has refused it already. */
  readonly severity: Severity
}

/**
 * Constraints written on a new column, for which the rows that are there are read or have been
 * found wanting (`sqlState`). Where the table is written anew, that is the greater trouble, and
 * the constraint is checked on the way.
 */
export function checkedConstraints<K extends ConstraintDefinition['kind']>(
  analysed: AnalysedStatement,
  script: AnalysedScript,
  kinds: readonly K[],
  sqlState: string,
): readonly InlineConstraint<K>[] {
  const { scans, rewrites } = knownWork(analysed)
  const isRefused = refusedBy(analysed, sqlState) !== undefined
  const isKind = (constraint: ConstraintDefinition): constraint is ConstraintOf<K> =>
    (kinds as readonly ConstraintDefinition['kind'][]).includes(constraint.kind)
  return concerned(analysed, script, 'addColumn', ({ table }) => table)
    .filter(({ table }) => isRefused || (scans.includes(table) && !rewrites.includes(table)))
    .flatMap((concern) => {
      const constraint = concern.action.column.constraints.find(isKind)
      const severity = isRefused ? 'error' : 'warning'
      return constraint === undefined ? [] : [{ ...concern, constraint, severity }]
    })
}
