import assert from 'node:assert/strict'
import { emptyCatalogue, type Catalogue } from '../../../server/src/engine/catalogue.js'
import { readSchema } from '../../../server/src/prisma/readSchema.js'
import { readSchemaModel } from '../../../server/src/prisma/readSchemaModel.js'
import { columnRenames, tableRenames } from '../../../server/src/rules/renames.js'
import { loadSqlParser } from '../../../server/src/sql/parseStatements.js'

const parser = await loadSqlParser()

suite('renames: columns that are one under a new name', () => {
  const checkColumns = (
    columns: string,
    sql: string,
    expected: readonly string[],
    fields?: readonly [before: string, after: string],
  ) => {
    const orders = fields && {
      before: model(`model User {\n${fields[0]}\n}`),
      after: model(`model User {\n${fields[1]}\n}`),
    }
    const pairs = columnRenames(actionsIn(sql), catalogue('User', columns), orders)
    assert.deepEqual(
      pairs.map(({ dropped, added }) => `${dropped.column} → ${added.column.name}`),
      expected,
    )
  }

  test('of one type and with a similar name', () =>
    checkColumns(
      'id integer, name text, email text',
      'ALTER TABLE "User" DROP COLUMN "name", ADD COLUMN "fullName" TEXT NOT NULL, ADD COLUMN "phone" TEXT',
      ['name → fullName'],
    ))

  test('but not of another type', () =>
    checkColumns(
      'id integer, name text',
      'ALTER TABLE "User" DROP COLUMN "name", ADD COLUMN "fullName" INTEGER',
      [],
    ))

  test('when several are similar, the most similar wins and each is used once', () =>
    checkColumns(
      'home_address text, home_addr text',
      'ALTER TABLE "User" DROP COLUMN "home_address", DROP COLUMN "home_addr", ADD COLUMN "homeAddress" TEXT, ADD COLUMN "homeAddr2" TEXT',
      ['home_address → homeAddress', 'home_addr → homeAddr2'],
    ))

  test('without a similar name, when the table loses one column and gains one', () => {
    checkColumns('a text', 'ALTER TABLE "User" DROP COLUMN "a", ADD COLUMN "zulu" TEXT', [
      'a → zulu',
    ])
    checkColumns(
      'a text, b text',
      'ALTER TABLE "User" DROP COLUMN "a", DROP COLUMN "b", ADD COLUMN "zulu" TEXT',
      [],
    )
  })

  test('without a similar name, when the field keeps its place', () => {
    const sql = 'ALTER TABLE "User" DROP COLUMN "a", ADD COLUMN "zulu" TEXT'
    const before = '  id Int @id\n  a String?\n  b String?'
    checkColumns(
      'id integer, a text, b text',
      sql,
      ['a → zulu'],
      [before, '  id Int @id\n  zulu String?\n  b String?'],
    )
    checkColumns(
      'id integer, a text, b text',
      sql,
      [],
      [before, '  id Int @id\n  b String?\n  more Int?\n  zulu String?\n  last Int?'],
    )
  })

  test('never across tables', () =>
    checkColumns(
      'name text',
      'ALTER TABLE "User" DROP COLUMN "name"; ALTER TABLE "Team" ADD COLUMN "name2" TEXT',
      [],
    ))
})

suite('renames: tables that are one under a new name', () => {
  const checkTables = (sql: string, expected: readonly string[]) =>
    assert.deepEqual(
      tableRenames(actionsIn(sql), catalogue('User', 'id integer, name text')).map(
        ({ dropped, created }) => `${dropped.table.name} → ${created.table.name}`,
      ),
      expected,
    )

  test('with the same columns of the same types', () =>
    checkTables(
      'DROP TABLE "User"; CREATE TABLE "Tag" ("id" INTEGER NOT NULL); CREATE TABLE "Account" ("name" TEXT, "id" INTEGER NOT NULL)',
      ['User → Account'],
    ))

  test('but not with a column more or of another type', () =>
    checkTables(
      'DROP TABLE "User"; CREATE TABLE "A" ("id" INTEGER, "name" TEXT, "x" TEXT); CREATE TABLE "B" ("id" BIGINT, "name" TEXT)',
      [],
    ))
})

function actionsIn(sql: string) {
  return parser
    .parse(sql)
    .flatMap((statement) => (statement.kind === 'parsed' ? statement.actions : []))
}

function model(text: string) {
  return readSchemaModel([readSchema('schema.prisma', text)])
}

/** One table of `public` with columns such as `id integer, name text`. */
function catalogue(name: string, columns: string): Catalogue {
  return {
    ...emptyCatalogue,
    tables: {
      [`public.${name}`]: {
        oid: 1,
        schema: 'public',
        name,
        kind: 'table',
        columns: columns.split(', ').map((column) => {
          const [columnName = '', type = ''] = column.split(' ')
          const typeName = `pg_catalog.${type}`
          return {
            name: columnName,
            type,
            typeName,
            typeKind: 'base',
            array: false,
            notNull: false,
          }
        }),
        constraints: [],
        indexes: [],
        triggers: [],
        policies: [],
        rowSecurity: false,
      },
    },
  }
}
