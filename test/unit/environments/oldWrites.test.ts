import assert from 'node:assert/strict'
import {
  nextOldWrites,
  oldWritesInWords,
  type OldWrites,
} from '../../../server/src/environments/oldWrites.js'

const counter = 'concertina."users.name.old_writes"'

suite('the counter of old writes', () => {
  test('read once is a number that says nothing yet', () =>
    assert.equal(
      told([0, 1204]),
      'In "prod" old code has written 1,204 times up to 2026-11-21 09:00 UTC. Read it again later: a number that stands still says that no old code writes.',
    ))

  test('that moves between two readings says that old code is still running', () =>
    assert.equal(
      told([0, 1204], [60, 1207]),
      'In "prod" old code has written 1,207 times up to 2026-11-21 10:00 UTC, 3 of them since 2026-11-21 09:00 UTC: it is still running.',
    ))

  test('that stands still says since when, over all readings that found it so', () =>
    assert.equal(
      told([0, 1], [60, 7], [120, 7], [180, 7]),
      'In "prod" old code has written 7 times up to 2026-11-21 12:00 UTC, none of them since 2026-11-21 10:00 UTC.',
    ))

  test('that became smaller is another one: nothing before it counts', () =>
    assert.match(told([0, 9], [60, 1]), /has written 1 time up to .* Read it again later/))

  test('that was not read is not told', () =>
    assert.equal(oldWritesInWords('prod', [undefined]), ''))

  test('of two, the one that moved last decides since when nobody writes', () => {
    const at = (hour: number) => new Date(Date.UTC(2026, 10, 21, hour))
    const still = (hour: number): OldWrites => ({
      count: 1,
      readAt: at(12),
      still: at(hour),
      step: { writes: 0, since: at(11) },
    })
    assert.match(
      oldWritesInWords('prod', [still(9), still(10)]),
      /2 times .* none of them since 2026-11-21 10:00 UTC\.$/,
    )
  })
})

/** Readings at minutes after nine. */
function told(...readings: readonly (readonly [number, number])[]): string {
  let known: ReadonlyMap<string, OldWrites> = new Map()
  for (const [minutes, count] of readings) {
    const readAt = new Date(Date.UTC(2026, 10, 21, 9, minutes))
    known = nextOldWrites(known, { kind: 'counted', readAt, counts: new Map([[counter, count]]) })
  }
  return oldWritesInWords('prod', [known.get(counter)])
}
