import { columnNamed } from '../../prisma/lookups.js'
import { uniqueIndexName } from '../../prisma/defaultNames.js'
import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import type { KeyOfModel, TableOfModel } from '../../prisma/schemaModel.js'
import {
  attributeText,
  definitionOf,
  withAttribute,
  withoutAttribute,
} from '../parts/fieldDefinition.js'
import type { MovedKey } from './movedKey.js'
import type { RecipeRefusal } from '../recipe.js'
import { refusal } from '../parts/refusal.js'
import { putField } from '../parts/schemaSteps.js'

/** How the keys of the model read in each phase. */
export type MovedKeyFields = {
  readonly kind: 'fields'
  /** The unique index that becomes the key, until it does. */
  readonly indexName: string
  readonly expand: readonly SchemaEdit[]
  readonly validate: readonly SchemaEdit[]
  readonly contract: readonly SchemaEdit[]
}

/** The old key stays the key of the schema until the contract. */
export function movedKeyFields(moved: MovedKey): MovedKeyFields | RecipeRefusal {
  const { context, key, ready, old } = moved
  const { model, table } = context
  const oldId = oldAttribute(moved)
  if (oldId === undefined) {
    return refusal(
      `"${old.name}" is the key of no committed schema, and has a field that this one does not know.`,
    )
  }
  const indexName = ready?.index.name ?? uniqueIndexName(table.name, key.columns)
  const taken = table.indexes.some(({ name }) => name === indexName)
  if (ready === undefined && taken) {
    return refusal(`"${table.name}" has an index "${indexName}" already, of another kind.`)
  }
  const block = (kind: 'putBlockAttribute' | 'dropBlockAttribute', attribute: string) =>
    ({ kind, model: model.model, attribute }) as const
  const unique = uniqueAttribute(moved, indexName)
  const touched = new Set([
    ...(key.field === undefined ? [] : key.columns),
    ...old.columns,
    ...(oldId.kind === 'field' ? old.columns : []),
  ])
  const fields = model.columns.filter(({ column }) => touched.has(column))
  const targets = fields.map((field) =>
    putField(context, field.field.name.text, definitionOf(model, field)),
  )
  const between = fields.map((field) => {
    const plain = ['id', 'unique'].reduce(
      (definition, name) =>
        isOwnKey(moved, model, field.column, name)
          ? withoutAttribute(definition, name)
          : definition,
      definitionOf(model, field),
    )
    return putField(
      context,
      field.field.name.text,
      oldId.kind === 'field' && old.columns.includes(field.column)
        ? withAttribute(plain, oldId.text)
        : plain,
    )
  })
  const newBlock = key.field === undefined ? attributeText(model, key.attribute) : undefined
  const keptBlock = keptKey(moved)
  const lost = [newBlock, keptBlock].flatMap((text) => text ?? [])
  return {
    kind: 'fields',
    indexName,
    expand: [
      ...lost.map((text) => block('dropBlockAttribute', text)),
      ...between,
      ...(oldId.kind === 'block' ? [block('putBlockAttribute', oldId.text)] : []),
      ...(ready === undefined ? [] : [block('putBlockAttribute', unique)]),
    ],
    validate: ready === undefined ? [block('putBlockAttribute', unique)] : [],
    contract: [
      block('dropBlockAttribute', unique),
      ...(oldId.kind === 'block' ? [block('dropBlockAttribute', oldId.text)] : []),
      ...targets,
      ...lost.map((text) => block('putBlockAttribute', text)),
    ],
  }
}

/** The `@unique` of the new schema over the old columns; on a field it is taken off with the field's key. */
function keptKey({ context, kept }: MovedKey): string | undefined {
  const { model } = context
  const key = model.keys.find(({ name, kind }) => kind === 'unique' && name === kept?.name)
  return key === undefined || key.field !== undefined
    ? undefined
    : attributeText(model, key.attribute)
}

/** Whether this attribute of the field makes one of the keys that come with the contract. */
function isOwnKey(
  { key, kept }: MovedKey,
  model: TableOfModel,
  column: string,
  attribute: string,
): boolean {
  const isOn = (one: KeyOfModel) => one.field !== undefined && one.columns[0] === column
  if (attribute === 'id') return isOn(key)
  return model.keys.some((one) => one.kind === 'unique' && one.name === kept?.name && isOn(one))
}

type OldId = { readonly kind: 'field' | 'block'; readonly text: string }

/** As the committed schema writes it, else as introspection would. */
function oldAttribute({ context, old }: MovedKey): OldId | undefined {
  const { committed, model, table } = context
  const names = old.columns.map((column) => columnNamed(model, column)?.field.name.text)
  if (names.includes(undefined)) return undefined
  const known = committed?.keys.find(({ kind }) => kind === 'primaryKey')
  const sameNames = old.columns.every(
    (column, place) =>
      committed !== undefined && columnNamed(committed, column)?.field.name.text === names[place],
  )
  if (committed !== undefined && known?.name === old.name && sameNames) {
    return {
      kind: known.field === undefined ? 'block' : 'field',
      text: attributeText(committed, known.attribute),
    }
  }
  const map = old.name === `${table.name}_pkey` ? '' : `map: ${JSON.stringify(old.name)}`
  if (names.length === 1) return { kind: 'field', text: map === '' ? '@id' : `@id(${map})` }
  const list = [`[${names.join(', ')}]`, ...(map === '' ? [] : [map])].join(', ')
  return { kind: 'block', text: `@@id(${list})` }
}

function uniqueAttribute({ context, key }: MovedKey, indexName: string): string {
  const { model, table } = context
  const names = key.columns.map((column) => columnNamed(model, column)?.field.name.text ?? column)
  const usual = uniqueIndexName(table.name, key.columns)
  const map = indexName === usual ? [] : [`map: ${JSON.stringify(indexName)}`]
  return `@@unique(${[`[${names.join(', ')}]`, ...map].join(', ')})`
}
