import assert from 'node:assert/strict'
import type { Catalogue } from '../../../server/src/engine/catalogue.js'
import { renameColumnView } from '../../../server/src/recipes/rename-column-view.js'
import {
  changeFrom,
  draftFrom,
  editsOf,
  filesOf,
  offerFrom,
  refusalFrom,
  told,
  type ChangeText,
} from './pendingFrom.js'

const model = (field: string, map = '') =>
  `model User {\n  id Int @id\n  ${field} String @unique\n${map}}`

const renamed: ChangeText = {
  database: `CREATE TABLE "User" ("id" INTEGER NOT NULL, "name" TEXT NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
CREATE UNIQUE INDEX "User_name_key" ON "User"("name");`,
  sql: `DROP INDEX "User_name_key";
ALTER TABLE "User" DROP COLUMN "name", ADD COLUMN "fullName" TEXT NOT NULL;
CREATE UNIQUE INDEX "User_fullName_key" ON "User"("fullName");`,
  before: model('name'),
  after: model('fullName'),
}

const mapped: ChangeText = {
  database: renamed.database.replaceAll('"User', '"users'),
  sql: renamed.sql.replaceAll('"User', '"users'),
  before: model('name', '  @@map("users")\n'),
  after: model('fullName', '  @@map("users")\n'),
}

suite('rename-column-view: the plan', () => {
  const draft = draftFrom(renamed, 'rename-column-view')

  test('table, column, keys and view in one transaction', () => {
    const [file = ''] = filesOf(draft, 'expand')
    assert.equal(
      file.replace(/DO \$grants\$[^]*?\$grants\$;/, '-- rights'),
      `[expand, transaction]
BEGIN;
-- locks "User" in ACCESS EXCLUSIVE
ALTER TABLE "User" RENAME TO "User_v2";
ALTER TABLE "User_v2" RENAME COLUMN "name" TO "fullName";
ALTER TABLE "User_v2" RENAME CONSTRAINT "User_pkey" TO "User_v2_pkey";
ALTER INDEX "User_name_key" RENAME TO "User_v2_fullName_key";
CREATE VIEW "User" WITH (security_invoker = true) AS SELECT "id", "fullName" AS "name" FROM "User_v2";
-- rights
COMMIT;`,
    )
    assert.match(file, /CASE t\.attname WHEN 'fullName' THEN 'name' ELSE t\.attname END/)
  })

  test('the way back has each name once more', () =>
    assert.match(
      told(draft.phases[0]?.rollback.sql ?? ''),
      /DROP VIEW "User";\nALTER INDEX "User_v2_fullName_key" RENAME TO "User_name_key";\nALTER TABLE "User_v2" RENAME CONSTRAINT "User_v2_pkey" TO "User_pkey";\nALTER TABLE "User_v2" RENAME COLUMN "fullName" TO "name";\nALTER TABLE "User_v2" RENAME TO "User";\nCOMMIT;$/,
    ))

  test('the schema maps the model, in place of a name that it has', () => {
    assert.deepEqual(editsOf(draft, 'expand'), ['User: @@map("User_v2")'])
    assert.deepEqual(editsOf(draftFrom(mapped, 'rename-column-view'), 'expand'), [
      'User: @@map("users_v2")',
    ])
  })

  test('a name that is taken is passed over, and one with a number goes on from it', () => {
    const taken = draftFrom(
      { ...renamed, database: `${renamed.database} CREATE TABLE "User_v2" ("id" INTEGER);` },
      'rename-column-view',
    )
    assert.deepEqual(editsOf(taken, 'expand'), ['User: @@map("User_v3")'])
    const again = JSON.parse(JSON.stringify(mapped).replaceAll('users', 'users_v2')) as ChangeText
    assert.deepEqual(editsOf(draftFrom(again, 'rename-column-view'), 'expand'), [
      'User: @@map("users_v3")',
    ])
  })
})

suite('rename-column-view: refused with the reason', () => {
  const refused = (change: Partial<ChangeText>, answers = {}) =>
    refusalFrom({ ...renamed, ...change }, 'rename-column-view', answers)

  test('the column becomes optional at the same time', () =>
    assert.match(
      refused({ sql: renamed.sql.replace('TEXT NOT NULL', 'TEXT') }),
      /^The change also makes "fullName" optional/,
    ))

  test('the default changes at the same time', () =>
    assert.match(
      refused({ sql: renamed.sql.replace('TEXT NOT NULL', "TEXT NOT NULL DEFAULT 'x'") }),
      /^The change also gives "fullName" the default 'x', where "name" has none\. Rename it first/,
    ))

  test('something else changes in the table', () =>
    assert.match(
      refused({ sql: `${renamed.sql} ALTER TABLE "User" ADD COLUMN "age" INTEGER;` }),
      /^Something else changes in "User", or begins to refer to it: ALTER TABLE "User" ADD COLUMN "age" INTEGER/,
    ))

  test('another table begins to refer to it', () =>
    assert.match(
      refused({
        sql: `${renamed.sql} CREATE TABLE "Other" ("id" INTEGER NOT NULL, CONSTRAINT "fk" FOREIGN KEY ("id") REFERENCES "User"("id"));`,
      }),
      /^Something else changes in "User", or begins to refer to it: CREATE TABLE "Other"/,
    ))

  const withFunction = (definition: string) => (catalogue: Catalogue) => ({
    ...catalogue,
    functions: [
      { schema: 'public', name: 'f', language: 'sql', volatility: 'stable' as const, definition },
    ],
  })

  test('functions that name the column fail at once, those that name the table in the end', () => {
    const byColumn = { catalogue: withFunction('SELECT "name" FROM "User"') }
    const byTable = { catalogue: withFunction('SELECT count(*) FROM "User"') }
    assert.match(refused(byColumn), /fail as soon as the column has another name/)
    assert.match(refused(byTable), /fail when it goes/)
    assert.equal(refused(byColumn, { functions: 'unrelated' }), 'not refused')
    assert.deepEqual(
      offerFrom({ ...renamed, ...byTable }, 'rename-column-view').questions.map(({ id }) => id),
      ['functions'],
    )
  })

  test('it is not offered where no column is renamed', () =>
    assert.equal(
      renameColumnView.detect(
        changeFrom({
          ...renamed,
          sql: 'ALTER TABLE "User" ADD COLUMN "fullName" TEXT;',
          after: 'model User {\n  id Int @id\n  name String @unique\n  fullName String?\n}',
        }),
      ).length,
      0,
    ))
})
