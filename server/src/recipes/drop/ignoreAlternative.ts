import { droppedColumns } from './droppedColumn.js'
import { lostRelations } from './lostRelations.js'
import { primaryKeyObstacle } from '../parts/obstacles.js'
import { isNameTaken, oldField } from '../parts/oldField.js'
import type { Alternative, PendingChange } from '../recipe.js'
import { putOldField } from '../parts/schemaSteps.js'

/** The column stays, unseen by the client: nothing is dropped, and nothing has to be restored. */
export function ignoreAlternatives(change: PendingChange): readonly Alternative[] {
  const renamed = change.script.stories.columnRenames.map(({ dropped }) => dropped)
  return droppedColumns(change).flatMap(({ context, column, actions }) => {
    const isRenamed = renamed.some((action) => actions.includes(action))
    if (isRenamed || primaryKeyObstacle(context, column.name, '') !== undefined) return []
    const isNeeded = column.notNull && column.default === undefined && column.identity === undefined
    const old = oldField(context, column)
    const relations = lostRelations(context, column)
    if (isNeeded || old.kind === 'refusal' || relations.kind === 'refusal') return []
    if (isNameTaken(context, column, old)) return []
    return [
      {
        kind: 'ignore' as const,
        title: `Keep the column "${column.name}", hidden from the client: @ignore`,
        subject: {
          model: context.model.model,
          table: context.tableKey,
          columns: [column.name],
        },
        actions,
        answer: {
          kind: 'schema' as const,
          edits: [...putOldField(context, old, undefined), ...relations.put],
        },
      },
    ]
  })
}
