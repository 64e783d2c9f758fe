import assert from 'node:assert/strict'
import { hasAttribute } from '../../../server/src/prisma/attributeArguments.js'
import { blankForParser } from '../../../server/src/prisma/blankForParser.js'
import { readSchema } from '../../../server/src/prisma/readSchema.js'
import { readSchemaModel } from '../../../server/src/prisma/readSchemaModel.js'
import type {
  ColumnOfField,
  RelationOfField,
  SchemaModel,
  TableOfModel,
} from '../../../server/src/prisma/schemaModel.js'
import { columnNamesOf } from '../../../server/src/prisma/schemaNames.js'
import { corpusSchemas } from '../../support/corpusSchemas.js'
import { datamodelOf, type Datamodel, type DatamodelField } from '../../support/prismaDatamodel.js'
import { handMadeSchemas } from './handMadeSchemas.js'

suite('our model says what the datamodel of Prisma says', () => {
  for (const [title, schema] of Object.entries(handMadeSchemas)) {
    test(title, () => check(schema))
  }

  test('documentation above and beside models, fields, enums and values', () =>
    check(`datasource db {
  provider = "postgresql"
}
/// free

/// A person
// not this
///   who signs in
model User {
  /// the key
  id Int @id /// never reused
  // plain
  /// the name
  name String
  ////four
  nick String?
  /**
   * Two lines
   * in a block.
   */
  note String? /* and behind */
  /* one line */
  last Int
}
/// What one may do
enum Role {
  /// all
  ADMIN /// really
}
`))

  for (const { project, text } of corpusSchemas()) {
    test(`the schema of ${project}`, function () {
      return text === undefined ? this.skip() : check(text)
    })
  }
})

function check(schema: string): void {
  const model = readSchemaModel([readSchema('schema.prisma', schema)])
  const datamodel = datamodelOf(blankForParser(schema))
  assert.deepEqual(oursIn(model), theirsIn(datamodel))
}

type Line = Readonly<Record<string, unknown>>

function theirsIn({ models, enums }: Datamodel): Line {
  return {
    models: models.map(({ name, dbName, schema, documentation, fields }) => ({
      name,
      table: dbName ?? name,
      schema: schema ?? undefined,
      documentation: plain(documentation),
      fields: sorted(fields.map(theirField)),
    })),
    enums: enums.map(({ name, dbName, documentation, values }) => ({
      name,
      type: dbName ?? name,
      documentation: plain(documentation),
      values: values.map((value) => ({
        name: value.name,
        label: value.dbName ?? value.name,
        documentation: plain(value.documentation),
      })),
    })),
  }
}

// Prisma leaves the asterisks of a block comment and blanks at line ends in the text.
function plain(documentation: string | undefined): string | undefined {
  return documentation
    ?.split('\n')
    .map((line) => line.replace(/^\s*\*+/, '').trim())
    .join('\n')
    .trim()
}

function theirField(field: DatamodelField): Line {
  const { name, isList: list } = field
  const documentation = plain(field.documentation)
  if (field.kind === 'object') {
    return {
      name,
      list,
      documentation,
      otherModel: field.type,
      relationName: field.relationName,
      fields: field.relationFromFields,
      references: field.relationToFields,
    }
  }
  return {
    name,
    list,
    documentation,
    column: field.dbName ?? name,
    // A list is neither optional nor required; Prisma's datamodel calls it required.
    optional: !field.isRequired,
    kind: field.kind,
    type: field.type,
    native: field.nativeType ?? undefined,
    default: field.hasDefaultValue,
    updatedAt: field.isUpdatedAt,
  }
}

// The datamodel is made for the client: it leaves out what is ignored and what it cannot read.
function oursIn(model: SchemaModel): Line {
  const visible = model.tables.filter(({ block }) => !hasAttribute(block.attributes, 'ignore'))
  const visibleNames = new Set(visible.map((table) => table.model))
  return {
    models: visible.map((table) => ({
      name: table.model,
      table: table.table,
      schema: table.schema,
      documentation: table.block.documentation,
      fields: sorted([
        ...table.columns
          .filter((column) => !column.ignored && column.type.kind !== 'unsupported')
          .map(ourColumn),
        ...table.relations
          .filter(({ ignored, otherModel }) => !ignored && visibleNames.has(otherModel))
          .map((relation) => ourRelation(model, table, relation)),
      ]),
    })),
    enums: model.enums.map(({ enum: name, type, block, values }) => ({
      name,
      type,
      documentation: block.documentation,
      values: values.map(({ value, label }) => ({
        name: value.name.text,
        label,
        documentation: value.documentation,
      })),
    })),
  }
}

function ourColumn({
  field,
  column,
  type,
  optional,
  list,
  updatedAt,
  ...rest
}: ColumnOfField): Line {
  return {
    name: field.name.text,
    list,
    documentation: field.documentation,
    column,
    optional,
    kind: type.kind,
    type: type.kind === 'scalar' ? type.name : type.kind === 'enum' ? type.enum : type.text,
    native:
      type.kind === 'scalar' && type.native !== undefined
        ? [type.native.name, type.native.arguments]
        : undefined,
    default: rest.default !== undefined,
    updatedAt,
  }
}

function ourRelation(model: SchemaModel, table: TableOfModel, relation: RelationOfField): Line {
  const { field, otherModel, columns, references } = relation
  const other = model.tables.find((candidate) => candidate.model === otherModel)
  const plainName = [table.model, otherModel].sort().join('To')
  assert.deepEqual(columns, columnNamesOf(table.block, fieldNames(table, columns)))
  return {
    name: field.name.text,
    list: field.list,
    documentation: field.documentation,
    otherModel,
    relationName: relation.relationName ?? plainName,
    fields: fieldNames(table, columns),
    references: fieldNames(other, references),
  }
}

function fieldNames(table: TableOfModel | undefined, columns: readonly string[]): string[] {
  return columns.map(
    (name) => table?.columns.find(({ column }) => column === name)?.field.name.text ?? '?',
  )
}

function sorted(fields: readonly Line[]): Line[] {
  return [...fields].sort((left, right) =>
    String(left['name']).localeCompare(String(right['name'])),
  )
}
