import assert from 'node:assert/strict'
import { blamed, findingsOf, rulesFor, type TestScript } from '../../../support/rules.js'

const rule = 'drop-database'

suite(rule, () => {
  test('says where it happens', () =>
    assert.deepEqual(
      findingsOf(rule, { sql: 'DROP DATABASE "shop";' }).map(({ message }) => message),
      [
        'Drops the database "shop" with all that it holds, in every environment where the migration is deployed; nothing but a backup brings it back. Take the statement out: a migration changes one database, it does not remove databases.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = { sql: 'DROP DATABASE "shop";' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['DROP', 'error', ['data', 'old-code'], {}],
    )
  })

  test('once: that migrate dev cannot replay it goes with it', () =>
    assert.deepEqual(rulesFor({ sql: 'DROP DATABASE "shop";', origin: 'migration' }), [rule]))

  test('not for anything else', () =>
    assert.deepEqual(findingsOf(rule, { sql: 'DROP TABLE IF EXISTS "shop";' }), []))
})
