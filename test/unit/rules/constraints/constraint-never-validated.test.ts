import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'constraint-never-validated'
const database = `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER);`

suite(rule, () => {
  test('says what it does not guarantee, and the statement that is missing', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("id" > 0) NOT VALID;',
        later: [],
      }),
      [
        'No migration validates "c" of "User": rows from before it may violate it, and PostgreSQL does not plan by it. Add ALTER TABLE "User" VALIDATE CONSTRAINT "c" as a migration of its own; reads and writes go on meanwhile.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("id" > 0) NOT VALID;',
      later: [],
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"c"', 'information', ['data'], { table: 'public.User', constraint: 'c' }],
    )
  })

  test('not where a later migration validates it', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("id" > 0) NOT VALID;',
        later: ['ALTER TABLE "User" VALIDATE CONSTRAINT "c";'],
      }),
      [],
    ))

  test('not where one drops it', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("id" > 0) NOT VALID;',
        later: ['SELECT 1;', 'ALTER TABLE "User" DROP CONSTRAINT "c";'],
      }),
      [],
    ))

  test('not where the file itself validates it', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("id" > 0) NOT VALID; ALTER TABLE "User" VALIDATE CONSTRAINT "c";',
        later: [],
      }),
      [],
    ))

  test('not where what follows is not known', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("id" > 0) NOT VALID;',
      }),
      [],
    ))
})
