import type { ConstraintDefinition, IndexDefinition } from '../sql/action.js'
import { attributeNamed } from './attributeArguments.js'
import { joinTableNamed, keyNamed, tableNamed, type DatabaseName } from './lookups.js'
import type { KeyOfModel, SchemaModel, TableOfModel } from './schemaModel.js'
import { relationFieldPlace, tablePlace, type SchemaPlace } from './schemaPlaces.js'

/** The attribute that makes the index: by its name, or else by its columns. */
export function indexPlace(
  model: SchemaModel,
  { table, name, columns, unique }: IndexDefinition,
): SchemaPlace | undefined {
  const kinds = unique ? uniqueKinds : indexKinds
  const names = columns.flatMap((column) => column.name ?? [])
  return keyPlace(model, table, name, names, kinds) ?? tablePlace(model, table)
}

/** The attribute that makes a primary key or unique constraint; the model for any other. */
export function constraintPlace(
  model: SchemaModel,
  table: DatabaseName,
  constraint: Pick<ConstraintDefinition, 'name' | 'kind'> & {
    readonly columns?: readonly string[]
  },
): SchemaPlace | undefined {
  const { name, kind, columns = [] } = constraint
  const kinds = kind === 'primaryKey' ? primaryKinds : uniqueKinds
  return keyPlace(model, table, name, columns, kinds) ?? tablePlace(model, table)
}

/** The `@relation` that holds the foreign key, or the relation field's name where it has none. */
export function foreignKeyPlace(
  model: SchemaModel,
  table: DatabaseName,
  key: { readonly name?: string; readonly columns: readonly string[] },
): SchemaPlace | undefined {
  const owner = tableNamed(model, table)
  if (owner === undefined) return joinKeyPlace(model, table, key.name)
  const relation =
    owner.relations.find(({ foreignKey }) => foreignKey !== undefined && foreignKey === key.name) ??
    owner.relations.find(({ columns }) => columns.length > 0 && isSame(columns, key.columns))
  if (relation === undefined) return tablePlace(model, table)
  const { field } = relation
  const attribute = attributeNamed(field.attributes, 'relation')
  return { document: owner.document, range: (attribute ?? field.name).range }
}

/** The attribute that has the new name of a primary key, unique constraint or foreign key. */
export function renamedConstraintPlace(
  model: SchemaModel,
  table: DatabaseName,
  newName: string,
): SchemaPlace | undefined {
  const isKey = tableNamed(model, table)?.keys.some(({ name }) => name === newName) === true
  const constraint = { name: newName, columns: [] }
  return isKey
    ? constraintPlace(model, table, { ...constraint, kind: 'unique' })
    : foreignKeyPlace(model, table, constraint)
}

/** The attribute of an index that the schema has, or the model whose name its name begins with. */
export function ownerOfIndexPlace(
  model: SchemaModel,
  index: DatabaseName,
): SchemaPlace | undefined {
  const known = keyNamed(model, index)
  if (known !== undefined) return attributePlace(known.table, known.key)
  const owner = model.tables
    .filter(({ schema, table }) => isInSchema(schema, index) && index.name.startsWith(`${table}_`))
    .toSorted((left, right) => right.table.length - left.table.length)[0]
  const join = model.joinTables.find(({ table }) => index.name.startsWith(`${table}_`))
  if (owner !== undefined) return { document: owner.document, range: owner.block.name.range }
  return join && relationFieldPlace(model, join.columnA)
}

const primaryKinds: readonly KeyOfModel['kind'][] = ['primaryKey']
const uniqueKinds: readonly KeyOfModel['kind'][] = ['unique']
const indexKinds: readonly KeyOfModel['kind'][] = ['index', 'fulltext']

function keyPlace(
  model: SchemaModel,
  table: DatabaseName,
  name: string | undefined,
  columns: readonly string[],
  kinds: readonly KeyOfModel['kind'][],
): SchemaPlace | undefined {
  const owner = tableNamed(model, table)
  const key =
    owner?.keys.find((candidate) => candidate.name === name) ??
    owner?.keys.find(
      (candidate) => kinds.includes(candidate.kind) && isSame(candidate.columns, columns),
    )
  return owner === undefined || key === undefined ? undefined : attributePlace(owner, key)
}

function attributePlace(owner: TableOfModel, key: KeyOfModel): SchemaPlace {
  return { document: owner.document, range: key.attribute.range }
}

/** Column A's key belongs to the field on its side of the relation, column B's to the other. */
function joinKeyPlace(
  model: SchemaModel,
  table: DatabaseName,
  name: string | undefined,
): SchemaPlace | undefined {
  const joinTable = joinTableNamed(model, table)
  if (joinTable === undefined) return undefined
  const { columnA, columnB } = joinTable
  return relationFieldPlace(model, columnB.foreignKey === name ? columnB : columnA)
}

function isInSchema(schema: string | undefined, name: DatabaseName): boolean {
  return schema === undefined || schema === (name.schema ?? 'public')
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((column, index) => column === right[index])
}
