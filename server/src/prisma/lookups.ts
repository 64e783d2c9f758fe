import type { EnumValue } from './schemaDocument.js'
import type {
  ColumnOfField,
  EnumOfSchema,
  JoinTable,
  KeyOfModel,
  RelationOfField,
  SchemaModel,
  TableOfModel,
} from './schemaModel.js'

/**
 * A name as SQL has it. Without `schema` it means the one object of that name, or, where several
 * schemas have one, that in `public`. In a project whose datasource lists no schemas, the
 * connection decides on the schema, so any schema fits.
 */
export type DatabaseName = { readonly schema?: string; readonly name: string }

export function tableNamed(model: SchemaModel, name: DatabaseName): TableOfModel | undefined {
  return pick(
    model.tables.filter(({ table }) => table === name.name),
    name,
  )
}

/** The table of an implicit many-to-many relation, for which no model stands. */
export function joinTableNamed(model: SchemaModel, name: DatabaseName): JoinTable | undefined {
  return pick(
    model.joinTables.filter(({ table }) => table === name.name),
    name,
  )
}

/** The type's name in the database, `@@map` followed. */
export function enumNamed(model: SchemaModel, name: DatabaseName): EnumOfSchema | undefined {
  return pick(
    model.enums.filter(({ type }) => type === name.name),
    name,
  )
}

export function enumLabelNamed(type: EnumOfSchema, label: string): EnumValue | undefined {
  return type.values.find((candidate) => candidate.label === label)?.value
}

/** The table of the model or view with this name in the schema file. */
export function modelNamed(model: SchemaModel, name: string): TableOfModel | undefined {
  return model.tables.find((table) => table.model === name)
}

export function columnNamed(table: TableOfModel, column: string): ColumnOfField | undefined {
  return table.columns.find((candidate) => candidate.column === column)
}

/** The column of the field with this name in the schema file. */
export function columnOfFieldNamed(table: TableOfModel, field: string): ColumnOfField | undefined {
  return table.columns.find((candidate) => candidate.field.name.text === field)
}

/** Index names are unique in a schema, so the table need not be known (manual, CREATE INDEX). */
export function keyNamed(
  model: SchemaModel,
  name: DatabaseName,
): { readonly table: TableOfModel; readonly key: KeyOfModel } | undefined {
  const isNamed = (key: KeyOfModel) => key.name === name.name
  const table = pick(
    model.tables.filter(({ keys }) => keys.some(isNamed)),
    name,
  )
  const key = table?.keys.find(isNamed)
  return table === undefined || key === undefined ? undefined : { table, key }
}

/** The relation field behind a foreign key; their names are unique in their table only. */
export function foreignKeyNamed(table: TableOfModel, name: string): RelationOfField | undefined {
  return table.relations.find(({ foreignKey }) => foreignKey === name)
}

function pick<Found extends { readonly schema?: string }>(
  found: readonly Found[],
  { schema }: DatabaseName,
): Found | undefined {
  if (schema !== undefined) {
    return (
      found.find((candidate) => candidate.schema === schema) ??
      found.find((candidate) => candidate.schema === undefined)
    )
  }
  return found.length > 1
    ? found.find((candidate) => (candidate.schema ?? 'public') === 'public')
    : found[0]
}
