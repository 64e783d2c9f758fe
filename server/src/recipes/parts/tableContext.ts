import type { TableDescription } from '../../engine/catalogue.js'
import { tableNamed } from '../../prisma/lookups.js'
import type { TableOfModel } from '../../prisma/schemaModel.js'
import { resolveRelation } from '../../rules/resolveName.js'
import { quoteQualified } from '../../sql/quoting.js'
import type { QualifiedName, SqlAction } from '../../sql/action.js'
import type { PendingChange } from '../recipe.js'

/** A table that the pending script changes, from every side that a recipe looks at. */
export type TableContext = {
  readonly change: PendingChange
  /** As the replayed history has it, before the script. */
  readonly table: TableDescription
  /** `schema.name`. */
  readonly tableKey: string
  /** As the script writes it: with a schema only where Prisma writes one. */
  readonly sqlTable: string
  readonly model: TableOfModel
  /** The table's model at git HEAD. */
  readonly committed?: TableOfModel
  /** Every action of the pending script. */
  readonly actions: readonly PendingAction[]
}

/** An action with the text of its statement. */
export type PendingAction = { readonly action: SqlAction; readonly statement: string }

/** Undefined for a table that the script itself creates, or that no model of the schema stands for. */
export function tableContext(change: PendingChange, name: QualifiedName): TableContext | undefined {
  const model = tableNamed(change.target, name)
  return model && contextOfModel(change, name, model)
}

/** The same for a table whose model is known otherwise: it may have another name by now. */
export function contextOfModel(
  change: PendingChange,
  name: QualifiedName,
  model: TableOfModel,
): TableContext | undefined {
  const tableKey = resolveRelation(change.catalogue, name)
  const table = change.catalogue.tables[tableKey]
  if (table === undefined) return undefined
  const committed = change.committed && tableNamed(change.committed, name)
  return {
    change,
    table,
    tableKey,
    sqlTable: quoteQualified(name),
    model,
    ...(committed === undefined ? {} : { committed }),
    actions: pendingActions(change),
  }
}

export function pendingActions({ script }: PendingChange): readonly PendingAction[] {
  return script.statements.flatMap(({ statement }) =>
    statement.kind === 'parsed'
      ? statement.actions.map((action) => ({ action, statement: statement.text }))
      : [],
  )
}

/** The actions of one kind on this table. */
export function actionsOnTable<Kind extends SqlAction['kind']>(
  { change, tableKey, actions }: TableContext,
  kind: Kind,
): readonly (PendingAction & { readonly action: Extract<SqlAction, { kind: Kind }> })[] {
  return actions.flatMap(({ action, statement }) => {
    const table = tableOfAction(action)
    return action.kind === kind &&
      table !== undefined &&
      resolveRelation(change.catalogue, table) === tableKey
      ? [{ action: action as Extract<SqlAction, { kind: Kind }>, statement }]
      : []
  })
}

/** The table that the action is about; absent for what is about none. */
export function tableOfAction(action: SqlAction): QualifiedName | undefined {
  if (action.kind === 'createIndex') return action.index.table
  return 'table' in action ? action.table : undefined
}

/** An object of the table's schema, as the script would write it. */
export function quoteBeside({ sqlTable, table }: TableContext, name: string): string {
  const qualified = sqlTable !== quoteQualified({ name: table.name })
  return quoteQualified(qualified ? { schema: table.schema, name } : { name })
}
