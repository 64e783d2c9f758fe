import { fieldNamesOf, leadingArgument, namedArgument, stringOf } from './attributeArguments.js'
import { indexName, primaryKeyName, uniqueIndexName } from './defaultNames.js'
import type { Attribute, ModelBlock } from './schemaDocument.js'
import type { KeyOfModel } from './schemaModel.js'
import { columnNameOf, columnNamesOf, tableNameOf } from './schemaNames.js'

/** Primary key, unique keys and indexes of a model, those on fields first. */
export function readKeys(block: ModelBlock): KeyOfModel[] {
  const table = tableNameOf(block)
  const onFields = block.fields.flatMap((field) =>
    field.attributes.flatMap((attribute): KeyOfModel[] => {
      const kind = fieldKinds[attribute.name.text]
      if (kind === undefined) return []
      const columns = [columnNameOf(field)]
      return [{ kind, columns, name: keyName(kind, table, columns, attribute), attribute, field }]
    }),
  )
  const onModel = block.attributes.flatMap((attribute): KeyOfModel[] => {
    const kind = blockKinds[attribute.name.text]
    if (kind === undefined) return []
    const columns = columnNamesOf(block, fieldNamesOf(leadingArgument(attribute, 'fields')))
    return [{ kind, columns, name: keyName(kind, table, columns, attribute), attribute }]
  })
  return [...onFields, ...onModel]
}

type KeyKind = KeyOfModel['kind']

const fieldKinds: Readonly<Record<string, KeyKind>> = { id: 'primaryKey', unique: 'unique' }
const blockKinds: Readonly<Record<string, KeyKind>> = {
  id: 'primaryKey',
  unique: 'unique',
  index: 'index',
  fulltext: 'fulltext',
}

function keyName(
  kind: KeyKind,
  table: string,
  columns: readonly string[],
  attribute: Attribute,
): string {
  return givenName(kind, attribute) ?? defaultName(kind, table, columns)
}

function givenName(kind: KeyKind, attribute: Attribute): string | undefined {
  const map = stringOf(namedArgument(attribute, 'map'))
  // In `@@id` and `@@unique`, `name:` is a name in the client; in `@@index` it is an old word for `map:`.
  return map ?? (kind === 'index' ? stringOf(namedArgument(attribute, 'name')) : undefined)
}

function defaultName(kind: KeyKind, table: string, columns: readonly string[]): string {
  switch (kind) {
    case 'primaryKey':
      return primaryKeyName(table)
    case 'unique':
      return uniqueIndexName(table, columns)
    case 'index':
    case 'fulltext':
      return indexName(table, columns)
    default:
      return kind satisfies never
  }
}
