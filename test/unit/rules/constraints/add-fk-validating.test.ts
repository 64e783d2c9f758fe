import assert from 'node:assert/strict'
import { findingsIn, findingsOf, messagesOf, rulesFor } from '../../../support/rules.js'

const rule = 'add-fk-validating'
const database = `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY);
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER);`
const key = (options = '') =>
  `ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User" ("id")${options};`

suite(rule, () => {
  test('says that writes to both tables wait, and to validate later', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: key() }), [
      'Adds the foreign key "f" from "Post" to "User" and looks up every row. Takes SHARE ROW EXCLUSIVE on "Post" and "User" while it reads the whole of "Post": writes to them wait until it is done, reads go on. Add it with NOT VALID, and validate it with VALIDATE CONSTRAINT in a migration of its own.',
    ]))

  test('from the parent of partitions, to which PostgreSQL 18 is the first to add it NOT VALID', () => {
    const remedy = (postgresVersion: number) =>
      findingsOf(rule, {
        database: `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY);
          CREATE TABLE "Post" ("id" INTEGER, "authorId" INTEGER) PARTITION BY RANGE ("id");`,
        sql: key(),
        postgresVersion,
      }).map(({ message }) => /first to accept NOT VALID .* to each partition/.test(message))
    assert.deepEqual([remedy(17), remedy(18)], [[true], [false]])
  })

  test('names the constraint and what it refers to', () => {
    const [finding] = findingsIn({ database, sql: key() })
    assert.deepEqual(
      [finding?.object, finding?.facts?.['references'], finding?.hurts],
      [{ table: 'public.Post', constraint: 'f' }, 'public.User', ['writers']],
    )
  })

  test('not when no row is looked at', () => {
    assert.deepEqual(rulesFor({ database, sql: key(' NOT VALID') }), [])
    assert.deepEqual(rulesFor({ database, sql: key(' NOT ENFORCED') }), [])
  })

  test('not from a new table, whose parent is locked for a moment only', () =>
    assert.deepEqual(
      rulesFor({
        database: 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY);',
        sql: `CREATE TABLE "Post" ("id" INTEGER, "authorId" INTEGER); ${key()}`,
      }),
      [],
    ))

  test('from an existing table to a new one, naming only the one that somebody uses', () => {
    const [message] = messagesOf(rule, {
      database: 'CREATE TABLE "Post" ("id" INTEGER, "authorId" INTEGER);',
      sql: `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY); ${key()}`,
    })
    assert.match(
      message ?? '',
      /Takes SHARE ROW EXCLUSIVE on "Post" while it reads the whole table/,
    )
  })

  test('not on a column that the script has just added, unless it has a value or gets one', () => {
    const withColumn = (column: string, between = '') =>
      findingsOf(rule, {
        database: `CREATE TABLE "User" ("id" INTEGER); CREATE TABLE "Post" ("id" INTEGER);`,
        sql: `ALTER TABLE "Post" ADD COLUMN "authorId" ${column}; ${between} ${key()}`,
      })
    assert.deepEqual(withColumn('INTEGER'), [])
    assert.equal(withColumn('INTEGER DEFAULT 1').length, 1)
    assert.equal(withColumn('INTEGER', 'UPDATE "Post" SET "authorId" = 1;').length, 1)
  })

  test('other constraints are other rules', () =>
    assert.deepEqual(
      rulesFor({ database, sql: 'ALTER TABLE "Post" ADD CONSTRAINT "c" CHECK ("id" > 0);' }),
      ['add-check-validating'],
    ))

  test('says that reads wait too where the transaction has locked a table for more before', () => {
    const [finding] = findingsOf(rule, {
      database,
      sql: `ALTER TABLE "Post" ADD COLUMN "x" INTEGER; ${key()}`,
    })
    assert.match(
      finding?.message ?? '',
      /Reads of "Post" wait too, for an earlier statement holds ACCESS EXCLUSIVE there\. Prisma up to 7\.3 sends the file as one transaction\./,
    )
  })
})
