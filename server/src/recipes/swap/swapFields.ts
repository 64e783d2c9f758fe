import { indexName, uniqueIndexName } from '../../prisma/defaultNames.js'
import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import type { KeyOfModel } from '../../prisma/schemaModel.js'
import type { ChangedType } from './changedType.js'
import {
  attributeText,
  definitionOf,
  hasClientDefault,
  ignored,
  optional,
  withAttribute,
  withoutAttribute,
  type FieldDefinition,
} from '../parts/fieldDefinition.js'
import type { IndexCopy } from '../constraints/indexCopies.js'
import { overField, withMap } from '../parts/keyAttribute.js'
import type { OldField } from '../parts/oldField.js'
import { putField } from '../parts/schemaSteps.js'
import type { SwapNames } from './swapNames.js'

/** `swap`: the new column gets the old one's name in the end; `map`: the field moves to the new column. */
export type SwapStyle = 'swap' | 'map'

/** How the old and the new field and the keys over them read in each phase. */
export type SwapFields = {
  readonly expand: readonly SchemaEdit[]
  readonly validate: readonly SchemaEdit[]
  readonly contract: readonly SchemaEdit[]
  /** By the name of a copied index, what it is called behind the contract. */
  readonly finalNames: ReadonlyMap<string, string>
}

/**
 * Until the contract the field keeps its old type. The field of the new column is hidden from the
 * client when the columns are swapped; else the new client uses it, and the old field is hidden.
 */
export function swapFields(
  changed: ChangedType,
  lost: OldField,
  names: SwapNames,
  indexes: readonly IndexCopy[],
  style: SwapStyle,
): SwapFields {
  const { context, field, old } = changed
  const { model } = context
  const name = field.field.name.text
  const target = definitionOf(model, field)
  const before = ownField(lost.definition, name, old.name)
  const keys = copiedKeys(changed, names, indexes)
  const beside = fieldBeside(changed, target, names, keys, style)
  const between = style === 'map' ? before : withoutAttribute(before, 'ignore')
  const blocks = keys.flatMap(({ block }) => block ?? [])
  const map = `@map(${JSON.stringify(names.column)})`
  return {
    expand: [
      putField(context, name, between),
      putField(context, names.field, optional(beside), name),
      ...blocks.map((attribute): SchemaEdit => ({
        kind: 'putBlockAttribute',
        model: model.model,
        attribute,
      })),
    ],
    validate: [putField(context, names.field, beside)],
    contract: [
      ...blocks.map((attribute): SchemaEdit => ({
        kind: 'dropBlockAttribute',
        model: model.model,
        attribute,
      })),
      { kind: 'dropField', model: model.model, field: names.field },
      putField(context, name, style === 'map' ? withAttribute(target, map) : target),
    ],
    finalNames: finalNames(changed, names, indexes, keys, style),
  }
}

/** The lost field under the name that the editor gives it, hidden from the client. */
export function ownField(
  definition: FieldDefinition,
  field: string,
  column: string,
): FieldDefinition {
  const plain = withoutAttribute(withoutAttribute(definition, 'map'), 'ignore')
  const mapped = field === column ? plain : withAttribute(plain, `@map(${JSON.stringify(column)})`)
  return ignored(mapped)
}

function fieldBeside(
  { field }: ChangedType,
  target: FieldDefinition,
  names: SwapNames,
  keys: readonly CopiedKey[],
  style: SwapStyle,
): FieldDefinition {
  const unique = keys.flatMap(({ onField }) => onField ?? [])
  const keepsDefault = style === 'map' && hasClientDefault(field)
  const dropped = ['map', 'unique', 'id', ...(keepsDefault ? [] : ['default'])]
  const kept = [...dropped, ...(style === 'swap' ? ['updatedAt'] : [])].reduce(
    withoutAttribute,
    target,
  )
  const attributes = [...kept.attributes, `@map(${JSON.stringify(names.column)})`, ...unique]
  const beside = { ...kept, type: names.type ?? kept.type, attributes }
  return style === 'swap' ? ignored(beside) : beside
}

type CopiedKey = {
  readonly key: KeyOfModel
  readonly copy: IndexCopy
  /** `@unique(map: "…")` on the field, or the attribute of the model. */
  readonly onField?: string
  readonly block?: string
}

function copiedKeys(
  { context, old, field }: ChangedType,
  names: SwapNames,
  indexes: readonly IndexCopy[],
): readonly CopiedKey[] {
  return context.model.keys.flatMap((key): readonly CopiedKey[] => {
    const copy = indexes.find(({ copyOf }) => copyOf === key.name)
    if (copy === undefined || !key.columns.includes(old.name)) return []
    const text = withMap(attributeText(context.model, key.attribute), copy.name)
    if (key.field !== undefined) return [{ key, copy, onField: text }]
    return [{ key, copy, block: overField(text, field.field.name.text, names.field) }]
  })
}

function finalNames(
  { context, old }: ChangedType,
  names: SwapNames,
  indexes: readonly IndexCopy[],
  keys: readonly CopiedKey[],
  style: SwapStyle,
): ReadonlyMap<string, string> {
  if (style === 'swap') {
    return new Map(
      indexes.flatMap(({ name, copyOf }) => (copyOf === undefined ? [] : [[name, copyOf]])),
    )
  }
  return new Map(
    keys.flatMap(({ key, copy }) => {
      const hasOwnName = /\bmap:\s*"/.test(attributeText(context.model, key.attribute))
      const columns = key.columns.map((each) => (each === old.name ? names.column : each))
      const usual = key.kind === 'unique' ? uniqueIndexName : indexName
      const name = hasOwnName ? key.name : usual(context.table.name, columns)
      return name === copy.name ? [] : [[copy.name, name] as const]
    }),
  )
}
