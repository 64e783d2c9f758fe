import {
  foreignKeyName,
  indexName,
  primaryKeyName,
  uniqueIndexName,
} from '../../prisma/defaultNames.js'
import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import type { KeyOfModel } from '../../prisma/schemaModel.js'
import { keyOfJoin, type ExplicitJoin, type JoinSide } from './explicitJoin.js'
import { attributeText, definitionOf, withAttribute } from '../parts/fieldDefinition.js'
import { prismaActionOf } from '../parts/prismaActions.js'
import { putField } from '../parts/schemaSteps.js'

/**
 * The model put on the table that is there: its columns `A` and `B`, its keys by their names, and
 * the actions of its foreign keys. Nothing of that changes the database.
 */
export function joinMapping(join: ExplicitJoin): readonly SchemaEdit[] {
  const { context, sides } = join
  const { model, table } = context
  const put = (attribute: string): SchemaEdit => ({
    kind: 'putBlockAttribute',
    model: model.model,
    attribute,
  })
  const drop = (attribute: string): SchemaEdit => ({
    kind: 'dropBlockAttribute',
    model: model.model,
    attribute,
  })
  const ownKeys = model.keys.filter((key) => key.field === undefined && isOverSides(key, sides))
  const given = model.block.attributes.find(({ name }) => name.text === 'map')
  return [
    ...sides.map(({ field, column }) =>
      putField(
        context,
        field.field.name.text,
        withAttribute(definitionOf(model, field), `@map("${column}")`),
      ),
    ),
    ...sides.map((side): SchemaEdit => ({
      kind: 'putField',
      model: model.model,
      field: side.relation.field.name.text,
      definition: relationText(join, side),
    })),
    ...ownKeys.map((key) => drop(attributeText(model, key.attribute))),
    ...keyAttributes(join, ownKeys).map(put),
    ...(given === undefined ? [] : [drop(attributeText(model, given))]),
    put(`@@map(${JSON.stringify(table.name)})`),
  ]
}

/**
 * Keys that the table has already in another form: over both sides, and the index over `B`. The key over
 * both begins with `A`, so that it does what an index over `A` alone would.
 */
function isOverSides({ kind, columns }: KeyOfModel, [a, b]: ExplicitJoin['sides']): boolean {
  const [first, second] = [a.field.column, b.field.column]
  if (kind === 'index')
    return columns.length === 1 && (columns[0] === second || columns[0] === first)
  return columns.length === 2 && columns.includes(first) && columns.includes(second)
}

function keyAttributes(join: ExplicitJoin, replaced: readonly KeyOfModel[]): readonly string[] {
  const { context, sides } = join
  const { table, model } = context
  const [a, b] = [sides[0].field.field.name.text, sides[1].field.field.name.text]
  const key = keyOfJoin(join)
  const before = replaced.find(({ kind }) => kind !== 'index')
  const text = before === undefined ? '' : attributeText(model, before.attribute)
  const name = clientNameOf(text, before, sides)
  const usual =
    key?.kind === 'primaryKey'
      ? primaryKeyName(table.name)
      : uniqueIndexName(table.name, ['A', 'B'])
  const both =
    key === null
      ? []
      : [
          [
            `@@${key.kind === 'primaryKey' ? 'id' : 'unique'}([${a}, ${b}]`,
            ...(name === undefined ? [] : [`name: ${JSON.stringify(name)}`]),
            ...(key.name === usual ? [] : [`map: ${JSON.stringify(key.name)}`]),
          ].join(', ') + ')',
        ]
  const index = table.indexes.find(({ unique, columns }) => !unique && columns.join() === 'B')
  return [
    ...both,
    ...(index === undefined
      ? []
      : [
          index.name === indexName(table.name, ['B'])
            ? `@@index([${b}])`
            : `@@index([${b}], map: ${JSON.stringify(index.name)})`,
        ]),
  ]
}

/** Prisma Client names a key by its fields in their order, which is that of the columns now. */
function clientNameOf(
  text: string,
  key: KeyOfModel | undefined,
  sides: ExplicitJoin['sides'],
): string | undefined {
  const given = /\bname:\s*("(?:[^"\\]|\\.)*")/.exec(text)?.[1]
  if (given !== undefined) return JSON.parse(given) as string
  const [a, b] = [sides[0].field, sides[1].field]
  return key === undefined || key.columns[0] === a.column
    ? undefined
    : `${b.field.name.text}_${a.field.name.text}`
}

/** The relation with the actions and the name of the foreign key that is there. */
function relationText(
  { context }: ExplicitJoin,
  { relation, foreignKey, column }: JoinSide,
): string {
  const { model, table } = context
  const { field } = relation
  const actions = foreignKey.references
  const usual = foreignKeyName(table.name, [column])
  const arguments_ = [
    `onDelete: ${prismaActionOf(actions?.onDelete)}`,
    `onUpdate: ${prismaActionOf(actions?.onUpdate)}`,
    ...(foreignKey.name === usual ? [] : [`map: ${JSON.stringify(foreignKey.name)}`]),
  ].join(', ')
  const attributes = field.attributes.map((attribute) => {
    const text = attributeText(model, attribute)
    if (!/^@relation\b/.test(text)) return text
    const bare = text
      .replace(/,\s*(?:onDelete|onUpdate):\s*\w+/g, '')
      .replace(/,\s*map:\s*"(?:[^"\\]|\\.)*"/, '')
    return `${bare.replace(/\)$/, '')}, ${arguments_})`
  })
  return [`${field.type.text}${field.optional ? '?' : ''}`, ...attributes].join(' ')
}
