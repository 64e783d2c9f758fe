import assert from 'node:assert/strict'
import { blamed, findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'index-columns-many'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);'

suite(rule, () => {
  test('says that the last columns seldom help, once it is turned on', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'CREATE INDEX "i" ON "T" ("a", "b", "c", "d");' }).map(
        ({ message }) => message,
      ),
      [
        'The index "i" on "T" has 4 columns: it grows large, and the last of them seldom help a search. Leave out the columns that no query needs to narrow down its rows.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = { database, sql: 'CREATE INDEX "i" ON "T" ("a", "b", "c", "d");' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"i"', 'hint', ['writers'], { table: 'public.T', index: 'i' }],
    )
  })

  test('not with three columns', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'CREATE INDEX "i" ON "T" ("a", "b", "c");' }),
      [],
    ))

  test('not a unique index, whose columns are the point', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'CREATE UNIQUE INDEX "i" ON "T" ("a", "b", "c", "d");' }),
      [],
    ))
})
