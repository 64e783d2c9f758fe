import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import { attributeText } from '../parts/fieldDefinition.js'
import { modelNamed } from '../../prisma/lookups.js'
import type { JoinColumn } from '../../prisma/schemaModel.js'
import type { Alternative, PendingChange } from '../recipe.js'
import { newSchemaOf, renamedTables, type RenamedTable } from './renamedTable.js'

/** A model under a new name over the table under its old one: nothing changes in the database. */
export function mapTableAlternatives(change: PendingChange): readonly Alternative[] {
  return renamedTables(change).flatMap((renamed) => {
    const { old, context, actions } = renamed
    if (newSchemaOf(renamed) !== old.schema) return []
    const model = context.model.model
    const given = context.model.block.attributes.find(({ name }) => name.text === 'map')
    const attribute = `@@map(${JSON.stringify(old.name)})`
    const edit: SchemaEdit =
      model === old.name && given !== undefined
        ? {
            kind: 'dropBlockAttribute',
            model,
            attribute: attributeText(context.model, given),
          }
        : { kind: 'putBlockAttribute', model, attribute }
    return [
      {
        kind: 'map' as const,
        title:
          edit.kind === 'dropBlockAttribute'
            ? `Keep the table "${old.name}": without @@map`
            : `Keep the table "${old.name}": ${attribute}`,
        subject: subjectOfTable(renamed),
        actions,
        answer: { kind: 'schema' as const, edits: [edit, ...relationNames(renamed)] },
      },
    ]
  })
}

export function subjectOfTable({ old, context }: RenamedTable): Alternative['subject'] {
  return {
    model: context.model.model,
    table: context.tableKey,
    columns: old.columns.map(({ name }) => name),
  }
}

/** The table of an implicit many-to-many relation keeps its name when the relation is given the old one. */
function relationNames({ change, joinTables }: RenamedTable): readonly SchemaEdit[] {
  return joinTables.flatMap(({ old, now }) => {
    if (old.relationName === now.relationName) return []
    return [now.columnA, now.columnB].flatMap((side) =>
      namedRelation(change, side, old.relationName),
    )
  })
}

function namedRelation(
  change: PendingChange,
  { model, field }: JoinColumn,
  relationName: string,
): readonly SchemaEdit[] {
  const table = modelNamed(change.target, model)
  if (table === undefined) return []
  const others = field.attributes
    .map((attribute) => attributeText(table, attribute))
    .filter((text) => !/^@relation\b/.test(text))
  const definition = [
    `${field.type.text}[]`,
    `@relation(${JSON.stringify(relationName)})`,
    ...others,
  ].join(' ')
  return [{ kind: 'putField', model, field: field.name.text, definition }]
}
