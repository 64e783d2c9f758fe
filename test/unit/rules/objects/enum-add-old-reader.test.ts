import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'enum-add-old-reader'
const database = `CREATE TYPE "Role" AS ENUM ('A', 'B');
  CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "role" "Role", "name" TEXT);`

suite(rule, () => {
  test('says who fails on the new value, and in which order to release', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: `ALTER TYPE "Role" ADD VALUE 'C';` }), [
      `Adds 'C' to the enum "Role": once new code writes it to "role" of "User", a Prisma Client of the running version fails on every row that holds it. Deploy code that knows 'C' first, and write it from the release after that.`,
    ]))

  test('blames the value', () => {
    const script = { database, sql: `ALTER TYPE "Role" ADD VALUE 'C';` }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ["'C'", { type: 'public.Role', value: 'C' }, ['old-code']],
    )
  })

  test('not when no column has the type, nor only columns of new tables', () => {
    assert.deepEqual(
      findingsOf(rule, {
        sql: `ALTER TYPE "Role" ADD VALUE 'C';`,
        database: `CREATE TYPE "Role" AS ENUM ('A');`,
      }),
      [],
    )
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: `ALTER TYPE "Role" ADD VALUE 'C';`,
        newTables: ['public.User'],
      }),
      [],
    )
  })

  test('not of a value that is there', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: `ALTER TYPE "Role" ADD VALUE IF NOT EXISTS 'B';` }),
      [],
    ))

  test('not of a type that the script has made, nor of one that nobody knows', () => {
    for (const sql of [
      `CREATE TYPE "Rank" AS ENUM ('A'); ALTER TYPE "Rank" ADD VALUE 'B';`,
      `ALTER TYPE "Rank" ADD VALUE 'B';`,
    ]) {
      assert.deepEqual(findingsOf(rule, { database, sql }), [], sql)
    }
  })
})
