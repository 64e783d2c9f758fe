import type { TableDescription } from '../../engine/catalogue.js'
import { tableNamed } from '../../prisma/lookups.js'
import { resolveRelation } from '../../rules/resolveName.js'
import type { QualifiedName, SqlAction } from '../../sql/action.js'
import { hiddenModel, type HiddenModel } from './hiddenModel.js'
import { lostEnums } from './lostEnums.js'
import type { PendingChange, RecipeRefusal, RecipeSubject } from '../recipe.js'
import { contextOfModel, pendingActions, type TableContext } from '../parts/tableContext.js'

/** A table whose model the schema has lost. */
export type DroppedTable = {
  /** The old table; its model is the one at git HEAD. */
  readonly context: TableContext
  /** How the schema goes on saying that the table is there. */
  readonly hidden: HiddenModel | RecipeRefusal
  /** DROP TABLE, the DROP CONSTRAINT of its foreign keys, the DROP TYPE of its own enums. */
  readonly actions: readonly SqlAction[]
}

/**
 * The tables that the pending script drops for good: not those that look renamed, nor those between
 * two models, nor those of which no committed schema shows the model.
 */
export function droppedTables(change: PendingChange): readonly DroppedTable[] {
  const renamed = change.script.stories.tableRenames.map(({ dropped }) => dropped)
  return pendingActions(change).flatMap(({ action }) => {
    if (action.kind !== 'dropTable' || renamed.includes(action)) return []
    const model = change.committed && tableNamed(change.committed, action.table)
    const context = model && contextOfModel(change, action.table, model)
    if (model === undefined || context === undefined) return []
    return [
      {
        context,
        hidden: hiddenModel(context),
        actions: [
          ...ownConstraintDrops(change, action.table, context.table),
          action,
          ...lostEnums(context).map((one) => one.action),
        ],
      },
    ]
  })
}

/** Two plans must not be about one table when one of them takes it away. */
export function subjectOfDrop({ context }: DroppedTable): RecipeSubject {
  return { model: context.model.model, table: context.tableKey, columns: [] }
}

function ownConstraintDrops(
  change: PendingChange,
  name: QualifiedName,
  table: TableDescription,
): readonly SqlAction[] {
  const own = resolveRelation(change.catalogue, name)
  return pendingActions(change).flatMap(({ action }) =>
    action.kind === 'dropConstraint' &&
    resolveRelation(change.catalogue, action.table) === own &&
    table.constraints.some(({ name: constraint }) => constraint === action.constraint)
      ? [action]
      : [],
  )
}
