import assert from 'node:assert/strict'
import { findingsIn, messagesOf, rulesFor } from '../../../support/rules.js'

const rule = 'prisma-rename-as-drop-add'
const database =
  'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "name" TEXT, "email" TEXT); CREATE TABLE "Tag" ("id" INTEGER, "label" TEXT);'
const rename = 'ALTER TABLE "User" DROP COLUMN "name", ADD COLUMN "fullName" TEXT'

suite(rule, () => {
  test('says what is lost, who breaks, and the two ways to keep it', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: rename }), [
      'Drops "name" of "User" and adds "fullName", which looks like a rename: all its values are lost, and running code that reads or writes it fails. The statement takes ACCESS EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Keep the column with @map("name"), or rename it in three deployments: expand, migrate, contract.',
    ]))

  test('blames the new column and knows the old one', () => {
    const [finding] = findingsIn({ database, sql: rename })
    assert.deepEqual(
      [finding?.action.kind, finding?.object, finding?.recipe, finding?.facts?.['from']],
      ['addColumn', { table: 'public.User', column: 'fullName' }, 'rename-column', 'name'],
    )
  })

  test('a required one fails on rows, and no other rule repeats that', () => {
    const [message] = messagesOf(rule, { database, sql: `${rename} NOT NULL` })
    assert.match(
      message ?? '',
      /that fails as soon as "User" has a row, for "fullName" is required/,
    )
  })

  test('another name counts when the field keeps its place in the schema', () => {
    const fields = (second: string, third: string) =>
      `model User {\n  id Int @id\n  ${second} String?\n  ${third} String?\n}`
    const sql = 'ALTER TABLE "User" DROP COLUMN "name", ADD COLUMN "title" TEXT;'
    const committed = fields('name', 'email')
    assert.deepEqual(rulesFor({ database, sql, committed, target: fields('title', 'email') }), [
      rule,
    ])
  })

  test('not with another type, another table, or after the values were copied', () => {
    assert.deepEqual(
      rulesFor({
        database,
        sql: 'ALTER TABLE "User" DROP COLUMN "name", ADD COLUMN "fullName" INTEGER;',
      }),
      ['drop-column'],
    )
    assert.deepEqual(
      rulesFor({
        database,
        sql: 'ALTER TABLE "User" DROP COLUMN "name"; ALTER TABLE "Tag" ADD COLUMN "fullName" TEXT;',
      }),
      ['drop-column'],
    )
    assert.deepEqual(
      rulesFor({
        database,
        sql: 'ALTER TABLE "User" ADD COLUMN "fullName" TEXT; UPDATE "User" SET "fullName" = "name"; ALTER TABLE "User" DROP COLUMN "name";',
      }),
      ['backfill-under-exclusive-lock', 'drop-column'],
    )
  })

  test('a table with the same columns under a new name, told once', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'DROP TABLE "Tag"; CREATE TABLE "Label" ("id" INTEGER, "label" TEXT);',
      }),
      [
        'Drops the table "Tag" and creates "Label" with the same columns, which looks like a rename: all its rows are lost, and running code that uses it fails. Keep the table with @@map("Tag"), or rename it in two deployments: with a view under the old name, then without.',
      ],
    ))

  test('of a table in a migration, on the DROP that takes its rows, with its lock', () => {
    const [finding, ...others] = findingsIn({
      database,
      sql: 'CREATE TABLE "Label" ("id" INTEGER, "label" TEXT); DROP TABLE "Tag";',
      origin: 'migration',
    }).filter((one) => one.rule === rule)
    assert.deepEqual(
      [finding?.action.kind, finding?.statement, finding?.object, others],
      ['dropTable', 1, { table: 'public.Tag' }, []],
    )
    assert.match(finding?.message ?? '', /ACCESS EXCLUSIVE on "Tag"/)
  })

  test('a table between two models is kept by the name of the relation', () => {
    const [message] = messagesOf(rule, {
      database: 'CREATE TABLE "_AToB" ("A" INTEGER, "B" INTEGER);',
      sql: 'CREATE TABLE "_AToC" ("A" INTEGER, "B" INTEGER); DROP TABLE "_AToB";',
    })
    assert.match(message ?? '', /@relation\("AToB"\)/)
  })

  test('not a table whose rows were copied, nor one made again under its own name', () => {
    assert.deepEqual(
      rulesFor({
        database,
        sql: 'CREATE TABLE "Label" ("id" INTEGER, "label" TEXT); INSERT INTO "Label" SELECT * FROM "Tag"; DROP TABLE "Tag";',
      }),
      ['drop-table'],
    )
    assert.deepEqual(
      rulesFor({
        database,
        sql: 'DROP TABLE "Tag"; CREATE TABLE "Tag" ("id" INTEGER, "label" TEXT);',
      }),
      ['create-table-force'],
    )
  })
})
