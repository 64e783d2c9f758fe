import type { ColumnDescription, IndexDescription } from '../../engine/catalogue.js'
import type { SqlAction } from '../../sql/action.js'
import { quoteIdentifier } from '../../sql/quoting.js'
import { copyName } from '../parts/copyName.js'
import { concurrently } from './newIndexes.js'
import { shortName } from '../parts/objectNames.js'
import type { RecipeRefusal } from '../recipe.js'
import { refusal } from '../parts/refusal.js'
import { indexForColumn, mentionsColumn } from '../rename/renameInDefinition.js'
import { actionsOnTable, type TableContext } from '../parts/tableContext.js'

export type IndexCopy = {
  readonly name: string
  /** What it is called when the old one has gone, where the schema gives both the same name. */
  readonly finalName?: string
  /** CREATE INDEX CONCURRENTLY, for a file of its own. */
  readonly sql: string
  /** Whether it can be built while the new column is still empty. */
  readonly when: 'expand' | 'validate'
  /** The index that it stands for; absent for one that the change adds. */
  readonly copyOf?: string
}

export type IndexCopies = {
  readonly kind: 'copies'
  readonly copies: readonly IndexCopy[]
  /** Actions of the pending script that they take over. */
  readonly actions: readonly SqlAction[]
}

/**
 * The indexes that the new column needs in place of those of the old one. What the schema shows is
 * in the pending script, with its name; what was made by hand and no schema shows (partial and
 * expression indexes) is copied by its definition.
 */
export function indexCopies(
  context: TableContext,
  old: ColumnDescription,
  newColumn: string,
): IndexCopies | RecipeRefusal {
  const shown = shownIndexes(context, old, newColumn)
  if (shown.kind === 'refusal') return shown
  const handmade = handmadeIndexes(context, old, newColumn)
  if (handmade.kind === 'refusal') return handmade
  return {
    kind: 'copies',
    copies: [...shown.copies, ...handmade.copies],
    actions: [...shown.actions, ...handmade.actions],
  }
}

function shownIndexes(
  context: TableContext,
  old: ColumnDescription,
  newColumn: string,
): IndexCopies | RecipeRefusal {
  const copies: IndexCopy[] = []
  const actions: SqlAction[] = []
  const otherNew = actionsOnTable(context, 'addColumn')
    .map(({ action }) => action.column.name)
    .filter((column) => column !== newColumn)
  for (const { action, statement } of actionsOnTable(context, 'createIndex')) {
    const { index } = action
    if (!mentionsColumn(statement, newColumn, context.change.parser)) continue
    const name = index.name ?? ''
    const other = otherNew.find((column) =>
      mentionsColumn(statement, column, context.change.parser),
    )
    if (other !== undefined) {
      return refusal(
        `Index "${name}" also covers "${other}", which is new as well. Leave the index out of the schema for now, and add it in a change behind both columns.`,
      )
    }
    const columns = index.columns.map((column) => column.name)
    const before = context.table.indexes.find((candidate) =>
      sameColumns(candidate, columns, old.name, newColumn),
    )
    if (index.unique && before?.unique !== true) {
      return refusal(
        `The change also makes "${newColumn}" unique, and "${old.name}" is not. Make it unique in a change of its own, before or after.`,
      )
    }
    if (before?.nullsNotDistinct === true) {
      return refusal(
        `Index "${before.name}" is NULLS NOT DISTINCT: its copy cannot be built while the new column is empty.`,
      )
    }
    const isTaken = context.table.indexes.some((candidate) => candidate.name === name)
    const between = isTaken ? shortName(name, '_new') : name
    copies.push({
      name: between,
      ...(isTaken ? { finalName: name } : {}),
      sql: concurrently(statement.replace(quoteIdentifier(name), () => quoteIdentifier(between))),
      when: 'expand',
      ...(before === undefined ? {} : { copyOf: before.name }),
    })
    actions.push(action)
  }
  return { kind: 'copies', copies, actions: [...actions, ...droppedIndexes(context, old)] }
}

/** DROP INDEX of what hangs on the old column: the column takes it along when it goes. */
function droppedIndexes(context: TableContext, old: ColumnDescription): readonly SqlAction[] {
  const names = new Set(
    context.table.indexes
      .filter(({ definition }) => mentionsColumn(definition, old.name, context.change.parser))
      .map(({ name }) => name),
  )
  return context.actions.flatMap(({ action }) =>
    action.kind === 'dropIndex' && names.has(action.index.name) ? [action] : [],
  )
}

function handmadeIndexes(
  context: TableContext,
  old: ColumnDescription,
  newColumn: string,
): IndexCopies | RecipeRefusal {
  const { table, change } = context
  const dropped = new Set(
    droppedIndexes(context, old).flatMap((action) =>
      action.kind === 'dropIndex' ? action.index.name : [],
    ),
  )
  const taken = new Set(Object.values(change.catalogue.tables).flatMap(namesOfIndexes))
  const copies: IndexCopy[] = []
  for (const index of table.indexes) {
    const concerns = mentionsColumn(index.definition, old.name, change.parser)
    if (!concerns || index.primary || !index.valid || dropped.has(index.name)) continue
    const constraint = table.constraints.find(({ index: behind }) => behind === index.name)
    if (constraint?.kind === 'exclude' || constraint?.deferrable === true) {
      return refusal(
        `Constraint "${constraint.name}" (${constraint.definition}) cannot be copied without stopping writes: PostgreSQL builds no such constraint concurrently.`,
      )
    }
    const name = copyName(index.name, old.name, newColumn, taken)
    taken.add(name)
    const target = {
      column: old.name,
      newColumn,
      newName: name,
      sqlTable: context.sqlTable,
      concurrently: true,
    }
    const sql = indexForColumn(index.definition, target, change.parser)
    if (sql === undefined) return refusal(`The definition of index "${index.name}" cannot be read.`)
    copies.push({ name, sql, when: whenBuilt(index, old.name), copyOf: index.name })
  }
  return { kind: 'copies', copies, actions: [] }
}

/**
 * While the column is empty, all its rows have the same NULL: to a unique index of an expression,
 * or without distinct NULLs, they may be duplicates.
 */
function whenBuilt(index: IndexDescription, column: string): 'expand' | 'validate' {
  const plain = index.columns.includes(column) && !index.nullsNotDistinct
  return index.unique && !plain ? 'validate' : 'expand'
}

function sameColumns(
  index: IndexDescription,
  columns: readonly (string | undefined)[],
  old: string,
  now: string,
): boolean {
  const wanted = columns.map((name) => (name === now ? old : name))
  return (
    index.columns.length === wanted.length &&
    index.columns.every((name, place) => name !== null && name === wanted[place])
  )
}

function namesOfIndexes({ indexes }: TableContext['table']): readonly string[] {
  return indexes.map(({ name }) => name)
}
