import type { ConstraintDefinition, SqlAction } from '../../sql/action.js'
import { actionsOfKind } from '../concerned.js'
import { resolveRelation } from '../resolveName.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'

export type ForeignKey = ConstraintDefinition & { readonly kind: 'foreignKey' }

export type AddedConstraint = {
  /** ADD CONSTRAINT, or what has the constraint within itself: ADD COLUMN, CREATE TABLE. */
  readonly action: SqlAction & { readonly kind: 'addConstraint' | 'addColumn' | 'createTable' }
  readonly table: string
  readonly constraint: ConstraintDefinition
}

/** Every constraint that the statement writes, new tables included; not what a story tells. */
export function addedConstraints(
  analysed: AnalysedStatement,
  { stories }: Pick<AnalysedScript, 'stories'>,
): readonly AddedConstraint[] {
  const found: AddedConstraint[] = [
    ...actionsOfKind(analysed, 'addConstraint').map((action) => ({
      action,
      table: resolveRelation(analysed.before, action.table),
      constraint: action.constraint,
    })),
    ...actionsOfKind(analysed, 'addColumn').flatMap((action) =>
      action.column.constraints.map((constraint) => ({
        action,
        table: resolveRelation(analysed.before, action.table),
        constraint,
      })),
    ),
    ...actionsOfKind(analysed, 'createTable').flatMap((action) =>
      [...action.constraints, ...action.columns.flatMap((column) => column.constraints)].map(
        (constraint) => ({
          action,
          table: resolveRelation(analysed.before, action.table),
          constraint,
        }),
      ),
    ),
  ]
  return found.filter(({ action }) => !stories.told.has(action))
}

export function isForeignKey(constraint: ConstraintDefinition): constraint is ForeignKey {
  return constraint.kind === 'foreignKey'
}

/** Of a constraint on a table that is created by the statement, or was before and is still empty. */
export function isOnNewTable(
  { action, table }: AddedConstraint,
  { newTables }: AnalysedStatement,
): boolean {
  return action.kind === 'createTable' || newTables.has(table)
}

/** The object of a finding about a constraint, which may have no name yet. */
export function constraintObject(
  table: string,
  name: string | undefined,
): { readonly table: string; readonly constraint?: string } {
  return { table, ...(name === undefined ? {} : { constraint: name }) }
}
