import assert from 'node:assert/strict'
import { paddingOf, withoutPadding } from '../../../../server/src/rules/columns/padding.js'

suite('bytes that alignment leaves unused', () => {
  test('lie before a value that has to begin at a multiple of its size', () => {
    assert.equal(paddingOf(['smallint', 'integer']), 2)
    assert.equal(paddingOf(['boolean', 'timestamp(3) without time zone']), 7)
    assert.equal(paddingOf(['uuid', 'bigint', 'integer', 'smallint', 'boolean']), 0)
  })

  test('are not counted behind a value of variable length', () => {
    assert.equal(paddingOf(['text', 'bigint']), 0)
    assert.equal(paddingOf(['text', 'bigint', 'boolean', 'integer']), 3)
  })

  test('are none when the largest come first', () =>
    assert.deepEqual(withoutPadding(['text', 'boolean', 'uuid', 'bigint', 'integer']), [
      'bigint',
      'integer',
      'boolean',
      'uuid',
      'text',
    ]))
})
