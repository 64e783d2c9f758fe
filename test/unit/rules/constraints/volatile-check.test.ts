import assert from 'node:assert/strict'
import { blamed, findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'volatile-check'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);'

suite(rule, () => {
  test('names the function, and a trigger instead', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("id" > random()) NOT VALID;',
      }).map(({ message }) => message),
      [
        'A CHECK of "User" calls random(), whose answer for one row may change: rows that were accepted can violate it later, and restoring a dump of the table then fails. Use a trigger instead, which looks at the moment of writing only.',
      ],
    ))

  test('on a column that is added', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD COLUMN "x" FLOAT CHECK ("x" < random());',
      }).map(({ message }) => message),
      [
        'A CHECK of "User" calls random(), whose answer for one row may change: rows that were accepted can violate it later, and restoring a dump of the table then fails. Use a trigger instead, which looks at the moment of writing only.',
      ],
    ))

  test('on a new table it only informs', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TABLE "N" ("a" FLOAT CHECK ("a" < random()));',
      }).map(({ message }) => message),
      [
        'A CHECK of "N" calls random(), whose answer for one row may change: rows that were accepted can violate it later, and restoring a dump of the table then fails. Use a trigger instead, which looks at the moment of writing only.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("id" > random()) NOT VALID;',
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"c"', 'warning', ['data'], { table: 'public.User', constraint: 'c' }],
    )
  })

  test('not for functions that give one answer', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD CONSTRAINT "c" CHECK (length("email") > 3) NOT VALID;',
      }),
      [],
    ))

  test('not for now(), which only moves on', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("nick"::timestamp < now()) NOT VALID;',
      }),
      [],
    ))
})
