import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'prisma-bigserial-type-change'
const database = 'CREATE TABLE "User" ("id" SERIAL PRIMARY KEY, "name" TEXT);'

suite(rule, () => {
  test('says that it always fails, and what to write', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ALTER COLUMN "id" SET DATA TYPE BIGSERIAL;',
        measured: {
          0: {
            kind: 'failed',
            failure: { sqlState: '42704', message: 'type "bigserial" does not exist' },
          },
        },
      }),
      [
        'Changes "id" of "User" to bigserial, which is no type that ALTER TABLE knows: PostgreSQL refuses it (42704), and the migration fails. Write ALTER COLUMN "id" TYPE bigint by hand, and set "User_id_seq" with ALTER SEQUENCE … AS bigint; the table is then rewritten while every query on it waits.',
      ],
    ))

  test('blames the column', () => {
    const script = {
      database,
      sql: 'ALTER TABLE "User" ALTER COLUMN "id" SET DATA TYPE BIGSERIAL;',
      measured: {
        0: {
          kind: 'failed',
          failure: { sqlState: '42704', message: 'type "bigserial" does not exist' },
        },
      },
    } as const
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"id"', { table: 'public.User', column: 'id' }, ['new-code']],
    )
  })

  test('not for the type itself', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ALTER COLUMN "id" SET DATA TYPE BIGINT;',
      }),
      [],
    ))

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ALTER COLUMN "id" SET DATA TYPE BIGSERIAL;',
        newTables: ['public.User'],
      }),
      [],
    ))
})
