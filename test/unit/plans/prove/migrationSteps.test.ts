import assert from 'node:assert/strict'
import { cutShort, migrationSteps } from '../../../../server/src/plans/prove/migrationSteps.js'

const file = {
  step: 'expand',
  kind: 'transaction' as const,
  sql: 'BEGIN;\nALTER TABLE t ADD x INT;\nCOMMIT;\n',
}

suite('a file on its way to the server', () => {
  test('is one message, or one for each statement', () => {
    assert.deepEqual(migrationSteps(file.sql, 'batch'), [{ sql: file.sql, script: true }])
    assert.deepEqual(
      migrationSteps(file.sql, 'split').map(({ sql }) => sql),
      ['BEGIN', 'ALTER TABLE t ADD x INT', 'COMMIT'],
    )
  })

  test('is cut short where its COMMIT stands', () => {
    const texts = cutShort(file, 'split').map(({ sql }) => sql)
    assert.deepEqual(texts.slice(0, 2), ['BEGIN', 'ALTER TABLE t ADD x INT'])
    assert.match(texts[2] ?? '', /^DO .*RAISE EXCEPTION/)
    assert.equal(texts.length, 3)
  })

  test('is cut short at its end when it has no COMMIT, a comment at the end included', () => {
    const texts = cutShort({ ...file, sql: 'SELECT 1 -- done' }, 'split').map(({ sql }) => sql)
    assert.match(texts[1] ?? '', /^DO /)
    const [batch] = cutShort({ ...file, sql: 'SELECT 1 -- done' }, 'batch')
    assert.match(batch?.sql ?? '', /-- done\n;\nDO /)
  })
})
