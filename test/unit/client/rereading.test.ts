import assert from 'node:assert/strict'
import { createRereading } from '../../../client/src/server/rereading.js'

suite('reading again', () => {
  test('is done once more after calls that came during a reading, and no oftener', async () => {
    const ends: (() => void)[] = []
    const reread = createRereading(() => new Promise((resolve) => ends.push(resolve)))
    const endNext = async () => {
      ends.at(-1)?.()
      await new Promise((resolve) => setImmediate(resolve))
    }
    reread()
    reread()
    reread()
    assert.equal(ends.length, 1)
    await endNext()
    assert.equal(ends.length, 2)
    await endNext()
    assert.equal(ends.length, 2)
    reread()
    assert.equal(ends.length, 3)
  })
})
