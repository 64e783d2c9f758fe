import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import {
  definitionOf,
  hasClientDefault,
  optional,
  withAttribute,
  withoutAttribute,
  type FieldDefinition,
} from './fieldDefinition.js'
import type { ForeignKeyCopy } from '../constraints/foreignKeyCopies.js'
import type { IndexCopy } from '../constraints/indexCopies.js'
import { keysBetween, renamedKeys, withNamesBetween } from '../key/keyNames.js'
import { relationsBetween } from './newRelations.js'
import type { OldField } from './oldField.js'
import type { RenamedColumn } from '../rename/renamedColumn.js'
import { putField } from './schemaSteps.js'

/** How the new field, its keys and its relations read in each phase, as edits of the schema. */
export type NewFields = {
  /** What the new field is called until the contract. */
  readonly name: string
  readonly expand: readonly SchemaEdit[]
  readonly validate: readonly SchemaEdit[]
  readonly contract: readonly SchemaEdit[]
}

/**
 * Until every row is filled the field is optional, and it has no default in the database: there a
 * default would hide that old code has left the column out. A default that only Prisma Client
 * makes, `cuid()` for example, stays.
 */
export function newFields(
  renamed: RenamedColumn,
  old: OldField,
  indexes: readonly IndexCopy[],
  foreignKeys: readonly ForeignKeyCopy[],
): NewFields {
  const { context, field, added } = renamed
  const model = context.model.model
  const finalName = field.field.name.text
  const name = namesCollide(renamed, old) ? freeName(renamed, `${finalName}V2`) : finalName
  const target = definitionOf(context.model, field)
  const mapped =
    name === finalName
      ? target
      : withAttribute(target, `@map(${JSON.stringify(added.column.name)})`)
  const names = renamedKeys(indexes)
  const between = withNamesBetween(withoutDatabaseDefault(mapped, renamed), names)
  const keys = keysBetween(context, names)
  const relations = relationsBetween(renamed, foreignKeys)
  const rename = (from: string, to: string): readonly SchemaEdit[] =>
    from === to ? [] : [{ kind: 'renameField', model, field: from, newName: to }]
  return {
    name,
    expand: [
      ...keys.put,
      ...rename(finalName, name),
      putField(context, name, optional(between)),
      ...relations.expand,
    ],
    validate: [putField(context, name, between), ...relations.validate],
    contract: [
      ...rename(name, finalName),
      putField(context, finalName, target),
      ...keys.takeBack,
      ...relations.contract,
    ],
  }
}

function withoutDatabaseDefault(
  definition: FieldDefinition,
  { field }: RenamedColumn,
): FieldDefinition {
  return hasClientDefault(field) ? definition : withoutAttribute(definition, 'default')
}

/**
 * Prisma refuses a field that is called like the column of another field, so that a field which
 * only changes its `@map` needs another name as long as both columns are there.
 */
function namesCollide(
  { context, field, added, old: column }: RenamedColumn,
  old: OldField,
): boolean {
  const name = field.field.name.text
  return (
    name === old.name ||
    name === column.name ||
    (name !== added.column.name && added.column.name === old.name) ||
    context.model.block.fields.some((other) => other.name.text === old.name)
  )
}

function freeName({ context }: RenamedColumn, wanted: string): string {
  let name = wanted
  while (context.model.block.fields.some((other) => other.name.text === name)) name += '_'
  return name
}
