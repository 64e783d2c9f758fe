import assert from 'node:assert/strict'
import { blamed, findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'index-gap'
const database = `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);
  CREATE INDEX "by_email" ON "User" ("email");
  CREATE UNIQUE INDEX "one_nick" ON "User" ("nick");`

suite(rule, () => {
  test('says what is missing meanwhile, and the order that avoids it', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'DROP INDEX "by_email"; CREATE INDEX "by_email_nick" ON "User" ("email", "nick");',
        execution: 'split',
      }).map(({ message }) => message),
      [
        'Drops the index "by_email" of "User" before its replacement "by_email_nick" is built: until then queries that need it read the whole table. Takes ACCESS EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Create the new index CONCURRENTLY under another name first, drop the old one CONCURRENTLY in the next migration, and rename the new one.',
      ],
    ))

  test('a unique index keeps nothing unique meanwhile', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'DROP INDEX "one_nick"; CREATE UNIQUE INDEX "one_nick" ON "User" ("email", "nick");',
        execution: 'split',
      }).map(({ message }) => message),
      [
        'Drops the index "one_nick" of "User" before its replacement "one_nick" is built: until then nothing keeps the values unique, and queries read the whole table. Takes ACCESS EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Create the new index CONCURRENTLY under another name first, drop the old one CONCURRENTLY in the next migration, and rename the new one.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'DROP INDEX "by_email"; CREATE INDEX "by_email_nick" ON "User" ("email", "nick");',
      execution: 'split',
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"by_email"', 'warning', ['readers'], { table: 'public.User', index: 'by_email' }],
    )
  })

  test('not in one transaction, where nobody sees the gap', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'DROP INDEX "by_email"; CREATE INDEX "by_email" ON "User" ("email", "nick");',
      }),
      [],
    ))

  test('not between BEGIN and COMMIT', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'BEGIN; DROP INDEX "by_email"; CREATE INDEX "by_email" ON "User" ("email", "nick"); COMMIT;',
        execution: 'split',
      }),
      [],
    ))

  test('not when the new one is there first', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE INDEX "new" ON "User" ("email", "nick"); DROP INDEX "by_email";',
        execution: 'split',
      }),
      [],
    ))

  test('not for another index of the table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'DROP INDEX "by_email"; CREATE INDEX "other" ON "User" ("nick");',
        execution: 'split',
      }),
      [],
    ))
})
