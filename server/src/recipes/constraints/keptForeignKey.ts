import { columnNamed, tableNamed } from '../../prisma/lookups.js'
import type { TableOfModel } from '../../prisma/schemaModel.js'
import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import type { KeptObject } from '../handmade/keptObject.js'
import type { TableContext } from '../parts/tableContext.js'

/**
 * A foreign key in the schema is a relation: a field on both sides, under a name of its own, since
 * there may be other relations between the two models.
 */
export function keptForeignKey(
  name: string,
  { table, model, change }: TableContext,
): KeptObject | undefined {
  const key = table.constraints.find((constraint) => constraint.name === name)
  const { references } = key ?? {}
  const parentTable = references && change.catalogue.tables[references.table]
  const parent = parentTable && tableNamed(change.target, parentTable)
  if (key === undefined || references === undefined || parent === undefined) return undefined
  const fields = fieldsOf(model, key.columns)
  const targets = fieldsOf(parent, references.columns)
  if (fields === undefined || targets === undefined) return undefined
  const isOptional = key.columns.some((column) => columnNamed(model, column)?.optional === true)
  const isSingle = table.indexes.some(
    ({ unique, predicate, columns }) =>
      unique &&
      predicate === undefined &&
      columns.length === key.columns.length &&
      columns.every((column) => column !== null && key.columns.includes(column)),
  )
  const relation = JSON.stringify(name)
  const parts = [
    relation,
    `fields: [${fields.join(', ')}]`,
    `references: [${targets.join(', ')}]`,
    `onDelete: ${actions[references.onDelete.toLowerCase()] ?? 'NoAction'}`,
    `onUpdate: ${actions[references.onUpdate.toLowerCase()] ?? 'NoAction'}`,
    `map: ${relation}`,
  ]
  const own = freeName(model, parent.model)
  const line = `@relation(${parts.join(', ')})`
  const child = model === parent ? `${model.model}By${capital(own)}` : model.model
  const other = freeName(parent, isSingle ? child : `${child}s`)
  const edits: readonly SchemaEdit[] = [
    {
      kind: 'putField',
      model: model.model,
      field: own,
      definition: `${parent.model}${isOptional ? '?' : ''} ${line}`,
    },
    {
      kind: 'putField',
      model: parent.model,
      field: other,
      definition: `${model.model}${isSingle ? '?' : '[]'} @relation(${relation})`,
    },
  ]
  return { line: `${own} ${parent.model}${isOptional ? '?' : ''} ${line}`, edits }
}

/** As the catalogue has them, in the words of the schema. */
const actions: Readonly<Record<string, string>> = {
  'no action': 'NoAction',
  restrict: 'Restrict',
  cascade: 'Cascade',
  'set null': 'SetNull',
  'set default': 'SetDefault',
}

function fieldsOf(model: TableOfModel, columns: readonly string[]): readonly string[] | undefined {
  const fields = columns.flatMap((column) => columnNamed(model, column)?.field.name.text ?? [])
  return fields.length === columns.length ? fields : undefined
}

/** `author`, or `author2` where the model has such a field. */
function freeName({ block }: TableOfModel, wanted: string): string {
  const name = wanted.charAt(0).toLowerCase() + wanted.slice(1)
  const taken = new Set(block.fields.map((field) => field.name.text))
  let free = name
  for (let number = 2; taken.has(free); number += 1) free = `${name}${number}`
  return free
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
