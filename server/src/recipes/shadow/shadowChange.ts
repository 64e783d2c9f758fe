import type { ColumnDescription } from '../../engine/catalogue.js'
import { columnNamed } from '../../prisma/lookups.js'
import type { ColumnOfField } from '../../prisma/schemaModel.js'
import { resolveRelation } from '../../rules/resolveName.js'
import type { TypeOperation } from '../../rules/typeRoute.js'
import type { SqlAction } from '../../sql/action.js'
import { droppedColumns, type DroppedColumn } from '../drop/droppedColumn.js'
import {
  actionsOnTable,
  pendingActions,
  tableContext,
  tableOfAction,
  type TableContext,
} from '../parts/tableContext.js'
import type { PendingChange } from '../recipe.js'
import { changedTypes, type ChangedType } from '../swap/changedType.js'
import { conversionBetween } from '../swap/typeConversion.js'

/** What one copy of a table does at once. */
export type ShadowChange = {
  readonly context: TableContext
  readonly retyped: readonly ChangedType[]
  readonly tightened: readonly TightenedColumn[]
  readonly dropped: readonly DroppedColumn[]
  /** The actions of the pending script that the plan replaces. */
  readonly actions: readonly SqlAction[]
}

/** A column that may be NULL and becomes required. */
export type TightenedColumn = {
  readonly column: ColumnDescription
  readonly field: ColumnOfField
  /** A default that it gets in the same change. */
  readonly newDefault?: string
}

/** The tables of which the pending script changes two or more columns in a way that breaks somebody. */
export function shadowChanges(change: PendingChange): readonly ShadowChange[] {
  const contexts = new Map<string, TableContext>()
  for (const { action } of pendingActions(change)) {
    const table = breaking.has(action.kind) ? tableOfAction(action) : undefined
    const context = table && tableContext(change, table)
    if (context !== undefined) contexts.set(context.tableKey, context)
  }
  return [...contexts.values()].flatMap((context) => {
    const found = changeOf(context)
    const columns = columnsOf(found).length
    return columns < 2 ? [] : [found]
  })
}

/** The names of the columns that change, each once, in the order of the table. */
export function columnsOf({
  context,
  retyped,
  tightened,
  dropped,
}: ShadowChange): readonly string[] {
  const names = new Set([
    ...retyped.map(({ old }) => old.name),
    ...[...tightened, ...dropped].map(({ column }) => column.name),
  ])
  return context.table.columns.map(({ name }) => name).filter((name) => names.has(name))
}

const breaking: ReadonlySet<SqlAction['kind']> = new Set([
  'alterColumnType',
  'setNotNull',
  'dropColumn',
])

/** Those of which every value has a counterpart; what may not fit needs a plan of its own. */
const copied: readonly TypeOperation[] = ['C1', 'C2', 'C4', 'C10', 'C11', 'C13']

function changeOf(context: TableContext): ShadowChange {
  const { change, tableKey } = context
  const isHere = (one: { readonly context: TableContext }) => one.context.tableKey === tableKey
  const retyped = copied
    .flatMap((operation) => changedTypes(change, operation))
    .filter(
      (one) =>
        isHere(one) &&
        one.actions.some(({ kind }) => kind === 'alterColumnType') &&
        conversionBetween(one.old, one.now).fits === undefined,
    )
  const dropped = droppedColumns(change).filter(isHere)
  const tightened = context.actions.flatMap(({ action }) =>
    action.kind === 'setNotNull' && resolveRelation(change.catalogue, action.table) === tableKey
      ? tightenedBy(context, action, action.column)
      : [],
  )
  return {
    context,
    retyped,
    dropped,
    tightened,
    actions: [
      ...new Set([
        ...retyped.flatMap(({ actions }) => actions),
        ...dropped.flatMap(({ actions }) => actions),
        ...tightened.flatMap(({ actions }) => actions),
      ]),
    ],
  }
}

type Tightening = TightenedColumn & { readonly actions: readonly SqlAction[] }

function tightenedBy(
  context: TableContext,
  action: SqlAction,
  name: string,
): readonly Tightening[] {
  const column = context.table.columns.find((one) => one.name === name)
  const field = columnNamed(context.model, name)
  if (column === undefined || field === undefined || column.notNull) return []
  const setDefault = actionsOnTable(context, 'setDefault').find(
    ({ action: other }) => other.column === name,
  )?.action
  return [
    {
      column,
      field,
      actions: [action, ...(setDefault === undefined ? [] : [setDefault])],
      ...(setDefault === undefined ? {} : { newDefault: setDefault.expression.text }),
    },
  ]
}
