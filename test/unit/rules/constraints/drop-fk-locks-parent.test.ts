import assert from 'node:assert/strict'
import { blamed, findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'drop-fk-locks-parent'
const database = `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER);
  ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User" ("id") ON DELETE SET NULL;`

suite(rule, () => {
  test('names both tables, and what is no longer kept', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" DROP CONSTRAINT "f";',
        origin: 'migration',
      }).map(({ message }) => message),
      [
        'Drops the foreign key "f" from "Post" to "User": from now on nothing keeps the rows of the two together. Takes ACCESS EXCLUSIVE on "Post" and "User" for a moment, but only after every transaction that is open there; meanwhile every query on them waits. Drop it alone in a migration of its own, behind a short lock_timeout.',
      ],
    ))

  test('another key to the same table takes its place', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" DROP CONSTRAINT "f"; ALTER TABLE "Post" ADD CONSTRAINT "g" FOREIGN KEY ("authorId", "id") REFERENCES "User" ("id", "email") NOT VALID;',
        origin: 'migration',
        execution: 'split',
      }).map(({ message }) => message),
      [
        'Drops the foreign key "f" from "Post" to "User", in whose place the script adds another. Takes ACCESS EXCLUSIVE on "Post" and "User" for a moment, but only after every transaction that is open there; meanwhile every query on them waits. Drop it alone in a migration of its own, behind a short lock_timeout.',
      ],
    ))

  test('information where the table goes too, which another rule tells', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" DROP CONSTRAINT "f"; DROP TABLE "Post";',
        origin: 'migration',
      }).map(({ message }) => message),
      [
        'Drops the foreign key "f" from "Post" to "User": from now on nothing keeps the rows of the two together. Takes ACCESS EXCLUSIVE on "Post" and "User" for a moment, but only after every transaction that is open there; meanwhile every query on them waits. Drop it alone in a migration of its own, behind a short lock_timeout.',
      ],
    ))

  test('of a table that is not known, by Prisma’s way to name it', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'ALTER TABLE "X" DROP CONSTRAINT "X_userId_fkey";',
        measured: { 0: undefined },
        database: '',
      }).map(({ message }) => message),
      [
        'Drops the foreign key "X_userId_fkey" from "X": from now on nothing keeps the rows of the two together. Takes ACCESS EXCLUSIVE on "X" (derived, not measured) for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Drop it alone in a migration of its own, behind a short lock_timeout.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'ALTER TABLE "Post" DROP CONSTRAINT "f";',
      origin: 'migration',
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"f"', 'warning', ['data'], { table: 'public.Post', constraint: 'f' }],
    )
  })

  test('not where both tables are dropped', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" DROP CONSTRAINT "f"; DROP TABLE "Post"; DROP TABLE "User";',
      }),
      [],
    ))

  test('not where the key comes back, which another rule tells', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" DROP CONSTRAINT "f"; ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "User" ("id") ON DELETE CASCADE;',
      }),
      [],
    ))

  test('not for another kind of constraint', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'ALTER TABLE "Post" DROP CONSTRAINT "c";',
        database: `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "authorId" INTEGER);
  ALTER TABLE "Post" ADD CONSTRAINT "c" CHECK ("id" > 0);`,
      }),
      [],
    ))

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" DROP CONSTRAINT "f";',
        newTables: ['public.Post'],
      }),
      [],
    ))

  test('not for a key that the script has added', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" ADD CONSTRAINT "g" FOREIGN KEY ("authorId") REFERENCES "User" ("id"); ALTER TABLE "Post" DROP CONSTRAINT "g";',
      }),
      [],
    ))

  test('not where IF EXISTS finds none', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'ALTER TABLE "Post" DROP CONSTRAINT IF EXISTS "never";' }),
      [],
    ))
})
