import assert from 'node:assert/strict'
import { readSchema } from '../../../server/src/prisma/readSchema.js'
import { readSchemaModel } from '../../../server/src/prisma/readSchemaModel.js'
import type { SchemaModel, TableOfModel } from '../../../server/src/prisma/schemaModel.js'
import { schemaModelOf } from './schemaTexts.js'

function onlyTable(model: SchemaModel): TableOfModel {
  const [table] = model.tables
  assert.ok(table)
  return table
}

// What Prisma builds from whole schemas is compared in agreement.test.ts and datamodel.test.ts.
suite('readSchemaModel: settings', () => {
  test('provider, schemas, relation mode and preview features come from datasource and generators', () => {
    const model = schemaModelOf(`datasource db {
  provider     = "postgresql"
  relationMode = "prisma"
  schemas      = ["a", "b"]
}
generator client {
  previewFeatures = ["views", "partialIndexes"]
}
generator other {
  previewFeatures = ["tracing"]
}
`)
    assert.equal(model.provider, 'postgresql')
    assert.deepEqual(model.schemas, ['a', 'b'])
    assert.equal(model.relationMode, 'prisma')
    assert.deepEqual(model.previewFeatures, ['views', 'partialIndexes', 'tracing'])
  })

  test('the word of Prisma 4 for the relation mode still counts', () =>
    assert.equal(
      schemaModelOf('datasource db {\n  referentialIntegrity = "prisma"\n}').relationMode,
      'prisma',
    ))

  test('a schema without datasource has no provider and foreign keys', () => {
    const model = readSchemaModel([readSchema('schema.prisma', 'model A {\n  id Int @id\n}')])
    assert.equal(model.provider, undefined)
    assert.deepEqual(model.schemas, [])
    assert.equal(model.relationMode, 'foreignKeys')
  })
})

suite('readSchemaModel: columns', () => {
  test('a column knows its field, its type and its attributes', () => {
    const table = onlyTable(
      schemaModelOf(
        'model A {\n  at DateTime? @default(now()) @updatedAt @map("at_time") @db.Timestamptz(3) @ignore\n}',
      ),
    )
    const [column] = table.columns
    assert.ok(column?.type.kind === 'scalar')
    assert.deepEqual(
      [column.column, column.optional, column.list, column.ignored, column.updatedAt],
      ['at_time', true, false, true, true],
    )
    assert.equal(column.default?.name.text, 'default')
    assert.deepEqual(
      [column.type.name, column.type.native?.name, column.type.native?.arguments],
      ['DateTime', 'Timestamptz', ['3']],
    )
  })

  test('native types are named after the datasource', () => {
    const table = onlyTable(
      schemaModelOf(
        'datasource main {\n}\nmodel A {\n  a String @main.Char(2)\n  b String @db.Char(2)\n}',
      ),
    )
    assert.deepEqual(
      table.columns.map(({ type }) => type.kind === 'scalar' && type.native?.name),
      ['Char', undefined],
    )
  })

  test('a type that stands for nothing is kept as it is written', () =>
    assert.deepEqual(
      onlyTable(
        schemaModelOf('model A {\n  a Strin\n  b Unsupported("tsvector")?\n  c\n}'),
      ).columns.map(({ type }) => type),
      [
        { kind: 'unsupported', text: 'Strin' },
        { kind: 'unsupported', text: 'tsvector' },
        { kind: 'unsupported', text: '' },
      ],
    ))
})

suite('readSchemaModel: unfinished schemas', () => {
  test('an index on a field that is not there lists the others', () =>
    assert.deepEqual(
      onlyTable(
        schemaModelOf('model A {\n  a Int\n  @@index([a, nowhere])\n  @@unique\n}'),
      ).keys.map(({ columns, name }) => [columns, name]),
      [
        [['a'], 'A_a_idx'],
        [[], 'A_key'],
      ],
    ))

  test('a relation without references keeps what is there', () => {
    const model = schemaModelOf(
      'model A {\n  id Int @id\n  b B @relation(fields: [bId])\n  bId Int\n}\nmodel B {\n  id Int @id\n}',
    )
    assert.deepEqual(
      onlyTable(model).relations.map(({ columns, references, foreignKey }) => [
        columns,
        references,
        foreignKey,
      ]),
      [[['bId'], [], 'A_bId_fkey']],
    )
  })

  test('of two models with one name the first counts for relations', () => {
    const model = schemaModelOf(
      'model A {\n  b B @relation(fields: [x], references: [y])\n  x Int\n}\nmodel B {\n  y Int @map("first")\n}\nmodel B {\n  y Int @map("second")\n}',
    )
    assert.deepEqual(onlyTable(model).relations[0]?.references, ['first'])
    assert.equal(model.tables.length, 3)
  })

  test('one side of a many-to-many relation makes no table', () =>
    assert.deepEqual(
      schemaModelOf('model A {\n  id Int @id\n  bs B[]\n}\nmodel B {\n  id Int @id\n}').joinTables,
      [],
    ))
})

suite('readSchemaModel: several files', () => {
  test('models of one file refer to those of another and keep their document', () => {
    const model = readSchemaModel([
      readSchema(
        'a.prisma',
        'model A {\n  b B @relation(fields: [x], references: [id])\n  x Int\n}',
      ),
      readSchema(
        'b.prisma',
        'datasource db {\n  provider = "postgresql"\n}\nmodel B {\n  id Int @id\n}',
      ),
    ])
    assert.deepEqual(
      model.tables.map(({ document, table, managed }) => [document.uri, table, managed]),
      [
        ['a.prisma', 'A', true],
        ['b.prisma', 'B', true],
      ],
    )
    assert.equal(model.tables[0]?.relations[0]?.foreignKey, 'A_x_fkey')
  })

  test('views and ignored models are not managed', () =>
    assert.deepEqual(
      schemaModelOf(
        'view V {\n  id Int @unique\n}\nmodel A {\n  id Int @id\n  @@ignore\n}',
      ).tables.map(({ managed, keys }) => [managed, keys.length]),
      [
        [false, 0],
        [false, 1],
      ],
    ))
})

suite('readSchemaModel: join tables', () => {
  test('a join table has the names of Prisma 6 and those of Prisma 5', () => {
    const [table] = schemaModelOf(
      'model Post {\n  id Int @id @map("key")\n  tags Tag[]\n}\nmodel Tag {\n  id Int @id\n  posts Post[]\n}',
    ).joinTables
    assert.ok(table)
    assert.deepEqual(
      [table.relationName, table.table, table.primaryKey, table.uniqueIndex, table.index],
      [
        'PostToTag',
        '_PostToTag',
        '_PostToTag_AB_pkey',
        '_PostToTag_AB_unique',
        '_PostToTag_B_index',
      ],
    )
    assert.deepEqual(
      [table.columnA, table.columnB].map(({ column, model, field, references, foreignKey }) => [
        column,
        model,
        field.name.text,
        references,
        foreignKey,
      ]),
      [
        ['A', 'Post', 'tags', 'key', '_PostToTag_A_fkey'],
        ['B', 'Tag', 'posts', 'id', '_PostToTag_B_fkey'],
      ],
    )
  })
})
