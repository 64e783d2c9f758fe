import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'drop-blocked-by-dependent'
const database = `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER);
  ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User" ("id");`

suite(rule, () => {
  test('names what needs it, and says it once', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'DROP TABLE "User";',
        measured: {
          0: {
            kind: 'failed',
            failure: {
              sqlState: '2BP01',
              message: 'cannot drop table "User" because other objects depend on it',
            },
          },
        },
      }),
      [
        'PostgreSQL does not drop the table "User", because the foreign key "f" of "Post" still needs it: the deployment stops here with error 2BP01. Drop or change what needs it in earlier statements of the file.',
      ],
    ))

  test('what the replay does not know comes from PostgreSQL’s detail', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "User" DROP COLUMN "nick";',
        measured: {
          0: {
            kind: 'failed',
            failure: {
              sqlState: '2BP01',
              message: 'cannot drop column',
              detail: `view v depends on column nick of table "User"`,
            },
          },
        },
      }),
      [
        'PostgreSQL does not drop the column "nick" of "User", because view v still needs it: the deployment stops here with error 2BP01. Drop or change what needs it in earlier statements of the file.',
      ],
    ))

  test('a primary key that a foreign key refers to', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "User" DROP CONSTRAINT "User_primaryKey";',
        measured: {
          0: { kind: 'failed', failure: { sqlState: '2BP01', message: 'cannot drop constraint' } },
        },
      }),
      [
        'PostgreSQL does not drop the constraint "User_primaryKey" of "User", because the foreign key "f" of "Post" still needs it: the deployment stops here with error 2BP01. Drop or change what needs it in earlier statements of the file.',
      ],
    ))

  test('where it was not executed, it is derived, and said so', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "User" DROP COLUMN "id";',
        measured: { 0: undefined },
      }),
      [
        'PostgreSQL does not drop the column "id" of "User", because the foreign key "f" of "Post" still needs it: the deployment stops here with error 2BP01 (derived, not executed). Drop or change what needs it in earlier statements of the file.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'DROP TABLE "User";',
      measured: {
        0: {
          kind: 'failed',
          failure: {
            sqlState: '2BP01',
            message: 'cannot drop table "User" because other objects depend on it',
          },
        },
      },
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"User"', 'error', [], { table: 'public.User' }],
    )
  })

  test('not with CASCADE', () =>
    assert.deepEqual(findingsOf(rule, { database, sql: 'DROP TABLE "User" CASCADE;' }), []))

  test('not when PostgreSQL accepts it', () =>
    assert.deepEqual(findingsOf(rule, { database, sql: 'DROP TABLE "User";' }), []))

  test('not for another refusal', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'DROP TABLE "User";',
        measured: {
          0: { kind: 'failed', failure: { sqlState: '42501', message: 'must be owner' } },
        },
      }),
      [],
    ))
})
