import type { IndexDescription, TableDescription } from '../../engine/catalogue.js'
import { columnNamed, tableNamed } from '../../prisma/lookups.js'
import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import type { TableOfModel } from '../../prisma/schemaModel.js'
import { resolveRelation, tableOf, tableOfIndex } from '../../rules/resolveName.js'
import type { HandmadeDrop } from '../../rules/stories/story.js'
import type { SqlAction } from '../../sql/action.js'
import { definitionOf, withAttribute } from '../parts/fieldDefinition.js'
import { keptForeignKey } from '../constraints/keptForeignKey.js'
import type { KeptObject } from './keptObject.js'
import { fieldFromCatalogue } from '../parts/oldField.js'
import { prismaDefault } from '../fill/prismaDefault.js'
import type { PendingChange } from '../recipe.js'
import { putField } from '../parts/schemaSteps.js'
import { contextOfModel, pendingActions, type TableContext } from '../parts/tableContext.js'

/** An object that Prisma's script drops, and the lines of the schema that would show it. */
export type KeptDrop = KeptObject & {
  readonly object: HandmadeDrop['object']
  readonly name: string
  readonly action: SqlAction
}

/**
 * What a migration made by hand stays where the schema shows it. Whether these lines do show it is
 * for Prisma's engine to say, which has to find nothing left to drop.
 */
export function keptDrops(change: PendingChange): readonly KeptDrop[] {
  return droppedByPrisma(change).flatMap((drop): KeptDrop[] => {
    const table = change.catalogue.tables[drop.table]
    const model = table && tableNamed(change.target, table)
    const context = table && model && contextOfModel(change, table, model)
    const kept = context && table ? keptObject(drop, context, table) : undefined
    const { object, name, action } = drop
    return kept === undefined ? [] : [{ ...kept, object, name, action }]
  })
}

type Dropped = Pick<HandmadeDrop, 'action' | 'object' | 'table' | 'name'>

/** With what PostgreSQL would refuse to drop: a generated expression, the index of a constraint. */
function droppedByPrisma(change: PendingChange): readonly Dropped[] {
  const { script, catalogue } = change
  const handmade: readonly Dropped[] = script.stories.handmadeDrops
  const others = pendingActions(change).flatMap(({ action }): Dropped[] => {
    if (handmade.some((drop) => drop.action === action)) return []
    return [...constraintIndex(action, change), ...generatedDefault(action, catalogue)]
  })
  return [...handmade, ...others]
}

function constraintIndex(action: SqlAction, { catalogue }: PendingChange): Dropped[] {
  if (action.kind !== 'dropIndex') return []
  const table = tableOfIndex(catalogue, action.index)
  const { name } = action.index
  const isOwned = table?.constraints.some(
    (constraint) => constraint.kind === 'unique' && (constraint.index ?? constraint.name) === name,
  )
  return table === undefined || isOwned !== true
    ? []
    : [{ action, object: 'index', table: `${table.schema}.${table.name}`, name }]
}

function generatedDefault(action: SqlAction, catalogue: PendingChange['catalogue']): Dropped[] {
  if (action.kind !== 'dropDefault') return []
  const column = tableOf(catalogue, action.table)?.columns.find(
    ({ name }) => name === action.column,
  )
  return column?.generated === undefined
    ? []
    : [
        {
          action,
          object: 'default',
          table: resolveRelation(catalogue, action.table),
          name: action.column,
        },
      ]
}

function keptObject(
  { object, name }: Dropped,
  context: TableContext,
  table: TableDescription,
): KeptObject | undefined {
  switch (object) {
    case 'index':
      return keptIndex(
        table.indexes.find((index) => index.name === name),
        context.model,
      )
    case 'column':
      return keptColumn(name, context, table)
    case 'default':
      return keptDefault(name, context, table)
    case 'foreign key':
      return keptForeignKey(name, context)
    // A model of its own is more than a line.
    case 'table':
      return undefined
    default:
      return object satisfies never
  }
}

/** Prisma takes the columns of INCLUDE for keys, and knows neither expressions nor conditions. */
function keptIndex(
  index: IndexDescription | undefined,
  model: TableOfModel,
): KeptObject | undefined {
  if (index === undefined || index.predicate !== undefined) return undefined
  const orders = keyOrders(index)
  const fields = [...index.columns, ...index.include].map((column, place) => {
    const field = column === null ? undefined : columnNamed(model, column)?.field.name.text
    return field && `${field}${orders[place] ?? ''}`
  })
  if (fields.includes(undefined)) return undefined
  const type = methods[index.method]
  if (type === undefined) return undefined
  const parts = [`[${fields.join(', ')}]`, `map: ${JSON.stringify(index.name)}`, ...type]
  const line = `${index.unique ? '@@unique' : '@@index'}(${parts.join(', ')})`
  return { line, edits: [{ kind: 'putBlockAttribute', model: model.model, attribute: line }] }
}

const methods: Readonly<Record<string, readonly string[]>> = {
  btree: [],
  hash: ['type: Hash'],
  gin: ['type: Gin'],
  gist: ['type: Gist'],
  spgist: ['type: SpGist'],
  brin: ['type: Brin'],
}

/** `(sort: Desc)` and `(ops: raw("…"))` of each key, out of the definition as PostgreSQL prints it. */
function keyOrders({ definition, columns }: IndexDescription): readonly string[] {
  const [, list = ''] =
    / USING \w+ \((.*?)\)(?: INCLUDE | NULLS | WITH | WHERE |$)/.exec(definition) ?? []
  return list
    .split(', ')
    .slice(0, columns.length)
    .map((key) => {
      const [, ops] = / (\w+_ops)\b/.exec(key) ?? []
      const parts = [
        ...(ops === undefined ? [] : [`ops: raw(${JSON.stringify(ops)})`]),
        ...(/ DESC\b/.test(key) ? ['sort: Desc'] : []),
      ]
      return parts.length === 0 ? '' : `(${parts.join(', ')})`
    })
}

function keptColumn(
  name: string,
  context: TableContext,
  table: TableDescription,
): KeptObject | undefined {
  const column = table.columns.find((one) => one.name === name)
  const field = column && fieldFromCatalogue(context, column)
  if (field === undefined || field.kind === 'refusal') return undefined
  const isTaken = context.model.block.fields.some((one) => one.name.text === field.name)
  if (isTaken) return undefined
  const put = putField(context, field.name, field.definition)
  const attributes = field.blockAttributes.map((attribute): SchemaEdit => ({
    kind: 'putBlockAttribute',
    model: context.model.model,
    attribute,
  }))
  const text = put.kind === 'putField' ? put.definition : ''
  return { line: `${field.name} ${text}`, edits: [put, ...attributes] }
}

function keptDefault(
  name: string,
  context: TableContext,
  table: TableDescription,
): KeptObject | undefined {
  const column = table.columns.find((one) => one.name === name)
  const field = columnNamed(context.model, name)
  const enumeration = context.change.target.enums.find(
    ({ type }) => type === column?.typeName.replace(/^.*?\./, ''),
  )
  const attribute = column && prismaDefault(column, enumeration)
  if (field === undefined || attribute === undefined) return undefined
  const definition = withAttribute(definitionOf(context.model, field), attribute)
  return { line: attribute, edits: [putField(context, field.field.name.text, definition)] }
}
