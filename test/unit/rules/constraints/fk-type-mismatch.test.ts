import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'fk-type-mismatch'
const database = `CREATE TABLE "User" ("id" BIGINT PRIMARY KEY, "code" VARCHAR(10));
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER, "big" BIGINT, "code" TEXT);`

suite(rule, () => {
  test('int to bigint: says on which side a key will not fit', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User" ("id") NOT VALID;',
      }),
      [
        'The column "authorId" of "Post" is integer and refers to "id" of "User", which is bigint: each comparison converts one of them, and a key beyond the range of integer fits on one side only. Give both columns the same type before you add the foreign key.',
      ],
    ))

  test('types that nothing compares are refused', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("code") REFERENCES "User" ("id") NOT VALID;',
        measured: {
          0: { kind: 'failed', failure: { sqlState: '42804', message: 'cannot be implemented' } },
        },
      }),
      [
        'The column "code" of "Post" is text and refers to "id" of "User", which is bigint: no operator compares the two, and the deployment stops here with error 42804. Give both columns the same type before you add the foreign key.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User" ("id") NOT VALID;',
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"f"', 'warning', ['writers'], { table: 'public.Post', constraint: 'f' }],
    )
  })

  test('not for the same type', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("big") REFERENCES "User" ("id") NOT VALID;',
      }),
      [],
    ))

  test('not for text and varchar, nor for a length', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("code") REFERENCES "User" ("code") NOT VALID;',
      }),
      [],
    ))

  test('not for columns that are not known', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("nope") REFERENCES "User" ("id") NOT VALID;',
      }),
      [],
    ))
})
