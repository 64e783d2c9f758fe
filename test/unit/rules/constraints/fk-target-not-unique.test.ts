import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'fk-target-not-unique'
const database = `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT);
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "mail" TEXT);`

suite(rule, () => {
  test('says which columns need a unique index', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("mail") REFERENCES "User" ("email");',
        measured: {
          0: {
            kind: 'failed',
            failure: { sqlState: '42830', message: 'there is no unique constraint' },
          },
        },
      }),
      [
        'Refers to "email" of "User", where no primary key, unique constraint or whole unique index covers just these columns: the deployment stops here with error 42830. Create a unique index on "email" in an earlier migration.',
      ],
    ))

  test('where it was not executed, it is derived, and said so', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("mail") REFERENCES "User" ("email");',
        measured: { 0: undefined },
      }),
      [
        'Refers to "email" of "User", where no primary key, unique constraint or whole unique index covers just these columns: the deployment stops here with error 42830 (derived, not executed). Create a unique index on "email" in an earlier migration.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("mail") REFERENCES "User" ("email");',
      measured: {
        0: {
          kind: 'failed',
          failure: { sqlState: '42830', message: 'there is no unique constraint' },
        },
      },
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"f"', 'error', [], { table: 'public.Post', constraint: 'f' }],
    )
  })

  test('not when it is accepted', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("mail") REFERENCES "User" ("email");',
      }),
      [],
    ))

  test('not to a primary key that was not executed', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("mail") REFERENCES "User" ("id");',
        measured: { 0: undefined },
      }),
      [],
    ))
})
