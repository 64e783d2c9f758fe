import assert from 'node:assert/strict'
import {
  compareMigrationNames,
  namesThatMoveBetweenVersions,
  timestampOf,
} from '../../../server/src/migrations/migrationOrder.js'

suite('order of migrations', () => {
  test('folders made by Prisma stand by time', () =>
    assert.deepEqual(
      ['20240102000000_b', '20231231235959_z', '20240102000000_a'].toSorted(compareMigrationNames),
      ['20231231235959_z', '20240102000000_a', '20240102000000_b'],
    ))

  test('"0_init", the baseline of the Prisma guide, stands first', () =>
    assert.deepEqual(['20240101000000_a', '0_init'].toSorted(compareMigrationNames), [
      '0_init',
      '20240101000000_a',
    ]))

  test('capitals sort by language and not by bytes', () =>
    assert.deepEqual(['1_B', '1_a'].toSorted(compareMigrationNames), ['1_a', '1_B']))

  test('two spellings that a language takes for equal still have an order', () =>
    assert.notEqual(compareMigrationNames('1_\u00e9', '1_e\u0301'), 0))

  test('names of the usual form stay in place in every version of Prisma', () =>
    assert.equal(
      namesThatMoveBetweenVersions(['20240101000000_init', '20240102000000_add_user']).size,
      0,
    ))

  test('a date without a time moves, and its well-formed neighbour is not blamed', () =>
    assert.deepEqual(
      [...namesThatMoveBetweenVersions(['20250625_add_pivot', '20250625103000_add_chart'])],
      ['20250625_add_pivot'],
    ))

  test('of two well-formed names that change places both are named', () =>
    assert.deepEqual(
      namesThatMoveBetweenVersions(['20250625103000_a_b', '20250625103000_a1']),
      new Set(['20250625103000_a_b', '20250625103000_a1']),
    ))

  test('bytes above U+FFFF sort after all others', () =>
    assert.equal(namesThatMoveBetweenVersions(['1\u{1f600}', '1\uffee']).size > 0, false))

  test('a timestamp has exactly 14 digits', () => {
    assert.equal(timestampOf('20240101000000_init'), '20240101000000')
    assert.equal(timestampOf('20240101000000'), '20240101000000')
    assert.equal(timestampOf('202401010000001_init'), undefined)
    assert.equal(timestampOf('0_init'), undefined)
  })
})
