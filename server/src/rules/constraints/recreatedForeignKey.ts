import type { ConstraintDescription } from '../../engine/catalogue.js'
import type { SqlAction } from '../../sql/action.js'
import { actionsOfKind } from '../concerned.js'
import { resolveRelation } from '../resolveName.js'
import type { AnalysedScript, AnalysedStatement } from '../script.js'
import { isForeignKey, type ForeignKey } from './addedConstraints.js'
import { droppedConstraints, type DroppedConstraint } from './droppedConstraints.js'

export type RecreatedForeignKey = {
  readonly action: SqlAction & { readonly kind: 'addConstraint' }
  readonly statement: AnalysedStatement
  readonly table: string
  readonly key: ForeignKey
  /** The DROP before it, and the old key where the replay knows it. */
  readonly dropped: SqlAction
  readonly dropStatement: AnalysedStatement
  readonly old?: ConstraintDescription
}

/** Foreign keys that the statement adds after the script has dropped one of the same name or columns. */
export function recreatedForeignKeys(
  analysed: AnalysedStatement,
  script: AnalysedScript,
): readonly RecreatedForeignKey[] {
  return actionsOfKind(analysed, 'addConstraint').flatMap((action) => {
    const { constraint } = action
    const table = resolveRelation(analysed.before, action.table)
    if (!isForeignKey(constraint) || analysed.newTables.has(table)) return []
    for (const dropStatement of script.statements.slice(0, analysed.index + 1)) {
      for (const dropped of droppedConstraints(dropStatement, script)) {
        if (!isSameKey(dropped, constraint, table)) continue
        const old = dropped.constraint === undefined ? {} : { old: dropped.constraint }
        return {
          action,
          statement: analysed,
          table,
          key: constraint,
          dropped: dropped.action,
          dropStatement,
          ...old,
        }
      }
    }
    return []
  })
}

/** The key that takes the place of a dropped one, if the script adds it and checks every row for it. */
export function recreatedAs(
  dropped: DroppedConstraint,
  script: AnalysedScript,
): RecreatedForeignKey | undefined {
  return script.statements
    .flatMap((statement) => recreatedForeignKeys(statement, script))
    .find((again) => again.dropped === dropped.action && isChecked(again.key))
}

/** Whether adding it looks up every row. */
export function isChecked({ notValid, notEnforced }: ForeignKey): boolean {
  return !notValid && !notEnforced
}

function isSameKey(dropped: DroppedConstraint, key: ForeignKey, table: string): boolean {
  if (dropped.kind !== 'foreignKey' || dropped.table !== table) return false
  const columns = dropped.constraint?.columns.join()
  return dropped.action.constraint === key.name || columns === key.columns.join()
}
