import type { ConstraintDescription } from '../../engine/catalogue.js'
import type { SqlAction } from '../../sql/action.js'
import { concerned } from '../concerned.js'
import { resolveRelation } from '../resolveName.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { actionsOfKind } from '../concerned.js'

export type DroppedConstraint = {
  readonly action: SqlAction & { readonly kind: 'dropConstraint' }
  readonly table: string
  /** By the replay, or by Prisma's way to name constraints where the table is not known. */
  readonly kind: ConstraintDescription['kind'] | 'unknown'
  /** Absent where the replay does not know it. */
  readonly constraint?: ConstraintDescription
}

/**
 * A DROP CONSTRAINT that concerns somebody: not on new tables, not of what the script itself has
 * added, nor of what IF EXISTS does not find.
 */
export function droppedConstraints(
  analysed: AnalysedStatement,
  script: AnalysedScript,
): readonly DroppedConstraint[] {
  return concerned(analysed, script, 'dropConstraint', ({ table }) => table).flatMap(
    ({ action, table }): DroppedConstraint[] => {
      if (isMadeHere(action.constraint, table, analysed, script)) return []
      const known = analysed.before.tables[table]
      const constraint = known?.constraints.find(({ name }) => name === action.constraint)
      if (constraint !== undefined) return [{ action, table, kind: constraint.kind, constraint }]
      return known !== undefined ? [] : [{ action, table, kind: kindByName(action.constraint) }]
    },
  )
}

function isMadeHere(
  name: string,
  table: string,
  { index }: AnalysedStatement,
  { statements }: AnalysedScript,
): boolean {
  return statements
    .slice(0, index)
    .some((earlier) =>
      actionsOfKind(earlier, 'addConstraint').some(
        (action) =>
          action.constraint.name === name &&
          resolveRelation(earlier.before, action.table) === table,
      ),
    )
}

function kindByName(name: string): DroppedConstraint['kind'] {
  if (/_fkey\d*$/.test(name)) return 'foreignKey'
  return /_pkey\d*$/.test(name) ? 'primaryKey' : 'unknown'
}
