import { columnNamed, foreignKeyNamed, joinTableNamed, tableNamed } from '../../prisma/lookups.js'
import type { JoinTable, SchemaModel, TableOfModel } from '../../prisma/schemaModel.js'
import type { DroppedObject } from './droppedObject.js'

/** Whether the schema shows the object, by its name in the database. */
export function isShown(dropped: DroppedObject, schema: SchemaModel): boolean {
  const model = tableNamed(schema, dropped.table)
  if (model !== undefined) return isShownByModel(dropped, model)
  const joinTable = joinTableNamed(schema, dropped.table)
  return joinTable !== undefined && isShownByRelation(dropped, joinTable)
}

function isShownByModel({ object, name }: DroppedObject, model: TableOfModel): boolean {
  switch (object) {
    case 'table':
      return true
    case 'index':
      return model.keys.some((key) => key.name === name)
    case 'foreign key':
      return foreignKeyNamed(model, name) !== undefined
    case 'column':
      return columnNamed(model, name) !== undefined
    case 'default':
      return columnNamed(model, name)?.default !== undefined
    default:
      return object satisfies never
  }
}

/** Prisma knows every object of the tables that it makes itself; they have no defaults. */
function isShownByRelation({ object, name }: DroppedObject, table: JoinTable): boolean {
  const { primaryKey, uniqueIndex, index, columnA, columnB } = table
  const names = [primaryKey, uniqueIndex, index, columnA.foreignKey, columnB.foreignKey, 'A', 'B']
  return object === 'table' || names.includes(name)
}
