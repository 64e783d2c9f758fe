import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'enum-rename-value'
const database = `CREATE TYPE "Role" AS ENUM ('A', 'B');
  CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "role" "Role", "name" TEXT);`

suite(rule, () => {
  test('says what running code meets, and how to keep the label', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: `ALTER TYPE "Role" RENAME VALUE 'A' TO 'Z';` }),
      [
        `Renames 'A' of the enum "Role" to 'Z': every row has the new name at once, and running code that writes 'A' or reads 'Z' fails until it is replaced. Keep the label and give it another name in the schema alone, with @map("A"); or add 'Z' as a value of its own, move the rows, and leave 'A' unused.`,
      ],
    ))

  test('blames the value', () => {
    const script = { database, sql: `ALTER TYPE "Role" RENAME VALUE 'A' TO 'Z';` }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ["'A'", { type: 'public.Role', value: 'A' }, ['old-code']],
    )
  })

  test('not when no column has the type, nor only columns of new tables', () => {
    assert.deepEqual(
      findingsOf(rule, {
        sql: `ALTER TYPE "Role" RENAME VALUE 'A' TO 'Z';`,
        database: `CREATE TYPE "Role" AS ENUM ('A');`,
      }),
      [],
    )
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: `ALTER TYPE "Role" RENAME VALUE 'A' TO 'Z';`,
        newTables: ['public.User'],
      }),
      [],
    )
  })

  test('not of a type that the script has made', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: `CREATE TYPE "Rank" AS ENUM ('A'); ALTER TYPE "Rank" RENAME VALUE 'A' TO 'Z';`,
      }),
      [],
    ))

  test('a type that the replay does not know counts as used', () =>
    assert.equal(findingsOf(rule, { sql: `ALTER TYPE "Rank" RENAME VALUE 'A' TO 'Z';` }).length, 1))
})
