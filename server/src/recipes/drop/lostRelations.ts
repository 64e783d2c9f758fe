import type { ColumnDescription } from '../../engine/catalogue.js'
import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import { modelNamed } from '../../prisma/lookups.js'
import type { Field } from '../../prisma/schemaDocument.js'
import type { RelationOfField, SchemaModel, TableOfModel } from '../../prisma/schemaModel.js'
import { attributeText } from '../parts/fieldDefinition.js'
import { foreignKeysOver } from '../parts/obstacles.js'
import type { RecipeRefusal } from '../recipe.js'
import { refusal } from '../parts/refusal.js'
import type { TableContext } from '../parts/tableContext.js'

export type LostRelations = {
  readonly kind: 'relations'
  readonly put: readonly SchemaEdit[]
  readonly drop: readonly SchemaEdit[]
}

/**
 * The relation fields, on both sides, that the editor lost together with a foreign key's column.
 * While the foreign key is in the database the schema has to go on saying so; with `@ignore` the
 * client knows nothing of it. Where the editor has given the relation another column, the old one
 * comes back under names of its own.
 */
export function lostRelations(
  context: TableContext,
  column: ColumnDescription,
): LostRelations | RecipeRefusal {
  const { committed, change } = context
  const put: SchemaEdit[] = []
  const drop: SchemaEdit[] = []
  for (const key of foreignKeysOver(context, column.name)) {
    const relation = committed?.relations.find(({ foreignKey }) => foreignKey === key.name)
    const other = change.committed && relation && modelNamed(change.committed, relation.otherModel)
    const opposite = committed && relation && other && oppositeOf(committed, relation, other)
    if (!committed || !relation || !other || !opposite) {
      return refusal(
        `Foreign key "${key.name}" hangs on "${column.name}", and no committed schema shows its relation. Commit the schema as it was before the change.`,
      )
    }
    const now = modelNamed(change.target, other.model)
    const changed =
      now === undefined
        ? 'which the schema loses or calls otherwise'
        : changeOfReferenced(relation, other, now)
    if (changed !== undefined) {
      return refusal(
        `"${column.name}" refers to "${other.model}", ${changed} in the same change. Make that a change of its own, before this one or behind it.`,
      )
    }
    const sides = [
      { table: committed, field: relation.field },
      { table: other, field: opposite.field },
    ]
    const names = namesFor(change.target, relation, sides)
    for (const [index, { table, field }] of sides.entries()) {
      const name = names.fields[index] ?? field.name.text
      const definition = ignoredRelation(table, field, names.relation)
      put.push({ kind: 'putField', model: table.model, field: name, definition })
      drop.unshift({ kind: 'dropField', model: table.model, field: name })
    }
  }
  return { kind: 'relations', put, drop }
}

/** What happens to the model that the relation refers to, so that the kept model would not fit it. */
export function changeOfReferenced(
  { references }: RelationOfField,
  before: TableOfModel,
  now: TableOfModel,
): string | undefined {
  if (before.table !== now.table || before.schema !== now.schema) {
    return 'whose table gets another name'
  }
  const typeIn = ({ columns }: TableOfModel, column: string) =>
    columns.find((one) => one.column === column)?.field.type.text
  const changed = references.find((column) => typeIn(before, column) !== typeIn(now, column))
  return changed === undefined ? undefined : `whose "${changed}" gets another type`
}

type Side = { readonly table: TableOfModel; readonly field: Field }

/** The old names, unless one of them or the unnamed relation between the two models is in use. */
function namesFor(
  target: SchemaModel,
  relation: RelationOfField,
  sides: readonly Side[],
): { readonly fields: readonly string[]; readonly relation: string | undefined } {
  const [own] = sides
  const inUse = (model: string, name: string) =>
    modelNamed(target, model)?.block.fields.some((field) => field.name.text === name) === true
  const rival =
    own !== undefined &&
    modelNamed(target, own.table.model)?.relations.some(
      (other) =>
        other.otherModel === relation.otherModel && other.relationName === relation.relationName,
    ) === true
  const oldNames = sides.map(({ field }) => field.name.text)
  if (!rival && sides.every(({ table, field }) => !inUse(table.model, field.name.text))) {
    return { fields: oldNames, relation: undefined }
  }
  const fields = sides.map(({ table, field }) => {
    let name = `${field.name.text}Before`
    while (inUse(table.model, name)) name += '_'
    return name
  })
  return { fields, relation: `${own?.table.model ?? ''}_${fields[0] ?? ''}` }
}

/** The field on the other side; in a relation of a model to itself it is another field of that model. */
export function oppositeOf(
  committed: TableOfModel,
  relation: RelationOfField,
  other: TableOfModel,
): RelationOfField | undefined {
  return other.relations.find(
    (candidate) =>
      candidate.otherModel === committed.model &&
      candidate.relationName === relation.relationName &&
      candidate.columns.length === 0 &&
      candidate.field !== relation.field,
  )
}

export function ignoredRelation(
  table: TableOfModel,
  field: Field,
  name: string | undefined,
): string {
  const modifier = field.list ? '[]' : field.optional ? '?' : ''
  const others = field.attributes
    .map((attribute) => attributeText(table, attribute))
    .filter((text) => text !== '@ignore')
  const attributes = name === undefined ? others : named(others, name)
  return [`${field.type.text}${modifier}`, ...attributes, '@ignore'].join(' ')
}

/** The relation's name is the first argument of `@relation`, with or without `name:`. */
function named(attributes: readonly string[], name: string): readonly string[] {
  const relation = attributes.find((text) => /^@relation\b/.test(text))
  const others = attributes.filter((text) => text !== relation)
  const given = relation?.slice('@relation'.length).replace(/^\(|\)$/g, '') ?? ''
  const rest = given.replace(/^\s*(?:name:\s*)?"(?:[^"\\]|\\.)*"\s*,?\s*/, '').trim()
  const list = [JSON.stringify(name), ...(rest === '' ? [] : [rest])].join(', ')
  return [`@relation(${list})`, ...others]
}
