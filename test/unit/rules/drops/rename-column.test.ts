import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'rename-column'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);'

suite(rule, () => {
  test('says who breaks, and to rename the field only', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'ALTER TABLE "User" RENAME COLUMN "nick" TO "alias";' }),
      [
        'Renames "nick" of "User" to "alias": from then on every query of running code that names the old column fails, and so do functions whose text names it. Takes ACCESS EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Keep the column and rename only the field, with @map("nick"), or rename it in three deployments: expand, migrate, contract.',
      ],
    ))

  test('of a table that is not known', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "X" RENAME "a" TO "b";',
        measured: { 0: undefined },
      }),
      [
        'Renames "a" of "X" to "b": from then on every query of running code that names the old column fails, and so do functions whose text names it. Takes ACCESS EXCLUSIVE on "X" (derived, not measured) for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Keep the column and rename only the field, with @map("a"), or rename it in three deployments: expand, migrate, contract.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'ALTER TABLE "User" RENAME COLUMN "nick" TO "alias";',
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"nick"', 'error', ['old-code'], { table: 'public.User', column: 'nick' }],
    )
  })

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TABLE "N" ("a" INTEGER, "b" INTEGER); ALTER TABLE "N" RENAME COLUMN "a" TO "c";',
      }),
      [],
    ))
})
