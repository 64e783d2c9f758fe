import type { SqlAction } from '../../sql/action.js'
import { columnRenames, type ColumnRename } from '../renames.js'
import { nameOfTable } from '../resolveName.js'
import { copiesValues } from './copiedValues.js'
import {
  atStart,
  ofKind,
  relationAt,
  type PlacedAction,
  type ScriptBeforeStories,
} from './scriptActions.js'
import type { ColumnRecreation } from './story.js'

type ActionOf<K extends SqlAction['kind']> = SqlAction & { readonly kind: K }

/**
 * Columns that the script drops while it adds the same or another that seems to stand for it.
 * Where a statement before the drop has copied the values, nothing is lost and there is nothing
 * to tell.
 */
export function columnStories(
  script: ScriptBeforeStories,
  actions: readonly PlacedAction[],
): {
  readonly renames: readonly ColumnRename[]
  readonly recreations: readonly ColumnRecreation[]
} {
  const dropped = ofKind(actions, 'dropColumn').filter((drop) => losesValues(script, drop))
  const added = ofKind(actions, 'addColumn').filter(
    (add) => !add.statement.newTables.has(relationAt(add, add.action.table)),
  )
  const recreations = dropped.flatMap((drop) => recreationOf(drop, added))
  const told = new Set<SqlAction>(recreations.flatMap((story) => [story.dropped, story.added]))
  const others = [...dropped, ...added].map(({ action }) => action).filter((one) => !told.has(one))
  const { committed, target } = script
  const orders = committed && target && { before: committed, after: target }
  return { renames: columnRenames(others, atStart(script), orders), recreations }
}

function recreationOf(
  drop: PlacedAction<ActionOf<'dropColumn'>>,
  added: readonly PlacedAction<ActionOf<'addColumn'>>[],
): readonly ColumnRecreation[] {
  const table = relationAt(drop, drop.action.table)
  const { column } = drop.action
  const old = drop.statement.before.tables[table]?.columns.find(({ name }) => name === column)
  const again = added.find(
    (add) =>
      add.action.column.name === column &&
      relationAt(add, add.action.table) === table &&
      drop.order < add.order,
  )
  if (old === undefined || again === undefined) return []
  const types = { fromType: old.type, toType: again.action.column.type }
  return [{ table, column, ...types, dropped: drop.action, added: again.action }]
}

/** The column was there before the script, with data of its own that nobody has saved. */
function losesValues(
  script: ScriptBeforeStories,
  drop: PlacedAction<ActionOf<'dropColumn'>>,
): boolean {
  const { column, table: name } = drop.action
  const table = drop.statement.before.tables[relationAt(drop, name)]
  if (table === undefined) return false
  const original = Object.values(atStart(script).tables).find(({ oid }) => oid === table.oid)
  const wasThere = original?.columns.some((candidate) => candidate.name === column) === true
  const earlier = script.statements.slice(0, drop.statement.index)
  return wasThere && !copiesValues(earlier, nameOfTable(table), column)
}
