import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'fk-orphans'
const database = `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER);
  ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User" ("id") NOT VALID;`

suite(rule, () => {
  test('sure, where the migrations have written such rows', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" ADD CONSTRAINT "g" FOREIGN KEY ("authorId") REFERENCES "User" ("id");',
        measured: {
          0: { kind: 'failed', failure: { sqlState: '23503', message: 'is not present' } },
        },
      }),
      [
        'Looks up the rows of "Post", although the migrations themselves have written some that refer to nothing by "g": the deployment stops here with error 23503 wherever they have run. Delete those rows or set their columns to NULL in an earlier statement.',
      ],
    ))

  test('before a VALIDATE it informs', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'ALTER TABLE "Post" VALIDATE CONSTRAINT "f";' }),
      [
        'Looks up every row of "Post" in "User", and fails with 23503 if one is not there. Count the rows whose "authorId" has no match before you deploy, with check --env, and delete them or set them to NULL.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'ALTER TABLE "Post" ADD CONSTRAINT "g" FOREIGN KEY ("authorId") REFERENCES "User" ("id");',
      measured: {
        0: { kind: 'failed', failure: { sqlState: '23503', message: 'is not present' } },
      },
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"g"', 'error', ['data'], { table: 'public.Post', constraint: 'g' }],
    )
  })

  test('not where a key is added, which another rule tells', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" ADD CONSTRAINT "g" FOREIGN KEY ("authorId") REFERENCES "User" ("id");',
      }),
      [],
    ))

  test('not for a CHECK', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'ALTER TABLE "Post" VALIDATE CONSTRAINT "c";',
        database: `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER);
  ALTER TABLE "Post" ADD CONSTRAINT "c" CHECK ("id" > 0) NOT VALID;`,
      }),
      [],
    ))
})
