import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'rename-index-or-constraint'
const database = `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER);
  CREATE INDEX "i" ON "User" ("email");`

suite(rule, () => {
  test('an index: reads and writes go on', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: 'ALTER INDEX "i" RENAME TO "j";' }), [
      'Renames the index "i" of "User" to "j": reads and writes go on. Only raw SQL that names it, in ON CONFLICT ON CONSTRAINT or in a later migration, has to follow.',
    ]))

  test('a constraint: with its lock', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'ALTER TABLE "User" RENAME CONSTRAINT "a" TO "b";' }),
      [
        'Renames the constraint "a" of "User" to "b". Takes ACCESS EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Only raw SQL that names it, in ON CONFLICT ON CONSTRAINT or in a later migration, has to follow.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = { database, sql: 'ALTER INDEX "i" RENAME TO "j";' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"i"', 'information', [], { table: 'public.User', index: 'i' }],
    )
  })

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TABLE "N" ("a" INTEGER, "b" INTEGER); ALTER TABLE "N" RENAME CONSTRAINT "a" TO "b";',
      }),
      [],
    ))
})
