import assert from 'node:assert/strict'
import { analysed, findingsOf, rulesFor } from '../../../support/rules.js'
import { setNotNullOldWriters } from '../../../../server/src/rules/columns/set-not-null-old-writers.js'

const rule = 'set-not-null-old-writers'
const database =
  'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "role" TEXT DEFAULT \'x\')'
const promise = (check: string) =>
  `ALTER TABLE "User" ADD CONSTRAINT "k" CHECK (${check}) NOT VALID;`

suite(rule, () => {
  test('a CHECK binds writers at once, validated or not: information, for it is the right step', () => {
    const found = findingsOf(rule, { database, sql: promise('"email" IS NOT NULL') })
    assert.deepEqual(
      found.map(({ severity, message }) => [severity, message]),
      [
        [
          'information',
          'From here on every write that leaves "email" of "User" empty fails, also those of the version that runs during the deployment. Release code that always writes it first, and deploy this after it runs everywhere.',
        ],
      ],
    )
  })

  test('NOT NULL as a table constraint of PostgreSQL 18 too', () =>
    assert.equal(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" ADD CONSTRAINT "k" NOT NULL "email" NOT VALID;',
        postgresVersion: 18,
      }).length,
      1,
    ))

  test('SET NOT NULL: a warning, left to the rules that tell of the scan too', () => {
    const script = { database, sql: 'ALTER TABLE "User" ALTER COLUMN "email" SET NOT NULL;' }
    assert.deepEqual(rulesFor(script), ['set-not-null-scan'])
    const read = analysed(script)
    const alone = read.statements.flatMap((each) => setNotNullOldWriters.check(each, read))
    assert.deepEqual(
      alone.map(({ object }) => object.column),
      ['email'],
    )
  })

  test('not for a CHECK that lets NULL pass', () => {
    for (const check of ['"email" <> \'\'', '"email" IS NOT NULL OR "id" > 1']) {
      assert.deepEqual(findingsOf(rule, { database, sql: promise(check) }), [], check)
    }
    assert.equal(
      findingsOf(rule, { database, sql: promise('"email" IS NOT NULL AND "id" > 1') }).length,
      1,
    )
  })

  test('not where the database puts a value in, nor where writers are bound already', () => {
    assert.deepEqual(findingsOf(rule, { database, sql: promise('"role" IS NOT NULL') }), [])
    assert.deepEqual(findingsOf(rule, { database, sql: promise('"id" IS NOT NULL') }), [])
    const bound = `${database}; ALTER TABLE "User" ADD CONSTRAINT "old" CHECK ("email" IS NOT NULL) NOT VALID`
    assert.deepEqual(findingsOf(rule, { database: bound, sql: promise('"email" IS NOT NULL') }), [])
  })

  test('not on a new column or a new table, which no running code writes', () => {
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: `ALTER TABLE "User" ADD COLUMN "name" TEXT; ${promise('"name" IS NOT NULL')}`,
      }),
      [],
    )
    assert.deepEqual(
      findingsOf(rule, {
        sql: `CREATE TABLE "User" ("email" TEXT); ${promise('"email" IS NOT NULL')}`,
      }),
      [],
    )
  })
})
