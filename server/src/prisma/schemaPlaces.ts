import type { OffsetRange } from '../text/range.js'
import {
  columnNamed,
  enumLabelNamed,
  enumNamed,
  joinTableNamed,
  modelNamed,
  tableNamed,
  type DatabaseName,
} from './lookups.js'
import type { SchemaDocument } from './schemaDocument.js'
import type { ColumnOfField, EnumOfSchema, JoinTable, SchemaModel } from './schemaModel.js'

/** A token of one of the schema's files. */
export type SchemaPlace = { readonly document: SchemaDocument; readonly range: OffsetRange }

/** The name of the model; of a table behind a many-to-many relation: the relation field. */
export function tablePlace(model: SchemaModel, table: DatabaseName): SchemaPlace | undefined {
  const found = tableNamed(model, table)
  if (found !== undefined) return { document: found.document, range: found.block.name.range }
  const joinTable = joinTableNamed(model, table)
  return joinTable && relationFieldPlace(model, joinTable.columnA)
}

export function relationFieldPlace(
  model: SchemaModel,
  column: JoinTable['columnA'],
): SchemaPlace | undefined {
  const owner = modelNamed(model, column.model)
  return owner && { document: owner.document, range: column.field.name.range }
}

/** The name of the field. */
export function columnPlace(
  model: SchemaModel,
  table: DatabaseName,
  column: string,
): SchemaPlace | undefined {
  return onColumn(model, table, column, ({ field }) => field.name.range)
}

/** The native type attribute, which decides on the column's type where there is one, or the type. */
export function typePlace(
  model: SchemaModel,
  table: DatabaseName,
  column: string,
): SchemaPlace | undefined {
  return onColumn(model, table, column, ({ field, type }) =>
    type.kind === 'scalar' && type.native !== undefined
      ? type.native.attribute.range
      : field.type.range,
  )
}

/** The type together with the `?` or `[]` behind it. */
export function nullabilityPlace(
  model: SchemaModel,
  table: DatabaseName,
  column: string,
): SchemaPlace | undefined {
  return onColumn(model, table, column, ({ field }, { text }) => {
    const { start, end } = field.type.range
    const suffix = /^(?:\[\])?\??/.exec(text.slice(end, end + 3))?.[0] ?? ''
    return { start, end: end + suffix.length }
  })
}

/** The default, or the field's name when it has none any more. */
export function defaultPlace(
  model: SchemaModel,
  table: DatabaseName,
  column: string,
): SchemaPlace | undefined {
  return onColumn(
    model,
    table,
    column,
    ({ field, default: value }) => value?.range ?? field.name.range,
  )
}

/** The enum's name, also for the types that stand in for it while Prisma takes a value away. */
export function enumPlace(model: SchemaModel, type: DatabaseName): SchemaPlace | undefined {
  const found = enumBehind(model, type)
  return found && { document: found.document, range: found.block.name.range }
}

/** The value's name, or the enum's when it has no such value any more. */
export function enumValuePlace(
  model: SchemaModel,
  type: DatabaseName,
  label: string,
): SchemaPlace | undefined {
  const found = enumBehind(model, type)
  const value = found && enumLabelNamed(found, label)
  return found && { document: found.document, range: (value ?? found.block).name.range }
}

export function datasourcePlace({ documents }: SchemaModel): SchemaPlace | undefined {
  for (const document of documents) {
    const block = document.blocks.find(({ kind }) => kind === 'datasource')
    if (block !== undefined) return { document, range: block.name.range }
  }
  return undefined
}

function onColumn(
  model: SchemaModel,
  table: DatabaseName,
  name: string,
  rangeOf: (column: ColumnOfField, document: SchemaDocument) => OffsetRange,
): SchemaPlace | undefined {
  const owner = tableNamed(model, table)
  const column = owner && columnNamed(owner, name)
  if (owner === undefined || column === undefined) return tablePlace(model, table)
  return { document: owner.document, range: rangeOf(column, owner.document) }
}

function enumBehind(model: SchemaModel, type: DatabaseName): EnumOfSchema | undefined {
  const standIn = /^(.+)_(?:new|old)$/.exec(type.name)?.[1]
  return (
    enumNamed(model, type) ??
    (standIn === undefined ? undefined : enumNamed(model, { ...type, name: standIn }))
  )
}
