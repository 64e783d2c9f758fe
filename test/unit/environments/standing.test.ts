import assert from 'node:assert/strict'
import type { MigrationRow } from '../../../server/src/environments/migrationRow.js'
import { standingOf, type MigrationStanding } from '../../../server/src/environments/standing.js'
import type { MigrationHistory } from '../../../server/src/migrations/migration.js'

const monday = new Date('2026-11-16T08:00:00Z')
const tuesday = new Date('2026-11-17T08:00:00Z')
const wednesday = new Date('2026-11-18T08:00:00Z')

suite('standing of an environment', () => {
  test('no rows: everything is pending', () =>
    check(history('1_a', '2_b'), [], ['1_a: pending', '2_b: pending']))

  test('a finished row: applied', () => {
    const [first] = standing(history('1_a'), [applied('1_a')]).migrations
    assert.deepEqual(first, {
      name: '1_a',
      rows: [applied('1_a')],
      state: 'applied',
      appliedAt: monday,
      duplicates: 0,
    })
  })

  test('the order is that of the names, whatever the order of the rows', () =>
    check(
      history('1_a', '2_b', '3_c'),
      [applied('2_b'), applied('1_a')],
      ['1_a: applied', '2_b: applied', '3_c: pending'],
    ))

  test('a row that never ended: failed, with its log and its steps', () => {
    const row = failed('1_a', { logs: 'ERROR: 42P07', appliedStepsCount: 0 })
    assert.deepEqual(standing(history('1_a'), [row]).migrations, [
      {
        name: '1_a',
        rows: [row],
        state: 'failed',
        startedAt: monday,
        logs: 'ERROR: 42P07',
        appliedStepsCount: 0,
        local: true,
      },
    ])
  })

  test('a failed migration without a folder is failed and not only missing', () => {
    const [one] = standing(history(), [failed('1_a')]).migrations
    assert.ok(one?.state === 'failed' && !one.local)
  })

  test('a failure stays one when a later attempt went through: Prisma stops at it all the same', () =>
    check(
      history('1_a'),
      [failed('1_a'), applied('1_a', { startedAt: tuesday, finishedAt: tuesday })],
      ['1_a: failed'],
    ))

  test('a row marked as rolled back: rolled back, and to be run again', () => {
    const result = standing(history('1_a'), [rolledBack('1_a')])
    assert.deepEqual(states(result.migrations), ['1_a: rolledBack'])
    assert.equal(result.behind, 1)
  })

  test('rolled back and then applied: applied, with both rows', () => {
    const result = standing(history('1_a'), [
      applied('1_a', { startedAt: tuesday, finishedAt: tuesday }),
      rolledBack('1_a'),
    ])
    assert.deepEqual(states(result.migrations), ['1_a: applied'])
    assert.deepEqual(
      result.migrations[0]?.rows.map((row) => row.rolledBackAt !== undefined),
      [true, false],
    )
  })

  test('an applied row that was marked as rolled back afterwards is rolled back', () =>
    check(history('1_a'), [applied('1_a', { rolledBackAt: tuesday })], ['1_a: rolledBack']))

  test('a rolled back row without a folder is the past', () =>
    check(history(), [rolledBack('1_a')], []))

  test('another checksum: edited after apply, with both checksums', () => {
    const [one] = standing(history('1_a'), [applied('1_a', { checksum: 'old' })]).migrations
    assert.ok(one?.state === 'editedAfterApply')
    assert.deepEqual([one.appliedChecksum, one.localChecksum], ['old', '#1_a\n'])
  })

  test('a checksum of the same text with CRLF is no edit', () =>
    check(history('1_a'), [applied('1_a', { checksum: '#1_a\r\n' })], ['1_a: applied']))

  test('a file that was repaired after a rollback and applied is no edit', () =>
    check(
      history('1_a'),
      [rolledBack('1_a', { checksum: 'broken' }), applied('1_a', { startedAt: tuesday })],
      ['1_a: applied'],
    ))

  test('a failed migration whose file has been repaired since is still just failed', () =>
    check(history('1_a'), [failed('1_a', { checksum: 'broken' })], ['1_a: failed']))

  test('an applied row without a folder: missing locally', () =>
    check(
      history('2_b'),
      [applied('1_a'), applied('2_b')],
      ['1_a: missingLocally', '2_b: applied'],
    ))

  test('pending and older than an applied one: out of order', () => {
    const result = standing(history('1_a', '2_b', '3_c'), [applied('2_b')])
    assert.deepEqual(
      result.migrations.map((one) => 'outOfOrder' in one && one.outOfOrder),
      [true, false, false],
    )
    assert.equal(result.counts.outOfOrder, 1)
    assert.equal(result.counts.pending, 2)
  })

  test('rolled back and older than an applied one: both are said', () => {
    const [one] = standing(history('1_a', '2_b'), [rolledBack('1_a'), applied('2_b')]).migrations
    assert.ok(one?.state === 'rolledBack' && one.outOfOrder)
  })

  test('a migration that is only applied elsewhere also puts older ones out of order', () =>
    assert.equal(standing(history('1_a'), [applied('2_b')]).counts.outOfOrder, 1))

  test('two applied rows of one name are counted', () => {
    const [one] = standing(history('1_a'), [applied('1_a'), applied('1_a')]).migrations
    assert.ok(one?.state === 'applied' && one.duplicates === 1)
  })

  test('of several applied rows the last decides whether the file was edited', () =>
    check(
      history('1_a'),
      [applied('1_a', { checksum: 'old' }), applied('1_a', { startedAt: wednesday })],
      ['1_a: applied'],
    ))

  test('a folder whose file cannot be read is neither applied nor missing', () => {
    const unreadable: MigrationHistory = {
      migrations: [],
      problems: [
        { name: '1_a', kind: 'missing-file', say: '' },
        { name: '2_b', kind: 'unreadable-file', say: '' },
        { name: '3_c', kind: 'odd-name', say: '' },
        { name: 'migration_lock.toml', kind: 'unreadable-file', say: '' },
      ],
    }
    const result = standing(unreadable, [applied('1_a')])
    assert.deepEqual(states(result.migrations), [
      '1_a: unreadableLocally',
      '2_b: unreadableLocally',
    ])
    assert.equal(result.behind, 1)
    assert.equal(result.inSync, false)
  })

  test('in sync means that nothing at all is left to say', () => {
    assert.equal(standing(history('1_a'), [applied('1_a')]).inSync, true)
    assert.equal(standing(history(), []).inSync, true)
    for (const rows of [
      [],
      [failed('1_a')],
      [rolledBack('1_a')],
      [applied('1_a'), applied('9_x')],
    ]) {
      assert.equal(standing(history('1_a'), rows).inSync, false)
    }
  })

  test('every state is counted', () =>
    assert.deepEqual(
      standing(history('1_a', '2_b', '3_c', '4_d', '5_e'), [
        applied('1_a'),
        applied('2_b', { checksum: 'old' }),
        failed('4_d'),
        rolledBack('5_e'),
        applied('9_x'),
      ]).counts,
      {
        applied: 1,
        editedAfterApply: 1,
        pending: 1,
        rolledBack: 1,
        failed: 1,
        missingLocally: 1,
        unreadableLocally: 0,
        outOfOrder: 2,
      },
    ))

  test('hashing happens only where the plain checksum differs', () => {
    const hashed: string[] = []
    standingOf(
      history('1_a', '2_b'),
      [applied('1_a'), applied('2_b', { checksum: 'old' })],
      (text) => {
        hashed.push(text)
        return `#${text}`
      },
    )
    assert.deepEqual(hashed, ['2_b\n', '2_b\r\n'])
  })
})

