import { relationsOf } from '../../sql/objectsOf.js'
import { takesValuesOf } from '../expressionTree.js'
import { mentionsName } from '../mentionsName.js'
import { resolveRelation } from '../resolveName.js'
import type { AnalysedStatement } from '../script.js'

/**
 * Whether one of the statements writes the values of a column, or with `*` of the whole table,
 * somewhere else, so that dropping it loses nothing. A DO block that names both is taken to do so.
 */
export function copiesValues(
  statements: readonly AnalysedStatement[],
  table: string,
  column: string,
): boolean {
  return statements.some(({ statement, before }) => {
    if (statement.kind === 'unparsed') return false
    const { actions, node } = statement
    if (actions.some(({ kind, inBlock }) => writing.has(kind) && inBlock !== true)) {
      const reads = relationsOf(statement).some(
        ({ kind, name }) => kind === 'relation' && resolveRelation(before, name) === table,
      )
      return reads && takesValuesOf(node, column)
    }
    const bareName = table.slice(table.indexOf('.') + 1)
    return actions.some(
      (action) =>
        action.kind === 'doBlock' &&
        [bareName, column].every((name) => mentionsName(action.body, name)),
    )
  })
}

const writing: ReadonlySet<string> = new Set(['insert', 'update', 'createTableAs'])
