import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'prisma-generated-column'
const database =
  'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER DEFAULT 1, "twice" INTEGER GENERATED ALWAYS AS ("n" * 2) STORED);'

suite(rule, () => {
  test('says that it always fails, and the attribute that is missing', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ALTER COLUMN "twice" DROP DEFAULT;',
        measured: {
          0: {
            kind: 'failed',
            failure: {
              sqlState: '42601',
              message: 'column "twice" of relation "User" is a generated column',
            },
          },
        },
      }),
      [
        'Drops the default of "twice" of "User", which is a generated column and has none: PostgreSQL refuses that (42601), and the migration fails. Give the field @default(dbgenerated()), with which Prisma leaves the column as it is.',
      ],
    ))

  test('of a default that is set', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ALTER COLUMN "twice" SET DEFAULT 1;',
        measured: { 0: { kind: 'failed', failure: { sqlState: '42601', message: 'x' } } },
      }),
      [
        'Sets the default of "twice" of "User", which is a generated column and has none: PostgreSQL refuses that (42601), and the migration fails. Give the field @default(dbgenerated()), with which Prisma leaves the column as it is.',
      ],
    ))

  test('blames the column', () => {
    const script = {
      database,
      sql: 'ALTER TABLE "User" ALTER COLUMN "twice" DROP DEFAULT;',
      measured: { 0: { kind: 'failed', failure: { sqlState: '42601', message: 'x' } } },
    } as const
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"twice"', { table: 'public.User', column: 'twice' }, ['new-code']],
    )
  })

  test('not for a plain column', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'ALTER TABLE "User" ALTER COLUMN "n" DROP DEFAULT;' }),
      [],
    ))

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ALTER COLUMN "twice" DROP DEFAULT;',
        newTables: ['public.User'],
      }),
      [],
    ))
})
