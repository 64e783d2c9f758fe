import type { ColumnDescription } from '../../engine/catalogue.js'
import { columnNamed } from '../../prisma/lookups.js'
import type { ColumnOfField } from '../../prisma/schemaModel.js'
import type { ColumnDefinition, SqlAction } from '../../sql/action.js'
import { droppedColumns } from '../drop/droppedColumn.js'
import { indexesOfNewColumn } from '../constraints/newIndexes.js'
import type { PendingChange, RecipeSubject } from '../recipe.js'
import { actionsOnTable, type TableContext } from '../parts/tableContext.js'

/** Columns that the pending script drops, and those of the same table that take over what they say. */
export type ReshapedColumns = {
  readonly context: TableContext
  readonly olds: readonly ColumnDescription[]
  readonly news: readonly NewPart[]
  readonly actions: readonly SqlAction[]
}

export type NewPart = {
  /** As the script leaves it. */
  readonly column: ColumnDescription
  readonly field: ColumnOfField
}

/**
 * One column that goes while two or more of its kind come: perhaps it is split. Two or more that go
 * while one of their kind comes: perhaps they are merged. Only a person knows.
 */
export function reshapedColumns(
  change: PendingChange,
  way: 'split' | 'merge',
): readonly ReshapedColumns[] {
  const dropped = droppedColumns(change)
  const tables = new Map(dropped.map(({ context }) => [context.tableKey, context]))
  return [...tables.values()].flatMap((context) => {
    const place = ({ column }: { readonly column: ColumnDescription }) =>
      context.table.columns.indexOf(column)
    const gone = dropped
      .filter((one) => one.context.tableKey === context.tableKey)
      .toSorted((left, right) => place(left) - place(right))
    const added = addedParts(context)
    const [first] = way === 'split' ? gone.map(({ column }) => column) : added.map(columnOf)
    if (first === undefined || (way === 'split' ? gone : added).length !== 1) return []
    const olds = gone.filter(({ column }) => kindOf(column) === kindOf(first))
    const news = added.filter(({ column }) => kindOf(column) === kindOf(first))
    if (olds.length === 0 || news.length === 0 || olds.length + news.length < 3) return []
    const names = news.map(({ column }) => column.name)
    const indexes = names.flatMap((name) => {
      const found = indexesOfNewColumn(context, name, names)
      return found.kind === 'indexes' ? found.actions : []
    })
    const adds = actionsOnTable(context, 'addColumn')
      .map(({ action }) => action)
      .filter(({ column }) => names.includes(column.name))
    return [
      {
        context,
        olds: olds.map(({ column }) => column),
        news,
        actions: [...new Set([...olds.flatMap(({ actions }) => actions), ...adds, ...indexes])],
      },
    ]
  })
}

export function subjectOfReshape({ context, olds, news }: ReshapedColumns): RecipeSubject {
  return {
    model: context.model.model,
    table: context.tableKey,
    columns: [...olds.map(({ name }) => name), ...news.map(({ column }) => column.name)],
  }
}

/** `"a"`, `"a" and "b"`, `"a", "b" and "c"`. */
export function inWords(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`)
  const last = quoted.at(-1) ?? ''
  return quoted.length < 2 ? last : `${quoted.slice(0, -1).join(', ')} and ${last}`
}

export function isText({ typeName, array }: ColumnDescription): boolean {
  return !array && textTypes.has(typeName.replace(/^.*\./, ''))
}

function addedParts(context: TableContext): readonly NewPart[] {
  const { change, tableKey, model, table } = context
  const after = change.script.after.tables[tableKey]?.columns ?? []
  const parts = actionsOnTable(context, 'addColumn').flatMap(({ action }) => {
    const { name, generated, identity, serial } = action.column
    const column = after.find((one) => one.name === name) ?? describedBy(action.column)
    const field = columnNamed(model, name)
    const isOwn = generated !== undefined || identity !== undefined || serial
    const isNew = !table.columns.some((one) => one.name === name)
    return field === undefined || isOwn || !isNew ? [] : [{ column, field }]
  })
  // Prisma adds them in the order of the alphabet; which part comes first the schema says.
  const place = ({ field }: NewPart) => model.block.fields.indexOf(field.field)
  return parts.toSorted((left, right) => place(left) - place(right))
}

/** Where the script could not be executed as a whole: what its text says. */
function describedBy(definition: ColumnDefinition): ColumnDescription {
  const { name, type, typeName, notNull, default: value } = definition
  return {
    name,
    type,
    typeName: `${typeName.schema ?? 'pg_catalog'}.${typeName.name}`,
    typeKind: 'base',
    array: type.endsWith('[]'),
    notNull,
    ...(value === undefined ? {} : { default: value.text }),
  }
}

function columnOf({ column }: NewPart): ColumnDescription {
  return column
}

/** Texts of every length are of one kind; all else is what its type says. */
function kindOf(column: ColumnDescription): string {
  return isText(column) ? 'text' : column.type
}

const textTypes: ReadonlySet<string> = new Set(['text', 'varchar', 'bpchar', 'citext'])
