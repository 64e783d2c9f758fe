import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import type { SqlAction } from '../../sql/action.js'
import { mentionsColumn } from '../rename/renameInDefinition.js'
import type { EqualRows } from './duplicates.js'
import { attributeText, definitionOf, withoutAttribute } from '../parts/fieldDefinition.js'
import { oldColumnsOnly } from './indexes.js'
import type { PendingChange } from '../recipe.js'
import { putField } from '../parts/schemaSteps.js'
import { pendingActions, tableContext, type TableContext } from '../parts/tableContext.js'

/** Columns that the schema wants unique from now on. */
export type AddedUnique = {
  readonly context: TableContext
  readonly action: SqlAction & { readonly kind: 'createIndex' }
  readonly name: string
  readonly columns: readonly string[]
  /** What no two rows are to have in common. */
  readonly rows: EqualRows
  readonly statement: string
}

export function addedUniques(change: PendingChange): readonly AddedUnique[] {
  return pendingActions(change).flatMap(({ action, statement }) => {
    if (action.kind !== 'createIndex' || !action.index.unique || action.concurrently) return []
    const context = tableContext(change, action.index.table)
    const { name } = action.index
    if (context === undefined || name === undefined) return []
    if (!oldColumnsOnly(context, action.index, statement)) return []
    const columns = action.index.columns.flatMap((column) => column.name ?? [])
    const rows = equalRows(context, action.index, columns, statement)
    return [{ context, action, name, columns, rows, statement }]
  })
}

function equalRows(
  { table, change }: TableContext,
  { columns: parts, where }: AddedUnique['action']['index'],
  columns: readonly string[],
  statement: string,
): EqualRows {
  const expressions = parts.flatMap(({ expression }) => expression?.text ?? [])
  if (expressions.length === 0 && where === undefined) return { columns }
  const read = table.columns.filter(({ name }) => mentionsColumn(statement, name, change.parser))
  return {
    columns,
    expressions,
    read: read.map(({ name }) => name),
    ...(where === undefined ? {} : { condition: where.text }),
  }
}

/** `"email", lower(name)`: what is to differ, in words. */
export function differingIn({ columns, rows }: AddedUnique): string {
  return [...columns.map((one) => `"${one}"`), ...(rows.expressions ?? [])].join(', ')
}

/** Another key of the table holds already for some of the columns, so that no two rows can be equal. */
export function isImplied({ context, columns }: AddedUnique): boolean {
  return context.table.indexes.some(
    (index) =>
      index.unique &&
      index.valid &&
      index.predicate === undefined &&
      index.columns.every((column) => column !== null && columns.includes(column)),
  )
}

/** The relation over the columns is one-to-one by the key alone: Prisma reads no schema without it. */
export function isOneToOne({ context, columns }: AddedUnique): boolean {
  const { model, change } = context
  return model.relations.some((relation) => {
    if (relation.columns.length === 0) return false
    if (!relation.columns.every((column) => columns.includes(column))) return false
    const other = change.target.tables.find((table) => table.model === relation.otherModel)
    const back = other?.relations.find(
      ({ otherModel, relationName, columns: own }) =>
        otherModel === model.model && relationName === relation.relationName && own.length === 0,
    )
    return back?.field.list === false
  })
}

/** The schema without the attribute that wants the index, and with it again. */
export function attributeOfIndex({ context, name }: Pick<AddedUnique, 'context' | 'name'>):
  | {
      readonly without: readonly SchemaEdit[]
      readonly withIt: readonly SchemaEdit[]
    }
  | undefined {
  const { model } = context
  const key = model.keys.find((one) => one.name === name)
  if (key === undefined) return undefined
  if (key.field === undefined) {
    const attribute = attributeText(model, key.attribute)
    return {
      without: [{ kind: 'dropBlockAttribute', model: model.model, attribute }],
      withIt: [{ kind: 'putBlockAttribute', model: model.model, attribute }],
    }
  }
  const column = model.columns.find(({ field }) => field.name.text === key.field?.name.text)
  if (column === undefined) return undefined
  const definition = definitionOf(model, column)
  const field = column.field.name.text
  return {
    without: [putField(context, field, withoutAttribute(definition, 'unique'))],
    withIt: [putField(context, field, definition)],
  }
}
