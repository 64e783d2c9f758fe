import type { ColumnDescription } from '../../engine/catalogue.js'
import { tableNamed } from '../../prisma/lookups.js'
import type { TableOfModel } from '../../prisma/schemaModel.js'
import { resolveRelation } from '../../rules/resolveName.js'
import type { ColumnDefinition, QualifiedName, SqlAction } from '../../sql/action.js'
import { quoteQualified } from '../../sql/quoting.js'
import { droppedColumns } from '../drop/droppedColumn.js'
import { oppositeOf } from '../drop/lostRelations.js'
import type { PendingChange } from '../recipe.js'
import { pendingActions, type PendingAction, type TableContext } from '../parts/tableContext.js'

/** Columns that go while a table comes that has columns of these names, one row for each row. */
export type MovedColumns = {
  /** The table that loses them. */
  readonly context: TableContext
  readonly columns: readonly ColumnDescription[]
  readonly newName: QualifiedName
  /** `schema.name` of the new table, and the table as SQL. */
  readonly newKey: string
  readonly sqlNew: string
  readonly model: TableOfModel
  readonly created: readonly ColumnDefinition[]
  /** The foreign key of the new table, and the column that it refers to. */
  readonly reference: string
  readonly referenced: string
  /** Statements of the script that make the table with its keys. */
  readonly statements: readonly string[]
  readonly actions: readonly SqlAction[]
}

export function movedColumns(change: PendingChange): readonly MovedColumns[] {
  const dropped = droppedColumns(change)
  const pending = pendingActions(change)
  return pending.flatMap(({ action }): readonly MovedColumns[] => {
    const model =
      action.kind === 'createTable' ? tableNamed(change.target, action.table) : undefined
    if (action.kind !== 'createTable' || model === undefined) return []
    const found = [...new Set(dropped.map(({ context }) => context.tableKey))].flatMap(
      (tableKey) => {
        const gone = dropped.filter(({ context }) => context.tableKey === tableKey)
        const [first] = gone
        const ends = first && oneToOne(change, first.context, model)
        if (first === undefined || ends === undefined) return []
        const moved = gone.filter(({ column }) =>
          action.columns.some(({ name, type }) => name === column.name && type === column.type),
        )
        const about = pending.filter((one) => isAbout(one, action.table))
        return moved.length === 0
          ? []
          : [
              {
                context: first.context,
                columns: moved.map(({ column }) => column),
                newName: action.table,
                newKey: resolveRelation(change.catalogue, action.table),
                sqlNew: quoteQualified(action.table),
                model,
                created: action.columns,
                ...ends,
                statements: [...new Set(about.map(({ statement }) => statement))],
                actions: [
                  ...new Set([
                    ...moved.flatMap(({ actions }) => actions),
                    ...about.map((one) => one.action),
                  ]),
                ],
              },
            ]
      },
    )
    return found.length === 1 ? found : []
  })
}

/** The new model refers to the old one by one unique column, and has one field on its other side. */
function oneToOne(
  change: PendingChange,
  { model: old, table }: TableContext,
  model: TableOfModel,
): Pick<MovedColumns, 'reference' | 'referenced'> | undefined {
  const relations = model.relations.filter(
    ({ otherModel, columns }) => otherModel === old.model && columns.length === 1,
  )
  const [relation] = relations
  const other = change.target.tables.find((one) => one.model === old.model)
  const opposite = relation && other && oppositeOf(model, relation, other)
  const [reference] = relation?.columns ?? []
  const [referenced] = relation?.references ?? []
  const isOne = model.keys.some(
    ({ kind, columns }) =>
      (kind === 'primaryKey' || kind === 'unique') && columns.join('\0') === reference,
  )
  const isThere = table.columns.some(({ name }) => name === referenced)
  return relations.length !== 1 ||
    reference === undefined ||
    referenced === undefined ||
    opposite?.field.list !== false ||
    !isOne ||
    !isThere
    ? undefined
    : { reference, referenced }
}

function isAbout({ action }: PendingAction, table: QualifiedName): boolean {
  const on =
    action.kind === 'createIndex'
      ? action.index.table
      : 'table' in action
        ? action.table
        : undefined
  return on?.name === table.name && on.schema === table.schema
}
