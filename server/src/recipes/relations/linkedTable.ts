import type { ColumnDescription, ConstraintDescription } from '../../engine/catalogue.js'
import { joinTableNamed } from '../../prisma/lookups.js'
import type { JoinTable } from '../../prisma/schemaModel.js'
import { resolveRelation } from '../../rules/resolveName.js'
import type { QualifiedName, SqlAction } from '../../sql/action.js'
import { quoteQualified } from '../../sql/quoting.js'
import { droppedColumns } from '../drop/droppedColumn.js'
import { foreignKeysOver } from '../parts/obstacles.js'
import type { PendingChange } from '../recipe.js'
import { pendingActions, type TableContext } from '../parts/tableContext.js'
import { actionsAbout } from './newTable.js'

/** A foreign key that goes, and the table of an implicit relation between the same two models that comes. */
export type LinkedTable = {
  /** The table with the foreign key. */
  readonly context: TableContext
  readonly column: ColumnDescription
  readonly foreignKey: ConstraintDescription
  /** `schema.name` of the new table, and the table as SQL. */
  readonly joinKey: string
  readonly sqlJoin: string
  readonly joinName: QualifiedName
  /** Its column that refers to the table with the foreign key, and the one for the other side. */
  readonly own: 'A' | 'B'
  readonly other: 'A' | 'B'
  /** The column of the own table that it refers to. */
  readonly ownColumn: string
  /** Statements of the script that make the table with its keys. */
  readonly statements: readonly string[]
  readonly actions: readonly SqlAction[]
}

/**
 * Left out are relations of a model to itself: whether the one it referred to was `A` or `B` is
 * written nowhere.
 */
export function linkedTables(change: PendingChange): readonly LinkedTable[] {
  const pending = pendingActions(change)
  return droppedColumns(change).flatMap(({ context, column, actions }) => {
    const keys = foreignKeysOver(context, column.name)
    const [foreignKey] = keys
    if (keys.length !== 1 || foreignKey?.columns.length !== 1) return []
    const found = pending.flatMap(({ action }): readonly LinkedTable[] => {
      const join =
        action.kind === 'createTable' ? joinTableNamed(change.target, action.table) : undefined
      if (action.kind !== 'createTable' || join === undefined) return []
      const sides = sidesOf(context, foreignKey, join)
      if (sides === undefined) return []
      const about = actionsAbout(pending, action.table)
      return [
        {
          context,
          column,
          foreignKey,
          joinKey: resolveRelation(change.catalogue, action.table),
          sqlJoin: quoteQualified(action.table),
          joinName: action.table,
          ...sides,
          statements: [...new Set(about.map(({ statement }) => statement))],
          actions: [...actions, ...about.map((one) => one.action)],
        },
      ]
    })
    return found.length === 1 ? found : []
  })
}

function sidesOf(
  { model, change }: TableContext,
  { references }: ConstraintDescription,
  { columnA, columnB }: JoinTable,
): Pick<LinkedTable, 'own' | 'other' | 'ownColumn'> | undefined {
  const to = change.target.tables.find(
    ({ table, schema }) =>
      resolveRelation(change.catalogue, {
        name: table,
        ...(schema === undefined ? {} : { schema }),
      }) === references?.table,
  )
  if (to === undefined || to.model === model.model) return undefined
  const own = [columnA, columnB].find((side) => side.model === model.model)
  const other = [columnA, columnB].find((side) => side.model === to.model)
  const isSame =
    other?.references !== undefined && references?.columns.join('\0') === other.references
  return own?.references === undefined || other === undefined || !isSame
    ? undefined
    : { own: own.column, other: other.column, ownColumn: own.references }
}
