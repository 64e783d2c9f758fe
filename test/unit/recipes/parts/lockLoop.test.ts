import assert from 'node:assert/strict'
import { lockLoop, retryLoop } from '../../../../server/src/recipes/parts/lockLoop.js'

function timeoutFor(...tables: readonly string[]): string | undefined {
  return /'lock_timeout', '(\d+ms)'/.exec(lockLoop({ tables, mode: 'ACCESS EXCLUSIVE' }))?.[1]
}

suite('the lock loop of a plan', () => {
  test('waits 300 ms for one table', () => assert.equal(timeoutFor('"a"'), '300ms'))

  // The limit counts anew for each lock, while the first table is locked already.
  test('waits 300 ms for several tables in all', () => {
    assert.equal(timeoutFor('"a"', '"b"'), '150ms')
    assert.equal(timeoutFor('"a"', '"b"', '"c"'), '100ms')
    assert.equal(timeoutFor('"a"', '"a"'), '300ms')
  })

  test('outlasts a short transaction however many tables there are', () =>
    assert.equal(timeoutFor(...Array.from({ length: 40 }, (_, place) => `"t${place}"`)), '20ms'))

  test('locks tables in the order of their names', () =>
    assert.match(
      lockLoop({ tables: ['"b"', '"a"'], mode: 'SHARE ROW EXCLUSIVE' }),
      /LOCK TABLE "a", "b" IN SHARE ROW EXCLUSIVE MODE;/,
    ))

  test('counts the locks that a statement takes itself', () =>
    assert.match(retryLoop('DROP VIEW "a", "b"', 'drop', 2), /'150ms', true\);\s+DROP VIEW/))
})
