import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'prisma-unique-constraint-as-index'
const database =
  'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT); ALTER TABLE "User" ADD CONSTRAINT "User_n_key" UNIQUE ("n");'

suite(rule, () => {
  test('says that it always fails, and both ways out', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'DROP INDEX "User_n_key";',
        measured: {
          0: {
            kind: 'failed',
            failure: { sqlState: '2BP01', message: 'cannot drop index "User_n_key"' },
          },
        },
      }),
      [
        'Drops the index "User_n_key", which belongs to the UNIQUE constraint "User_n_key" of "User": PostgreSQL refuses that (2BP01), and the migration fails. Write ALTER TABLE "User" DROP CONSTRAINT "User_n_key" instead if it has to go, or show it in the schema with @unique(map: "User_n_key") or @@unique(…, map: "User_n_key").',
      ],
    ))

  test('blames the index', () => {
    const script = {
      database,
      sql: `-- DropIndex
DROP INDEX "User_n_key";`,
      origin: 'migration',
      measured: { 0: { kind: 'failed', failure: { sqlState: '2BP01', message: 'x' } } },
    } as const
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"User_n_key"', { table: 'public.User', constraint: 'User_n_key' }, ['new-code']],
    )
  })

  test('not for an index of its own', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'DROP INDEX "User_name_idx";',
        database:
          'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT); CREATE UNIQUE INDEX "User_name_idx" ON "User" ("name");',
      }),
      [],
    ))

  test('not what was written by hand: that is told as such', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'DROP INDEX "User_n_key";', origin: 'migration' }),
      [],
    ))

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'DROP INDEX "User_n_key";', newTables: ['public.User'] }),
      [],
    ))
})
