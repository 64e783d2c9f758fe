import assert from 'node:assert/strict'
import { blamed, findingsIn, messagesOf, rulesFor } from '../../../support/rules.js'

const rule = 'enum-value-removed'
const database = `CREATE TYPE "Role" AS ENUM ('A', 'B', 'C');
  CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "role" "Role" DEFAULT 'A');`
const swap = (values: string) => `BEGIN;
CREATE TYPE "Role_new" AS ENUM (${values});
ALTER TABLE "User" ALTER COLUMN "role" DROP DEFAULT;
ALTER TABLE "User" ALTER COLUMN "role" TYPE "Role_new" USING ("role"::text::"Role_new");
ALTER TYPE "Role" RENAME TO "Role_old";
ALTER TYPE "Role_new" RENAME TO "Role";
DROP TYPE "Role_old";
ALTER TABLE "User" ALTER COLUMN "role" SET DEFAULT 'A';
COMMIT;`

suite(rule, () => {
  test('says once what fails, which table is rewritten, and what to do before', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: swap("'A', 'B'") }), [
      'Takes \'C\' from the enum "Role": that fails while a row or the default of "role" of "User" holds it, and afterwards running code that writes it fails. Takes ACCESS EXCLUSIVE on "User" while it rewrites the table and its indexes: every query on it waits until it is done. Move the rows to another value in an earlier deployment, or leave the value in the enum and stop using it.',
    ]))

  test('blames the new type and names enum, values and columns', () => {
    const script = { database, sql: swap("'A', 'D'") }
    const [finding] = findingsIn(script)
    assert.ok(finding)
    assert.equal(blamed(script, finding), '"Role_new"')
    assert.deepEqual(finding.object, { type: 'public.Role', value: 'B, C' })
    assert.deepEqual(
      [finding.facts?.['removed'], finding.facts?.['added'], finding.facts?.['columns']],
      [['B', 'C'], ['D'], ['public.User.role']],
    )
  })

  test('names the plan that fits: a value goes, or goes under another name', () => {
    const recipe = (values: string) => findingsIn({ database, sql: swap(values) })[0]?.recipe
    assert.equal(recipe("'A', 'B'"), 'remove-enum-value')
    assert.equal(recipe("'A', 'B', 'D'"), 'rename-enum-value')
    assert.equal(recipe("'A', 'D'"), undefined)
  })

  test('the other way round, as it is written by hand', () =>
    assert.deepEqual(
      rulesFor({
        database,
        sql: `ALTER TYPE "Role" RENAME TO "Role_old"; CREATE TYPE "Role" AS ENUM ('A');
          ALTER TABLE "User" ALTER COLUMN "role" TYPE "Role" USING "role"::text::"Role";`,
      }),
      [rule],
    ))

  test('not when no column has the type, nor when only new tables have it', () => {
    const type = `CREATE TYPE "Role" AS ENUM ('A', 'B');`
    const sql = `CREATE TYPE "Role_new" AS ENUM ('A'); ALTER TYPE "Role" RENAME TO "Role_old"; ALTER TYPE "Role_new" RENAME TO "Role";`
    assert.deepEqual(rulesFor({ database: type, sql }), [])
    assert.deepEqual(rulesFor({ database, sql, newTables: ['public.User'] }), [])
  })

  test('an enum that loses no value is only rewritten', () =>
    assert.deepEqual(rulesFor({ database, sql: swap("'C', 'B', 'A', 'D'") }), [
      'alter-type-rewrite',
    ]))

  test('a type of its own is no swap', () =>
    assert.deepEqual(rulesFor({ database, sql: `CREATE TYPE "Other" AS ENUM ('A');` }), []))
})
