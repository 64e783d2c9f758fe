import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import type { SchemaModel } from '../../prisma/schemaModel.js'
import {
  attributeText,
  definitionOf,
  ignored,
  optional,
  type FieldDefinition,
} from '../parts/fieldDefinition.js'
import { overField, withMap } from '../parts/keyAttribute.js'
import type { KeyTable, KeyMember } from './keyTable.js'
import { prismaType } from '../parts/prismaType.js'
import { putField } from '../parts/schemaSteps.js'

/**
 * How the fields of a table read in each phase. Until the contract every field keeps its old type,
 * and the fields of the columns beside are hidden from the client.
 */
export function keyFields(
  table: KeyTable,
  target: SchemaModel,
): { readonly expand: readonly SchemaEdit[]; readonly contract: readonly SchemaEdit[] } {
  const { context, members } = table
  const { model } = context
  const keys = copiedKeys(table)
  const blocks = keys.flatMap(({ block }) => block ?? [])
  return {
    expand: [
      ...members.flatMap((member) => {
        const name = member.changed.field.field.name.text
        const unique = keys.flatMap(({ onField, of }) => (of === member ? (onField ?? []) : []))
        return [
          putField(context, name, withOldType(member, table, target)),
          putField(context, member.names.field, fieldBeside(member, table, unique), name),
        ]
      }),
      ...blocks.map((attribute): SchemaEdit => ({
        kind: 'putBlockAttribute',
        model: model.model,
        attribute,
      })),
    ],
    contract: [
      ...blocks.map((attribute): SchemaEdit => ({
        kind: 'dropBlockAttribute',
        model: model.model,
        attribute,
      })),
      ...members.flatMap((member): readonly SchemaEdit[] => [
        { kind: 'dropField', model: model.model, field: member.names.field },
        putField(
          context,
          member.changed.field.field.name.text,
          definitionOf(model, member.changed.field),
        ),
      ]),
    ],
  }
}

/** The field of the editor with the type of the column as it still is. */
function withOldType(
  { changed, old }: KeyMember,
  { context }: KeyTable,
  target: SchemaModel,
): FieldDefinition {
  const definition = definitionOf(context.model, changed.field)
  const datasource = datasourceName(target)
  const { type, attribute } = prismaType(old, datasource)
  const plain = definition.attributes.filter((text) => !isNativeType(text, datasource))
  return {
    ...definition,
    type,
    attributes: attribute === undefined ? plain : [...plain, attribute],
  }
}

function fieldBeside(
  { changed, names }: KeyMember,
  { context }: KeyTable,
  unique: readonly string[],
): FieldDefinition {
  const definition = definitionOf(context.model, changed.field)
  const native = definition.attributes.filter((text) =>
    isNativeType(text, datasourceName(context.change.target)),
  )
  const map = `@map(${JSON.stringify(names.column)})`
  return ignored(optional({ ...definition, attributes: [map, ...native, ...unique] }))
}

function isNativeType(attribute: string, datasource: string): boolean {
  return attribute.startsWith(`@${datasource}.`)
}

type CopiedKey = {
  readonly of: KeyMember
  /** `@unique(map: "…")` on the field beside, or the attribute of the model. */
  readonly onField?: string
  readonly block?: string
}

/** The keys of the schema whose indexes are copied: that of the primary key is a unique one until the contract. */
function copiedKeys({ context, indexes, members }: KeyTable): readonly CopiedKey[] {
  return context.model.keys.flatMap((key): readonly CopiedKey[] => {
    const copy = indexes.find(({ copyOf }) => copyOf === key.name)
    const over = members.filter(({ old }) => key.columns.includes(old.name))
    const [of] = over
    if (copy === undefined || of === undefined) return []
    const text = attributeText(context.model, key.attribute).replace(/^(@@?)id\b/, '$1unique')
    const named = withMap(text, copy.name)
    if (key.field !== undefined) return [{ of, onField: named }]
    const block = over.reduce(
      (attribute, { changed, names }) =>
        overField(attribute, changed.field.field.name.text, names.field),
      named,
    )
    return [{ of, block }]
  })
}

function datasourceName({ documents }: SchemaModel): string {
  for (const { blocks } of documents) {
    for (const block of blocks) if (block.kind === 'datasource') return block.name.text
  }
  return 'db'
}
