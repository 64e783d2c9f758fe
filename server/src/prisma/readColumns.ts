import { attributeNamed, hasAttribute } from './attributeArguments.js'
import type { Attribute, Expression, Field, ModelBlock } from './schemaDocument.js'
import type { ColumnOfField, ColumnType, ScalarName } from './schemaModel.js'
import { columnNameOf, isRelation, type SchemaNames } from './schemaNames.js'

/** The columns of a model or view: its fields without the relations. */
export function readColumns(
  block: ModelBlock,
  names: SchemaNames,
  datasourceName: string,
): ColumnOfField[] {
  return block.fields
    .filter((field) => !isRelation(names, field))
    .map((field) => {
      const attribute = attributeNamed(field.attributes, 'default')
      return {
        field,
        column: columnNameOf(field),
        type: readColumnType(field, names, datasourceName),
        optional: field.optional,
        list: field.list,
        ignored: hasAttribute(field.attributes, 'ignore'),
        ...(attribute === undefined ? {} : { default: attribute }),
        updatedAt: hasAttribute(field.attributes, 'updatedAt'),
      }
    })
}

const scalarNames: ReadonlySet<string> = new Set<ScalarName>([
  'String',
  'Boolean',
  'Int',
  'BigInt',
  'Float',
  'Decimal',
  'DateTime',
  'Json',
  'Bytes',
])

function readColumnType(field: Field, names: SchemaNames, datasourceName: string): ColumnType {
  const type = field.type.text
  if (names.enums.has(type)) return { kind: 'enum', enum: type }
  if (!isScalarName(type)) return { kind: 'unsupported', text: unsupportedText(type) }
  const prefix = `${datasourceName}.`
  const attribute = field.attributes.find(({ name }) => name.text.startsWith(prefix))
  if (attribute === undefined) return { kind: 'scalar', name: type }
  const name = attribute.name.text.slice(prefix.length)
  const native = { name, arguments: nativeArguments(attribute), attribute }
  return { kind: 'scalar', name: type, native }
}

function isScalarName(text: string): text is ScalarName {
  return scalarNames.has(text)
}

/** The type in `Unsupported("…")`; a name that stands for nothing in the schema is kept as it is. */
function unsupportedText(type: string): string {
  return /^Unsupported\(\s*"(.*)"\s*\)$/s.exec(type)?.[1] ?? type
}

function nativeArguments(attribute: Attribute): string[] {
  return attribute.arguments.map(({ value }) => argumentText(value))
}

function argumentText(value: Expression): string {
  switch (value.kind) {
    case 'string':
    case 'number':
      return value.value
    case 'boolean':
      return String(value.value)
    case 'name':
    case 'call':
      return value.name
    case 'array':
      return value.items.map(argumentText).join(', ')
    case 'unreadable':
      return value.text
    default:
      return value satisfies never
  }
}
