import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'create-trigger'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT);'

suite(rule, () => {
  test('says for whom it runs from then on, and who waits', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'CREATE TRIGGER "audit" AFTER UPDATE ON "User" FOR EACH ROW EXECUTE FUNCTION "log"();',
      }),
      [
        'Puts the trigger "audit" on "User": from then on it runs with the writes of running code too, and an error in it fails them. Takes SHARE ROW EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile writes to it wait, reads go on. Test it with the writes of the running version, and set a short lock_timeout before it.',
      ],
    ))

  test('blames the trigger', () => {
    const script = {
      database,
      sql: 'CREATE TRIGGER "audit" AFTER UPDATE ON "User" FOR EACH ROW EXECUTE FUNCTION "log"();',
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"audit"', { table: 'public.User' }, ['old-code']],
    )
  })

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TRIGGER "audit" AFTER UPDATE ON "User" FOR EACH ROW EXECUTE FUNCTION "log"();',
        newTables: ['public.User'],
      }),
      [],
    ))

  test('not when PostgreSQL refuses it', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TRIGGER "audit" AFTER UPDATE ON "User" FOR EACH ROW EXECUTE FUNCTION "log"();',
        measured: {
          0: {
            kind: 'failed',
            failure: { sqlState: '42883', message: 'function "log"() does not exist' },
          },
        },
      }),
      [],
    ))

  test('not of a plan of Concertina, which was rehearsed with the writes of the running version', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TRIGGER "~concertina_User.name" BEFORE UPDATE ON "User" FOR EACH ROW EXECUTE FUNCTION "log"();',
      }),
      [],
    ))
})
