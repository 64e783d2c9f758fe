import { hasAttribute, mappedSchema } from './attributeArguments.js'
import { joinTableKeyName, joinTableName } from './defaultNames.js'
import { foreignKeyFields, relationNameOf } from './readRelations.js'
import type { Field, ModelBlock } from './schemaDocument.js'
import type { JoinColumn, JoinTable, SchemaModel } from './schemaModel.js'
import { columnNameOf, type SchemaNames } from './schemaNames.js'

/** The tables behind implicit many-to-many relations: a list on either side, no `fields:` on any. */
export function readJoinTables(
  names: SchemaNames,
  relationMode: SchemaModel['relationMode'],
): JoinTable[] {
  return [...names.models.values()].flatMap((block) =>
    block.fields.flatMap((field) => {
      const other = names.models.get(field.type.text)
      const opposite = other === undefined ? undefined : oppositeOf(block, field, other)
      if (other === undefined || opposite === undefined) return []
      const own = { block, field }
      const theirs = { block: other, field: opposite }
      // Each relation is met from both of its sides; only the side of column A counts.
      return comesFirst(own, theirs) ? [joinTable(own, theirs, relationMode)] : []
    }),
  )
}

type Side = { readonly block: ModelBlock; readonly field: Field }

function oppositeOf(block: ModelBlock, field: Field, other: ModelBlock): Field | undefined {
  if (!isManySide(field) || block.kind !== 'model' || other.kind !== 'model') return undefined
  return other.fields.find(
    (candidate) =>
      candidate !== field &&
      candidate.type.text === block.name.text &&
      isManySide(candidate) &&
      relationNameOf(candidate) === relationNameOf(field),
  )
}

function isManySide(field: Field): boolean {
  return field.list && foreignKeyFields(field).length === 0
}

function comesFirst(own: Side, theirs: Side): boolean {
  return own.block === theirs.block
    ? own.field.name.text < theirs.field.name.text
    : own.block.name.text < theirs.block.name.text
}

function joinTable(a: Side, b: Side, relationMode: SchemaModel['relationMode']): JoinTable {
  const relationName = relationNameOf(a.field) ?? `${a.block.name.text}To${b.block.name.text}`
  const table = joinTableName(relationName)
  const schema = mappedSchema(a.block.attributes)
  return {
    relationName,
    ...(schema === undefined ? {} : { schema }),
    table,
    columnA: joinColumn('A', a, table, relationMode),
    columnB: joinColumn('B', b, table, relationMode),
    primaryKey: joinTableKeyName(table, '_AB_pkey'),
    uniqueIndex: joinTableKeyName(table, '_AB_unique'),
    index: joinTableKeyName(table, '_B_index'),
  }
}

function joinColumn(
  column: 'A' | 'B',
  side: Side,
  table: string,
  relationMode: SchemaModel['relationMode'],
): JoinColumn {
  const id = side.block.fields.find((field) => hasAttribute(field.attributes, 'id'))
  return {
    column,
    model: side.block.name.text,
    field: side.field,
    ...(id === undefined ? {} : { references: columnNameOf(id) }),
    ...(relationMode === 'foreignKeys'
      ? { foreignKey: joinTableKeyName(table, `_${column}_fkey`) }
      : {}),
  }
}
