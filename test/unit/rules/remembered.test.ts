import assert from 'node:assert/strict'
import { remembered } from '../../../server/src/rules/remembered.js'

suite('remembered', () => {
  test('works out once for each value, also where the answer is undefined', () => {
    const asked: string[] = []
    const answer = remembered(({ name }: { name: string }) => {
      asked.push(name)
      return name === 'a' ? undefined : name
    })
    const [a, b] = [{ name: 'a' }, { name: 'b' }]
    assert.deepEqual([a, b, a, b].map(answer), [undefined, 'b', undefined, 'b'])
    assert.deepEqual(asked, ['a', 'b'])
  })

  test('equal values are two values', () => {
    const answer = remembered((_: object) => ({}))
    assert.notEqual(answer({}), answer({}))
  })
})
