import assert from 'node:assert/strict'
import { blamed, findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'drop-trigger'

suite(rule, () => {
  test('says what fails', () =>
    assert.deepEqual(
      findingsOf(rule, { sql: 'DROP TRIGGER "t" ON "User";' }).map(({ message }) => message),
      [
        'Drops the trigger "t" of "User": what it filled, copied or refused is no longer filled, copied or refused. Takes ACCESS EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Make sure that the application does its work, or that nothing needs it any more.',
      ],
    ))

  test('created again in a transaction of its own: in between', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'DROP TRIGGER "t" ON "User"; CREATE TRIGGER "t" BEFORE INSERT ON "User" FOR EACH ROW EXECUTE FUNCTION "f"();',
        execution: 'split',
      }).map(({ message }) => message),
      [
        'Drops the trigger "t" of "User": what it filled, copied or refused is no longer filled, copied or refused, until the file creates it again, for each statement commits by itself. Takes ACCESS EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Put BEGIN before the DROP and COMMIT behind the CREATE.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = { sql: 'DROP TRIGGER "t" ON "User";' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"t"', 'warning', ['data'], { table: 'public.User' }],
    )
  })

  test('not where the same transaction creates it again', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'DROP TRIGGER "t" ON "User"; CREATE TRIGGER "t" BEFORE INSERT ON "User" FOR EACH ROW EXECUTE FUNCTION "f"();',
      }),
      [],
    ))

  test('not between BEGIN and COMMIT', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'BEGIN; DROP TRIGGER "t" ON "User"; CREATE TRIGGER "t" BEFORE INSERT ON "User" FOR EACH ROW EXECUTE FUNCTION "f"(); COMMIT;',
        execution: 'split',
      }),
      [],
    ))

  test('not what the script has made itself', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'CREATE TRIGGER "t" BEFORE INSERT ON "User" FOR EACH ROW EXECUTE FUNCTION "f"(); DROP TRIGGER "t" ON "User";',
        execution: 'split',
      }),
      [],
    ))

  test('not where IF EXISTS finds none', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'DROP TRIGGER IF EXISTS "t" ON "User";',
        database: `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);`,
      }),
      [],
    ))

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'CREATE TABLE "N" ("a" INTEGER, "b" INTEGER); DROP TRIGGER "t" ON "N";',
      }),
      [],
    ))
})
