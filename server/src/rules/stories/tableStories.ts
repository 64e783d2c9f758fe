import { tableRenames, type TableRename } from '../renames.js'
import { copiesValues } from './copiedValues.js'
import {
  atStart,
  ofKind,
  relationAt,
  type PlacedAction,
  type ScriptBeforeStories,
} from './scriptActions.js'

/**
 * Tables that the script drops while it creates another with the same columns. Where a statement
 * before the drop has copied the rows, nothing is lost.
 */
export function tableStories(
  script: ScriptBeforeStories,
  actions: readonly PlacedAction[],
): readonly TableRename[] {
  const dropped = ofKind(actions, 'dropTable').filter((drop) => {
    const name = relationAt(drop, drop.action.table)
    const [column] = atStart(script).tables[name]?.columns ?? []
    const earlier = script.statements.slice(0, drop.statement.index)
    return column !== undefined && !copiesValues(earlier, name, column.name)
  })
  const created = ofKind(actions, 'createTable').filter((create) => {
    const isThere = atStart(script).tables[relationAt(create, create.action.table)] !== undefined
    const { ifNotExists, persistence } = create.action
    return !isThere && !ifNotExists && persistence !== 'temporary'
  })
  const considered = [...dropped, ...created].map(({ action }) => action)
  return tableRenames(considered, atStart(script))
}
