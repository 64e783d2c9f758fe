import type { ConstraintDescription, TableDescription } from '../../engine/catalogue.js'
import { tableNamed } from '../../prisma/lookups.js'
import type { ColumnOfField, RelationOfField, TableOfModel } from '../../prisma/schemaModel.js'
import { tableOf } from '../../rules/resolveName.js'
import type { SqlAction } from '../../sql/action.js'
import type { PendingChange, RecipeSubject } from '../recipe.js'
import { contextOfModel, pendingActions, type TableContext } from '../parts/tableContext.js'

/**
 * The table of an implicit many-to-many relation that the pending script drops, and the model that
 * comes in its place, with its own table.
 */
export type ExplicitJoin = {
  /** The old table; its model is the new one. */
  readonly context: TableContext
  readonly created: Extract<SqlAction, { kind: 'createTable' }>
  readonly sides: readonly [JoinSide, JoinSide]
  /** Fields of the model that the old table has no column for. */
  readonly payload: readonly ColumnOfField[]
  /** What the script does because of it. */
  readonly actions: readonly SqlAction[]
}

/** Column `A` or `B`, with the fields that stand for it now. */
export type JoinSide = {
  readonly column: 'A' | 'B'
  readonly foreignKey: ConstraintDescription
  readonly field: ColumnOfField
  readonly relation: RelationOfField
}

/**
 * Left out are relations of a model to itself, and models with two relations to one of the sides:
 * which of the two was `A` is not written anywhere, and a wrong guess would turn every row round.
 * Left out too is a model whose rows are told apart by something else than both sides.
 */
export function explicitJoins(change: PendingChange): readonly ExplicitJoin[] {
  const actions = pendingActions(change).map(({ action }) => action)
  const created = actions.filter((action) => action.kind === 'createTable')
  return actions.flatMap((dropped) => {
    const old = dropped.kind === 'dropTable' ? tableOf(change.catalogue, dropped.table) : undefined
    const keys = old === undefined ? undefined : keysOfJoin(old)
    if (dropped.kind !== 'dropTable' || old === undefined || keys === undefined) return []
    const found = created.flatMap((action): readonly ExplicitJoin[] => {
      const model = tableNamed(change.target, action.table)
      const context = model && contextOfModel(change, dropped.table, model)
      const sides = model && sidesOf(change, model, keys)
      const isHere = (action.table.schema ?? old.schema) === old.schema
      if (context === undefined || sides === undefined || !isHere) return []
      if (!isToldApart(context.model, sides)) return []
      const fields = sides.map(({ field }) => field)
      return [
        {
          context,
          created: action,
          sides,
          payload: context.model.columns.filter((column) => !fields.includes(column)),
          actions: actions.filter((one) => isAbout(one, [dropped.table.name, action.table.name])),
        },
      ]
    })
    return found.length === 1 ? found : []
  })
}

export function subjectOfJoin({ context, sides, payload }: ExplicitJoin): RecipeSubject {
  return {
    model: context.model.model,
    table: context.tableKey,
    columns: [...sides, ...payload].map(({ column }) => column),
  }
}

/** The foreign keys of `A` and `B`; undefined for a table that Prisma has not made for a relation. */
function keysOfJoin(
  table: TableDescription,
): readonly [ConstraintDescription, ConstraintDescription] | undefined {
  const keyOf = (column: string) =>
    table.constraints.find(
      ({ kind, columns }) => kind === 'foreignKey' && columns.length === 1 && columns[0] === column,
    )
  const [first, second] = [keyOf('A'), keyOf('B')]
  return table.columns.length === 2 && first !== undefined && second !== undefined
    ? [first, second]
    : undefined
}

function sidesOf(
  change: PendingChange,
  model: TableOfModel,
  [first, second]: readonly [ConstraintDescription, ConstraintDescription],
): readonly [JoinSide, JoinSide] | undefined {
  const a = sideOf(change, model, 'A', first)
  const b = sideOf(change, model, 'B', second)
  return a === undefined || b === undefined || a.field === b.field ? undefined : [a, b]
}

function sideOf(
  { target, catalogue }: PendingChange,
  model: TableOfModel,
  column: 'A' | 'B',
  foreignKey: ConstraintDescription,
): JoinSide | undefined {
  const to = catalogue.tables[foreignKey.references?.table ?? '']
  const other = to && tableNamed(target, to)
  const relations = model.relations.filter(
    ({ otherModel, columns }) => otherModel === other?.model && columns.length === 1,
  )
  const [relation] = relations
  const field = model.columns.find((one) => one.column === relation?.columns[0])
  const same =
    relation?.references.length === 1 &&
    relation.references[0] === foreignKey.references?.columns[0]
  return relation === undefined || field === undefined || relations.length > 1 || !same
    ? undefined
    : { column, foreignKey, field, relation }
}

function isToldApart({ keys }: TableOfModel, sides: readonly JoinSide[]): boolean {
  const own = sides.map(({ field }) => field.column)
  const primary = keys.find(({ kind }) => kind === 'primaryKey')
  const unique = keys.filter(({ kind }) => kind === 'unique')
  const isBoth = (columns: readonly string[]) =>
    columns.length === 2 && own.every((column) => columns.includes(column))
  return primary === undefined
    ? unique.some(({ columns }) => isBoth(columns))
    : isBoth(primary.columns)
}

function isAbout(action: SqlAction, tables: readonly string[]): boolean {
  if (action.kind === 'createIndex') return tables.includes(action.index.table.name)
  return 'table' in action && action.table !== undefined && tables.includes(action.table.name)
}

/** Whether the table has a primary key over both: Prisma up to 5 made a unique index in its place. */
export function keyOfJoin({ context }: ExplicitJoin): {
  readonly kind: 'primaryKey' | 'unique'
  readonly name: string
} | null {
  const both = context.table.indexes.filter(
    ({ unique, columns }) => unique && columns.join() === 'A,B',
  )
  const primary = both.find((index) => index.primary)
  const [first] = both
  if (primary !== undefined) return { kind: 'primaryKey', name: primary.name }
  return first === undefined ? null : { kind: 'unique', name: first.name }
}