function standing(local: MigrationHistory, rows: readonly MigrationRow[]) {
  return standingOf(local, rows, (text) => `#${text}`)
}

function check(
  local: MigrationHistory,
  rows: readonly MigrationRow[],
  expected: readonly string[],
): void {
  assert.deepEqual(states(standing(local, rows).migrations), expected)
}

function states(migrations: readonly MigrationStanding[]): string[] {
  return migrations.map(({ name, state }) => `${name}: ${state}`)
}

/** Migrations whose text is their name and a line end. */
function history(...names: string[]): MigrationHistory {
  const migrations = names.map((name) => ({
    name,
    uri: `file:///m/${name}/migration.sql`,
    text: `${name}\n`,
    checksum: `#${name}\n`,
  }))
  return { migrations, problems: [] }
}

function failed(name: string, more: Partial<MigrationRow> = {}): MigrationRow {
  return {
    id: `${name}-row`,
    name,
    checksum: `#${name}\n`,
    startedAt: monday,
    appliedStepsCount: 0,
    ...more,
  }
}

function applied(name: string, more: Partial<MigrationRow> = {}): MigrationRow {
  return failed(name, { finishedAt: monday, appliedStepsCount: 1, ...more })
}

function rolledBack(name: string, more: Partial<MigrationRow> = {}): MigrationRow {
  return failed(name, { rolledBackAt: monday, ...more })
}
