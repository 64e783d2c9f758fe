import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'constraint-not-enforced'
const database = `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER);`

suite(rule, () => {
  test('says that no row is checked', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("id" > 0) NOT ENFORCED;',
      }),
      [
        'The constraint "c" of "User" is NOT ENFORCED: no row is checked, neither old nor new. Servers before PostgreSQL 18 refuse the statement. Leave NOT ENFORCED out, or write NOT VALID to have at least new rows checked.',
      ],
    ))

  test('without a name', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'ALTER TABLE "User" ADD CHECK ("id" > 0) NOT ENFORCED;' }),
      [
        'A constraint of "User" is NOT ENFORCED: no row is checked, neither old nor new. Servers before PostgreSQL 18 refuse the statement. Leave NOT ENFORCED out, or write NOT VALID to have at least new rows checked.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("id" > 0) NOT ENFORCED;',
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"c"', 'information', ['data'], { table: 'public.User', constraint: 'c' }],
    )
  })

  test('not with NOT VALID', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("id" > 0) NOT VALID;',
      }),
      [],
    ))
})
