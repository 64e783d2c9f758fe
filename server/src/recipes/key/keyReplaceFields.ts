import { indexName, uniqueIndexName } from '../../prisma/defaultNames.js'
import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import type { KeyOfModel } from '../../prisma/schemaModel.js'
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
import { overField, withMap } from '../parts/keyAttribute.js'
import type { ReplacedMember, ReplacedTable } from './keyReplaceTable.js'
import { putField } from '../parts/schemaSteps.js'

export type ReplaceFields = {
  readonly expand: readonly SchemaEdit[]
  readonly validate: readonly SchemaEdit[]
  readonly contract: readonly SchemaEdit[]
}

/**
 * Until the validate phase the schema is the old one, and the columns beside are hidden. From there
 * on it is the new one, whose fields stand on the columns beside, and the old columns are hidden.
 */
export function replaceFields(table: ReplacedTable): ReplaceFields {
  const { context, members } = table
  const { model } = context
  const keys = keysOf(table)
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
  const dropField = (field: string): SchemaEdit => ({
    kind: 'dropField',
    model: model.model,
    field,
  })
  const blocks = keys.filter(({ isOnField }) => !isOnField)
  const changedBlocks = blocks.filter(({ text, inTheEnd }) => text !== inTheEnd)
  return {
    expand: [
      ...members.flatMap((member) => {
        const name = member.changed.field.field.name.text
        return [
          putField(context, name, onColumn(member.before, member.old.name, name)),
          putField(context, member.names.field, besideField(member, table, keys), name),
        ]
      }),
      ...blocks.map(({ beside }) => put(beside)),
    ],
    validate: [
      ...blocks.map(({ beside }) => drop(beside)),
      ...changedBlocks.map(({ text }) => drop(text)),
      ...members.flatMap((member) => {
        const name = member.changed.field.field.name.text
        return [
          dropField(member.names.field),
          putField(context, name, finalField(member, table, keys)),
          putField(context, member.oldField, oldField(member, keys), name),
        ]
      }),
      ...changedBlocks.map(({ inTheEnd }) => put(inTheEnd)),
      ...blocks.map(({ old }) => put(old)),
    ],
    contract: [
      ...blocks.map(({ old }) => drop(old)),
      ...members.map(({ oldField: field }) => dropField(field)),
    ],
  }
}

type ReplacedKeyText = {
  readonly isOnField: boolean
  readonly over: readonly ReplacedMember[]
  /** As the editor has it. */
  readonly text: string
  /** Over the fields beside, until the validate phase. */
  readonly beside: string
  /** Over the fields of the old columns, from the validate phase on. */
  readonly old: string
  /** As the editor has it, with the name that the index over the new column has. */
  readonly inTheEnd: string
}

function keysOf({
  context,
  indexes,
  members,
  primaryKey,
}: ReplacedTable): readonly ReplacedKeyText[] {
  const { model, table } = context
  return model.keys.flatMap((key): readonly ReplacedKeyText[] => {
    const copy = indexes.find(({ copyOf }) => copyOf === key.name)
    const over = members.filter(({ old }) => key.columns.includes(old.name))
    if (copy === undefined || over.length === 0) return []
    const text = attributeText(model, key.attribute)
    const isPrimary = key.kind === 'primaryKey'
    const unique = text.replace(/^(@@?)id\b/, '$1unique')
    const over2 = (attribute: string, fieldOf: (member: ReplacedMember) => string) =>
      over.reduce(
        (made, member) => overField(made, member.changed.field.field.name.text, fieldOf(member)),
        attribute,
      )
    return [
      {
        isOnField: key.field !== undefined,
        over,
        text,
        beside: over2(withMap(unique, copy.name), ({ names }) => names.field),
        old: over2(
          withMap(unique, isPrimary ? (primaryKey?.oldIndex ?? key.name) : key.name),
          ({ oldField: field }) => field,
        ),
        inTheEnd: isPrimary
          ? text
          : usualName(key, table.name, over) === copy.name && !/\bmap:\s*"/.test(text)
            ? text
            : withMapOnly(text, copy.name),
      },
    ]
  })
}

function usualName(key: KeyOfModel, table: string, over: readonly ReplacedMember[]): string {
  const columns = key.columns.map(
    (column) => over.find(({ old }) => old.name === column)?.names.column ?? column,
  )
  return (key.kind === 'unique' ? uniqueIndexName : indexName)(table, columns)
}

/** The name in the client stays. */
function withMapOnly(attribute: string, name: string): string {
  const map = `map: ${JSON.stringify(name)}`
  if (/\bmap:\s*"/.test(attribute)) {
    return attribute.replace(/\bmap:\s*"(?:[^"\\]|\\.)*"/, () => map)
  }
  return attribute.endsWith(')') ? `${attribute.slice(0, -1)}, ${map})` : `${attribute}(${map})`
}

function onColumn(definition: FieldDefinition, column: string, field: string): FieldDefinition {
  const plain = withoutAttribute(definition, 'map')
  return field === column ? plain : withAttribute(plain, `@map(${JSON.stringify(column)})`)
}

function besideField(
  { changed, names, refersTo }: ReplacedMember,
  { context }: ReplacedTable,
  keys: readonly ReplacedKeyText[],
): FieldDefinition {
  const target = definitionOf(context.model, changed.field)
  const dropped = ['id', 'unique', 'map', 'updatedAt', 'default']
  const plain = dropped.reduce(withoutAttribute, target)
  const kept = target.attributes.filter(
    (text) =>
      /^@default\b/.test(text) && refersTo === undefined && !hasClientDefault(changed.field),
  )
  const unique = ownKeys(keys, changed).map(({ beside }) => beside)
  return ignored(
    optional({
      ...plain,
      attributes: [
        ...kept,
        `@map(${JSON.stringify(names.column)})`,
        ...plain.attributes,
        ...unique,
      ],
    }),
  )
}

function finalField(
  { changed, names }: ReplacedMember,
  { context }: ReplacedTable,
  keys: readonly ReplacedKeyText[],
): FieldDefinition {
  const target = definitionOf(context.model, changed.field)
  const own = ownKeys(keys, changed)
  const attributes = target.attributes.map(
    (text) => own.find((key) => key.text === text)?.inTheEnd ?? text,
  )
  return onColumn({ ...target, attributes }, names.column, changed.field.field.name.text)
}

function oldField(
  { before, old, changed, oldField: name }: ReplacedMember,
  keys: readonly ReplacedKeyText[],
): FieldDefinition {
  const plain = ['id', 'unique', 'ignore'].reduce(withoutAttribute, before)
  const attributes = [...plain.attributes, ...ownKeys(keys, changed).map((key) => key.old)]
  return ignored(onColumn({ ...plain, attributes }, old.name, name))
}

function ownKeys(
  keys: readonly ReplacedKeyText[],
  changed: ReplacedMember['changed'],
): readonly ReplacedKeyText[] {
  return keys.filter(
    ({ isOnField, over }) => isOnField && over.some((member) => member.changed === changed),
  )
}
