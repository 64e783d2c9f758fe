import assert from 'node:assert/strict'
import { blamed, findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'drop-column-loses-index'
const database = `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT, CONSTRAINT "one" UNIQUE ("email", "nick"), CONSTRAINT "own" CHECK ("nick" <> ''));
  CREATE INDEX "both" ON "User" ("email", "nick");
  CREATE INDEX "alone" ON "User" ("nick");
  CREATE INDEX "partial" ON "User" ("email") WHERE "nick" IS NULL;`

suite(rule, () => {
  test('names what goes with it', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'ALTER TABLE "User" DROP COLUMN "nick";' }).map(
        ({ message }) => message,
      ),
      [
        'With "nick" of "User" goes the unique constraint "one", the index "both" and the index "partial", without a word from PostgreSQL. Create what is to stay of it on the other columns before you drop the column.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = { database, sql: 'ALTER TABLE "User" DROP COLUMN "nick";' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"nick"', 'warning', ['data', 'readers'], { table: 'public.User', column: 'nick' }],
    )
  })

  test('not where all their columns go', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'ALTER TABLE "User" DROP COLUMN "nick", DROP COLUMN "email";',
        database:
          'CREATE TABLE "User" ("id" INTEGER, "email" TEXT, "nick" TEXT, CONSTRAINT "one" UNIQUE ("email", "nick"));',
      }),
      [],
    ))

  test('not the index of the column alone', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'ALTER TABLE "User" DROP COLUMN "nick";',
        database: `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);
  CREATE INDEX "alone" ON "User" ("nick");`,
      }),
      [],
    ))

  test('not what the script makes again', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: 'ALTER TABLE "User" DROP COLUMN "nick"; CREATE INDEX "both" ON "User" ("email");',
        database: `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);
  CREATE INDEX "both" ON "User" ("email", "nick");`,
      }),
      [],
    ))

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "User" DROP COLUMN "nick";',
        newTables: ['public.User'],
      }),
      [],
    ))
})
