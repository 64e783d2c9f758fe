import type { ColumnDescription } from '../../engine/catalogue.js'
import { columnNamed } from '../../prisma/lookups.js'
import type { ColumnOfField } from '../../prisma/schemaModel.js'
import { nameOfTable, resolveRelation, tableOf } from '../../rules/resolveName.js'
import type { SqlAction } from '../../sql/action.js'
import { indexCopies } from '../constraints/indexCopies.js'
import type { PendingChange, RecipeSubject } from '../recipe.js'
import { tableContext, type TableContext } from '../parts/tableContext.js'

/** A column that the pending script drops, and one that it adds in its place. */
export type RenamedColumn = {
  readonly context: TableContext
  readonly old: ColumnDescription
  readonly dropped: SqlAction
  readonly added: Extract<SqlAction, { kind: 'addColumn' }>
  /** The field that stands for the column now. */
  readonly field: ColumnOfField
}

/** The pairs that look like one column under a new name, as the rules tell them too. */
export function renamedColumns(change: PendingChange): readonly RenamedColumn[] {
  return change.script.stories.columnRenames.flatMap(({ dropped, added }) => {
    const context = tableContext(change, dropped.table)
    const old = context?.table.columns.find(({ name }) => name === dropped.column)
    const field = context && columnNamed(context.model, added.column.name)
    return context === undefined || old === undefined || field === undefined
      ? []
      : [{ context, old, dropped, added, field }]
  })
}

export function subjectOfRename({ context, old, added }: RenamedColumn): RecipeSubject {
  return {
    model: context.model.model,
    table: context.tableKey,
    columns: [old.name, added.column.name],
  }
}

/**
 * What the pending script does because of the rename: the indexes, keys and foreign keys over the
 * column go and come back, and so do the foreign keys of other tables that refer to it.
 */
export function actionsOfRename(renamed: RenamedColumn): readonly SqlAction[] {
  const { context, old, added, dropped } = renamed
  const indexes = indexCopies(context, old, added.column.name)
  return [
    dropped,
    added,
    ...(indexes.kind === 'copies' ? indexes.actions : []),
    ...context.actions.map(({ action }) => action).filter((one) => isOfKey(one, renamed)),
  ]
}

function isOfKey(action: SqlAction, { context, old, added }: RenamedColumn): boolean {
  const { change, tableKey } = context
  if (action.kind === 'addConstraint') {
    const { constraint } = action
    const own = resolveRelation(change.catalogue, action.table) === tableKey
    if (own && 'columns' in constraint && constraint.columns.includes(added.column.name))
      return true
    return (
      constraint.kind === 'foreignKey' &&
      resolveRelation(change.catalogue, constraint.references.table) === tableKey &&
      constraint.references.columns.includes(added.column.name)
    )
  }
  if (action.kind !== 'dropConstraint') return false
  const table = tableOf(change.catalogue, action.table)
  const constraint = table?.constraints.find(({ name }) => name === action.constraint)
  if (table === undefined || constraint === undefined) return false
  const own = nameOfTable(table) === tableKey && constraint.columns.includes(old.name)
  const { references } = constraint
  return own || (references?.table === tableKey && references.columns.includes(old.name))
}
