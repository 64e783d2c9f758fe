import type { SqlAction } from '../sql/action.js'
import type { DatabaseName } from './lookups.js'
import type { SchemaModel } from './schemaModel.js'
import {
  columnPlace,
  datasourcePlace,
  defaultPlace,
  enumPlace,
  enumValuePlace,
  nullabilityPlace,
  tablePlace,
  typePlace,
  type SchemaPlace,
} from './schemaPlaces.js'
import {
  constraintPlace,
  foreignKeyPlace,
  indexPlace,
  ownerOfIndexPlace,
  renamedConstraintPlace,
} from './keyPlaces.js'

/**
 * The token of the schema that causes an action of a pending script: the field of an added column,
 * the type of a changed one, the attribute of a key. What the schema does not show any more stands
 * on what it stood in: a column, key or index on its model, a table, enum or database schema on
 * the datasource. `table` helps with DROP INDEX, which does not name its table. Undefined when the
 * schema has neither the token nor a datasource.
 */
export function locateAction(
  model: SchemaModel,
  action: SqlAction,
  table?: DatabaseName,
): SchemaPlace | undefined {
  return placeOfAction(model, action, table) ?? datasourcePlace(model)
}

/** The same, but nothing for what the schema does not show. */
export function placeOfAction(
  model: SchemaModel,
  action: SqlAction,
  table?: DatabaseName,
): SchemaPlace | undefined {
  const find = places[action.kind] as ((model: SchemaModel, action: SqlAction) => Found) | undefined
  if (find !== undefined) return find(model, action)
  if (action.kind === 'dropIndex') {
    return table === undefined ? ownerOfIndexPlace(model, action.index) : tablePlace(model, table)
  }
  const named = 'table' in action ? action.table : undefined
  return named && tablePlace(model, named)
}

type Found = SchemaPlace | undefined

/** Actions that have a token of their own; all others stand on the model of their table. */
const places: {
  readonly [K in SqlAction['kind']]?: (
    model: SchemaModel,
    action: SqlAction & { readonly kind: K },
  ) => Found
} = {
  addColumn: (model, { table, column }) => columnPlace(model, table, column.name),
  renameColumn: (model, { table, newName }) => columnPlace(model, table, newName),
  alterColumnType: (model, { table, column }) => typePlace(model, table, column),
  setNotNull: (model, { table, column }) => nullabilityPlace(model, table, column),
  dropNotNull: (model, { table, column }) => nullabilityPlace(model, table, column),
  setDefault: (model, { table, column }) => defaultPlace(model, table, column),
  dropDefault: (model, { table, column }) => defaultPlace(model, table, column),
  dropIdentity: (model, { table, column }) => defaultPlace(model, table, column),
  dropExpression: (model, { table, column }) => defaultPlace(model, table, column),
  createIndex: (model, { index }) => indexPlace(model, index),
  renameIndex: (model, { index, newName }) => ownerOfIndexPlace(model, { ...index, name: newName }),
  addConstraint: (model, { table, constraint }) =>
    constraint.kind === 'foreignKey'
      ? foreignKeyPlace(model, table, constraint)
      : constraintPlace(model, table, constraint),
  renameConstraint: (model, { table, newName }) => renamedConstraintPlace(model, table, newName),
  renameTable: (model, { table, newName }) => tablePlace(model, { ...table, name: newName }),
  setTableSchema: (model, { table, newSchema }) =>
    tablePlace(model, { name: table.name, schema: newSchema }),
  createEnum: (model, { type }) => enumPlace(model, type),
  addEnumValue: (model, { type, value }) => enumValuePlace(model, type, value),
  renameEnumValue: (model, { type, newName }) => enumValuePlace(model, type, newName),
  renameType: (model, { type, newName }) => enumPlace(model, { ...type, name: newName }),
  dropType: (model, { type }) => enumPlace(model, type),
}
