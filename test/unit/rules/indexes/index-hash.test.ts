import assert from 'node:assert/strict'
import { blamed, findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'index-hash'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);'

suite(rule, () => {
  test('says what it cannot do, once it is turned on', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'CREATE INDEX "i" ON "User" USING hash ("email");' }).map(
        ({ message }) => message,
      ),
      [
        'The index "i" on "User" is a hash index: it finds equal values only, sorts nothing, and cannot be unique. Use a B-tree unless you have measured that the hash index is better.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = { database, sql: 'CREATE INDEX "i" ON "User" USING hash ("email");' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"i"', 'hint', [], { table: 'public.User', index: 'i' }],
    )
  })

  test('not a B-tree', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'CREATE INDEX "i" ON "User" ("email");' }),
      [],
    ))
})
