import assert from 'node:assert/strict'
import { createRandomness } from '../../../../server/src/plans/simulation/randomness.js'

suite('numbers that look random', () => {
  test('are the same for the same seed and others for another', () => {
    const draw = (seed: number) => {
      const random = createRandomness(seed)
      return Array.from({ length: 8 }, () => random.below(1000))
    }
    assert.deepEqual(draw(1), draw(1))
    assert.notDeepEqual(draw(1), draw(2))
  })

  test('reach every place below the limit about equally often', () => {
    const random = createRandomness(3)
    const counts = [0, 0, 0, 0]
    for (let index = 0; index < 4000; index += 1) {
      const place = random.below(4)
      counts[place] = (counts[place] ?? 0) + 1
    }
    for (const count of counts) assert.ok(900 < count && count < 1100, String(counts))
  })

  test('count up where no value may come twice', () => {
    const random = createRandomness(1)
    assert.deepEqual([random.next(), random.next(), random.next()], [1, 2, 3])
  })

  test('cannot pick from nothing', () =>
    assert.throws(() => createRandomness(1).pick([]), RangeError))
})
