import assert from 'node:assert/strict'
import type { CommittedState } from '../../../server/src/project/projectSnapshot.js'
import { sortsBefore } from '../../../server/src/project/sortsBefore.js'

const committed = (...names: readonly string[]) =>
  ({
    kind: 'known',
    migrations: names.map((name) => ({ name, text: '' })),
  }) as unknown as CommittedState

suite('a migration that sorts before a committed one', () => {
  test('is new and has an earlier name: the last committed one is told', () =>
    assert.deepEqual(sortsBefore('2_b', committed('1_a', '3_c', '4_d')), { sortsBefore: '4_d' }))

  test('is not one that sorts last', () =>
    assert.deepEqual(sortsBefore('5_e', committed('1_a', '3_c')), {}))

  test('is not one that is committed itself', () =>
    assert.deepEqual(sortsBefore('1_a', committed('1_a', '3_c')), {}))

  test('is not known without git', () =>
    assert.deepEqual(sortsBefore('1_a', { kind: 'none', why: 'no repository' }), {}))
})
