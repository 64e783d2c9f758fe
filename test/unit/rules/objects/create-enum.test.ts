import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'create-enum'

suite(rule, () => {
  test('says what will be hard later', () =>
    assert.deepEqual(messagesOf(rule, { sql: `CREATE TYPE "Role" AS ENUM ('A', 'B');` }), [
      'Creates the enum "Role": PostgreSQL can add values to it later, but removing one means a new type and a rewrite of every table that uses it. If values come and go, keep them as rows of a table and refer to them with a foreign key.',
    ]))

  test('blames the type', () => {
    const script = { sql: `CREATE TYPE "Role" AS ENUM ('A', 'B');` }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"Role"', { type: 'public.Role' }, []],
    )
  })

  test('not the new type of an enum that loses a value', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: `CREATE TYPE "Role_new" AS ENUM ('A'); ALTER TABLE "User" ALTER COLUMN "role" TYPE "Role_new" USING ("role"::text::"Role_new"); ALTER TYPE "Role" RENAME TO "Role_old"; ALTER TYPE "Role_new" RENAME TO "Role";`,
        database: `CREATE TYPE "Role" AS ENUM ('A', 'B');
  CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "role" "Role", "name" TEXT);`,
      }),
      [],
    ))
})
