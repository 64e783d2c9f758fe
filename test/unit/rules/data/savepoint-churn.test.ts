import assert from 'node:assert/strict'
import { findingsOf } from '../../../support/rules.js'

const rule = 'savepoint-churn'

suite(rule, () => {
  const savepoints = (count: number) =>
    Array.from({ length: count }, (_, index) => `SAVEPOINT s${index};`).join(' ')

  test('says at the 65th what every other session then does', () => {
    const found = findingsOf(rule, { sql: savepoints(70) })
    assert.deepEqual(
      found.map(({ message, statement }) => [statement, message]),
      [
        [
          64,
          'Sets more than 64 savepoints in one transaction: from here on every other session looks up on disk which of them are done. Split the file, or do without savepoints.',
        ],
      ],
    )
  })

  test('not up to 64 of them, nor when a COMMIT parts them', () => {
    assert.deepEqual(findingsOf(rule, { sql: savepoints(64) }), [])
    assert.deepEqual(findingsOf(rule, { sql: `${savepoints(40)} COMMIT; ${savepoints(40)}` }), [])
  })
})
