import assert from 'node:assert/strict'
import { blamed, findingsIn, findingsOf, messagesOf, rulesFor } from '../../../support/rules.js'

const rule = 'prisma-drop-and-recreate'
const database = `CREATE TYPE "Role" AS ENUM ('A', 'B');
  CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "age" TEXT, "role" "Role");`
const recreate = (definition: string, column = 'age') =>
  `ALTER TABLE "User" DROP COLUMN "${column}", ADD COLUMN "${column}" ${definition};`

suite(rule, () => {
  test('says that the values are lost, and the cast that would keep them', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: recreate('INTEGER') }), [
      'Drops "age" of "User" (text) and adds it again as integer: every value in it is lost. The statement takes ACCESS EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Write ALTER COLUMN "age" TYPE integer USING "age"::integer by hand if every value can be cast, or add a new column and copy in batches.',
    ]))

  test('blames the column that is added', () => {
    const script = { database, sql: recreate('INTEGER') }
    const [finding] = findingsIn(script)
    assert.ok(finding)
    assert.equal(finding.action.kind, 'addColumn')
    assert.deepEqual(
      [blamed(script, finding), finding.hurts, finding.facts?.['from'], finding.facts?.['to']],
      ['"age"', ['data', 'old-code'], 'text', 'integer'],
    )
  })

  test('a required column without default fails on rows, and no other rule repeats that', () => {
    const [message] = messagesOf(rule, { database, sql: recreate('INTEGER NOT NULL') })
    assert.match(
      message ?? '',
      /required and without a default: that fails as soon as "User" has a row\./,
    )
  })

  test('of a list it names the array around the old value', () => {
    const [message] = messagesOf(rule, { database, sql: recreate('TEXT[]') })
    assert.match(message ?? '', /TYPE text\[\] USING ARRAY\["age"\]/)
  })

  test('of an enum under a new name it names the @@map that keeps everything', () => {
    const [message] = messagesOf(rule, {
      database,
      sql: `CREATE TYPE "Rank" AS ENUM ('A', 'B'); ${recreate('"Rank"', 'role')}`,
    })
    assert.match(message ?? '', /with @@map\("Role"\) on it the database keeps its type/)
  })

  test('names the plan that keeps the values', () => {
    const recipe = (definition: string) =>
      findingsIn({ database, sql: recreate(definition) })[0]?.recipe
    assert.equal(recipe('INTEGER'), 'convert-type')
    assert.equal(recipe('"Role"'), 'text-to-enum')
    assert.equal(recipe('TEXT[]'), 'scalar-to-list')
  })

  test('in two statements too', () =>
    assert.deepEqual(
      rulesFor({
        database,
        sql: 'ALTER TABLE "User" DROP COLUMN "age"; ALTER TABLE "User" ADD COLUMN "age" INTEGER;',
      }),
      [rule],
    ))

  test('not where the script has copied the values', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: `ALTER TABLE "User" ADD COLUMN "old" TEXT; UPDATE "User" SET "old" = "age"; ${recreate('INTEGER')}`,
      }),
      [],
    ))

  test('not for a column of the same name in another table, nor on a new table', () => {
    assert.deepEqual(
      rulesFor({
        database: `${database} CREATE TABLE "Team" ("id" INTEGER);`,
        sql: 'ALTER TABLE "User" DROP COLUMN "age"; ALTER TABLE "Team" ADD COLUMN "age" INTEGER;',
      }),
      ['drop-column'],
    )
    assert.deepEqual(
      rulesFor({ sql: `CREATE TABLE "User" ("age" TEXT); ${recreate('INTEGER')}` }),
      [],
    )
  })
})
