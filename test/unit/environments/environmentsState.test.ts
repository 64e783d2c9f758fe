import assert from 'node:assert/strict'
import type {
  KnownStanding,
  Standing,
} from '../../../server/src/environments/environmentStanding.js'
import {
  countEnvironments,
  nextEnvironments,
  standingAt,
  type EnvironmentsEvent,
  type EnvironmentsState,
} from '../../../server/src/environments/environmentsState.js'
import { standingOf } from '../../../server/src/environments/standing.js'
import type { MigrationHistory } from '../../../server/src/migrations/migration.js'

const sha256 = (text: string) => `#${text}`
const noon = new Date('2026-11-20T12:00:00Z')
const unreachable: Standing = {
  kind: 'unknown',
  why: 'unreachable',
  say: 'db:5432 cannot be reached',
}

suite('what is known of the environments', () => {
  test('a configured environment is unknown until it has been read', () =>
    assert.deepEqual(after(configured), {
      dev: 'never-read',
      production: 'never-read',
    }))

  test('an answer makes it known', () =>
    assert.deepEqual(after(configured, ...read('dev', known())), {
      dev: 'known',
      production: 'never-read',
    }))

  test('a failed reading makes it unknown and keeps the last good answer', () => {
    const good = known()
    const state = run(configured, ...read('dev', good), ...read('dev', unreachable, 2))
    assert.deepEqual(state.get('dev')?.standing, { ...unreachable, lastKnown: good })
  })

  test('a second failure keeps it as well', () => {
    const good = known()
    const state = run(
      configured,
      ...read('dev', good),
      ...read('dev', unreachable, 2),
      ...read('dev', unreachable, 3),
    )
    assert.deepEqual(state.get('dev')?.standing, { ...unreachable, lastKnown: good })
  })

  test('a reading that the user cancels changes nothing', () => {
    const cancelled: Standing = {
      kind: 'unknown',
      why: 'aborted',
      say: 'The reading was cancelled.',
    }
    const good = known()
    const state = run(configured, ...read('dev', good), ...read('dev', cancelled, 2))
    assert.deepEqual(state.get('dev'), { name: 'dev', standing: good })
  })

  test('an answer that comes after a newer reading began is dropped', () => {
    const state = run(
      configured,
      { kind: 'readingStarted', name: 'dev', reading: 1 },
      { kind: 'readingStarted', name: 'dev', reading: 2 },
      { kind: 'readingEnded', name: 'dev', reading: 1, standing: known() },
    )
    assert.equal(state.get('dev')?.standing.kind, 'unknown')
    assert.equal(state.get('dev')?.reading, 2)
  })

  test('a changed URL forgets all that was read, and the reading under way', () => {
    const state = run(
      configured,
      ...read('dev', known()),
      { kind: 'readingStarted', name: 'dev', reading: 2 },
      { kind: 'urlChanged', name: 'dev' },
      { kind: 'readingEnded', name: 'dev', reading: 2, standing: known() },
    )
    assert.deepEqual(why(state), { dev: 'never-read', production: 'never-read' })
  })

  test('a forgotten URL is a reason of its own', () =>
    assert.deepEqual(after(configured, { kind: 'urlForgotten', name: 'dev' }), {
      dev: 'no-url',
      production: 'never-read',
    }))

  test('an environment that stays in the configuration keeps what is known', () =>
    assert.deepEqual(
      after(configured, ...read('dev', known()), { kind: 'configured', names: ['dev', 'staging'] }),
      { dev: 'known', staging: 'never-read' },
    ))

  test('events for an environment that is gone are ignored', () =>
    assert.deepEqual(
      after(configured, { kind: 'configured', names: [] }, ...read('dev', known())),
      {},
    ))

  test('a new migration makes a known environment behind without asking it again', () => {
    const state = run(configured, ...read('dev', known()), {
      kind: 'historyChanged',
      history: history('1_a', '2_b'),
    })
    const standing = state.get('dev')?.standing
    assert.ok(standing?.kind === 'known')
    assert.equal(standing.behind, 1)
    assert.equal(standing.readAt, noon)
  })

  test('a new migration also reaches the last good answer of an unknown one', () => {
    const state = run(configured, ...read('dev', known()), ...read('dev', unreachable, 2), {
      kind: 'historyChanged',
      history: history('1_a', '2_b'),
    })
    const standing = state.get('dev')?.standing
    assert.ok(standing?.kind === 'unknown')
    assert.equal(standing.lastKnown?.behind, 1)
  })
})

suite('age of an answer', () => {
  const limit = 10 * 60_000

  test('a young answer is shown as it is', () => {
    const good = known()
    assert.equal(standingAt(good, minutesAfterNoon(10), limit), good)
  })

  test('an old answer is unknown, with its age and the answer beside it', () => {
    const good = known()
    assert.deepEqual(standingAt(good, minutesAfterNoon(25), limit), {
      kind: 'unknown',
      why: 'stale',
      say: 'Last read 25 minutes ago. Read again to see where it stands now.',
      lastKnown: good,
    })
  })

  test('the unknown does not age', () =>
    assert.equal(standingAt(unreachable, minutesAfterNoon(99), limit), unreachable))
})

suite('count for the badge', () => {
  test('an environment that lacks a migration is behind, and an unknown one is not fine', () =>
    assert.deepEqual(countEnvironments([known(), known('1_a', '2_b'), unreachable]), {
      behind: 1,
      unknown: 1,
    }))

  test('a failed migration counts, also when nothing is pending', () => {
    const rows = [{ id: '1', name: '1_a', checksum: '', startedAt: noon, appliedStepsCount: 0 }]
    const standing = { ...known(), ...standingOf(history('1_a'), rows, sha256) }
    assert.deepEqual(countEnvironments([standing]), { behind: 1, unknown: 0 })
  })
})

const configured: EnvironmentsEvent = { kind: 'configured', names: ['dev', 'production'] }

function read(name: string, standing: Standing, reading = 1): EnvironmentsEvent[] {
  return [
    { kind: 'readingStarted', name, reading },
    { kind: 'readingEnded', name, reading, standing },
  ]
}

function run(...events: EnvironmentsEvent[]): EnvironmentsState {
  return events.reduce<EnvironmentsState>(
    (state, event) => nextEnvironments(state, event, sha256),
    new Map(),
  )
}

function after(...events: EnvironmentsEvent[]): Record<string, string> {
  return why(run(...events))
}

function why(state: EnvironmentsState): Record<string, string> {
  return Object.fromEntries(
    [...state].map(([name, { standing }]) => [
      name,
      standing.kind === 'known' ? 'known' : standing.why,
    ]),
  )
}

/** A database with `1_a` applied, read at noon, beside a folder with the given migrations. */
function known(...names: string[]): KnownStanding {
  const rows = [
    {
      id: '1',
      name: '1_a',
      checksum: '#1_a',
      startedAt: noon,
      finishedAt: noon,
      appliedStepsCount: 1,
    },
  ]
  return {
    kind: 'known',
    readAt: noon,
    rows,
    tableSchema: 'public',
    server: { version: '18.4', versionNumber: 180004, user: 'app', inRecovery: false },
    migrateLock: [],
    ...standingOf(history(...(names.length === 0 ? ['1_a'] : names)), rows, sha256),
  }
}

function history(...names: string[]): MigrationHistory {
  const migrations = names.map((name) => ({ name, uri: name, text: name, checksum: `#${name}` }))
  return { migrations, problems: [] }
}

function minutesAfterNoon(minutes: number): Date {
  return new Date(noon.getTime() + minutes * 60_000)
}
