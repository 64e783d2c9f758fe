import assert from 'node:assert/strict'
import {
  migrationFolderName,
  nextTimestamp,
  timestampDigits,
} from '../../../server/src/migrations/migrationFolderName.js'
import type { MigrationHistory } from '../../../server/src/migrations/migration.js'

const morning = new Date('2026-11-20T09:30:05.999Z')

suite('name of a migration folder', () => {
  test('is the UTC time to the second and the name as a slug', () =>
    assert.equal(migrationFolderName(morning, 'Add user email'), '20261120093005_add_user_email'))

  test('is the time alone when the name has no usable character', () =>
    assert.equal(migrationFolderName(morning, '--'), '20261120093005'))

  test('the next timestamp is now', () =>
    assert.equal(nextTimestamp(history('20261120093004_a', '0_init'), morning), morning))

  test('without migrations the next timestamp is now', () =>
    assert.equal(nextTimestamp(history(), morning), morning))

  test('a folder of this very second pushes the next one a second on', () =>
    assert.equal(next('20261120093005_a'), '20261120093006'))

  test('a folder from the future is followed, not preceded', () =>
    assert.equal(next('20301231235959_a', '20240101000000_b'), '20310101000000'))

  test('a date that does not exist is followed as the calendar rolls', () =>
    assert.equal(next('20271399000000_a'), '20280408000001'))

  test('folders without a timestamp do not move the clock', () =>
    assert.equal(nextTimestamp(history('zz_last', '99999999_x'), morning), morning))
})

function next(...names: string[]): string {
  return timestampDigits(nextTimestamp(history(...names), morning))
}

function history(...names: string[]): MigrationHistory {
  const migrations = names.map((name) => ({
    name,
    uri: `file:///m/${name}`,
    text: '',
    checksum: '',
  }))
  return { migrations, problems: [] }
}
