import assert from 'node:assert/strict'
import type {
  Conditions,
  ServerConditions,
  TableConditions,
} from '../../../../server/src/environments/data/conditions.js'
import { conditionsVerdict } from '../../../../server/src/environments/data/conditionsVerdict.js'
import { withConditions } from '../../../../server/src/environments/data/dataVerdict.js'
import { findingsOf, type TestScript } from '../../../support/rules.js'

const database =
  'CREATE TABLE "Order" ("id" INTEGER PRIMARY KEY, "code" TEXT); CREATE INDEX "by_code" ON "Order" ("code");'
const quiet: TableConditions = {
  traffic: { reads: 0, writes: 0, basis: 'average' },
  usage: { scans: 0 },
  holdersAreHidden: false,
  wraparoundVacuum: false,
  relations: 3,
}
const calm: ServerConditions = {
  connections: { used: 5, most: 100 },
  lockSlots: 6_400,
  replicas: { count: 0 },
}
const conditions = (
  table: Partial<TableConditions> = {},
  server: Partial<ServerConditions> = {},
): Conditions => ({
  server: { ...calm, ...server },
  tables: new Map([['public.Order', { ...quiet, ...table }]]),
  indexes: new Map([['by_code', { scans: 0 }]]),
})
const finding = (sql: string, rule: string, more: Partial<TestScript> = {}) =>
  findingsOf(rule, { database, sql, ...more })[0] ?? assert.fail()

const index = finding('CREATE INDEX "i" ON "Order" ("id");', 'create-index-blocking')
const required = finding('ALTER TABLE "Order" ALTER "code" SET NOT NULL;', 'set-not-null-scan')

suite('how busy an environment is, for a finding', () => {
  test('nothing is said of a table that nobody uses', () =>
    assert.deepEqual(conditionsVerdict(required, conditions(), 60), { sentences: [] }))

  test('those who wait are counted: writers for an index, everybody for ACCESS EXCLUSIVE', () => {
    const busy = conditions({ traffic: { reads: 900, writes: 100, basis: 'average' } })
    assert.deepEqual(conditionsVerdict(index, busy, 12), {
      sentences: [
        '"Order" gets 100 writes a second (on average since the statistics were reset): about 1,200 of them wait until it is done.',
      ],
      atLeast: 'error',
    })
    assert.deepEqual(conditionsVerdict(required, busy, 12).sentences, [
      '"Order" gets 100 writes and 900 reads a second (on average since the statistics were reset): about 12,000 of them wait until it is done.',
    ])
  })

  test('a few that wait for a moment change no severity', () => {
    const slow = conditions({ traffic: { reads: 2, writes: 1, basis: 'sample' } })
    assert.equal(conditionsVerdict(required, slow, 1).atLeast, undefined)
  })

  test('a missing lock_timeout is a warning on a busy table', () => {
    const missing = finding('ALTER TABLE "Order" ADD COLUMN "n" INT;', 'missing-lock-timeout', {
      origin: 'migration',
    })
    assert.equal(missing.severity, 'information')
    const busy = conditions({ traffic: { reads: 40, writes: 10, basis: 'sample' } })
    const verdict = withConditions(missing, undefined, busy, {
      environment: 'prod',
      readAt: new Date(0),
      now: new Date(0),
      largeTableRows: 1_000_000,
    })
    assert.equal(verdict?.severity, 'warning')
    assert.equal(
      verdict.say,
      'In prod (just now): "Order" gets 10 writes and 40 reads a second (while it was looked at): each second of waiting for the lock holds up about 50 of them.',
    )
  })

  test('readers do not wait for a lock that leaves them alone', () => {
    const missing = finding('CREATE INDEX "i" ON "Order" ("id");', 'missing-lock-timeout', {
      origin: 'migration',
    })
    const read = conditions({ traffic: { reads: 40, writes: 0, basis: 'sample' } })
    assert.deepEqual(conditionsVerdict(missing, read, undefined).sentences, [])
  })

  test('a transaction that has been open for long is waited for, and so is autovacuum against wraparound', () => {
    assert.deepEqual(conditionsVerdict(index, conditions({ longestHolderSeconds: 4 }), 1), {
      sentences: [],
    })
    assert.deepEqual(conditionsVerdict(index, conditions({ longestHolderSeconds: 720 }), 1), {
      sentences: [
        'A transaction that uses "Order" has been open for 12 min: the lock waits for its end, and every later query there behind the lock.',
      ],
      atLeast: 'warning',
    })
    assert.match(
      conditionsVerdict(index, conditions({ wraparoundVacuum: true }), 1).sentences.join(),
      /gives way to nobody/,
    )
  })

  test('what the role may not see is said to be unknown', () =>
    assert.match(
      conditionsVerdict(index, conditions({ holdersAreHidden: true }), 1).sentences.join(),
      /this role may not see/,
    ))

  test('replicas fall behind by what is built anew, and by nothing else', () => {
    const lagging = conditions({}, { replicas: { count: 2, lagSeconds: 30 } })
    assert.deepEqual(conditionsVerdict(index, lagging, 1).sentences, [
      '2 replicas follow, 30 s behind already: what is built goes to them whole, and reads there are older meanwhile.',
    ])
    assert.deepEqual(conditionsVerdict(required, lagging, 1).sentences, [])
  })

  test('connections that run out, and locks that do', () => {
    const full = conditions({ relations: 4_000 }, { connections: { used: 95, most: 100 } })
    const { sentences, atLeast } = conditionsVerdict(required, full, 1)
    assert.deepEqual(sentences, [
      'Locking "Order" takes 4,000 locks, with its partitions and indexes, of 6,400 that the whole server has: it can fail with 53200 (out of shared memory).',
      '95 of 100 connections are in use: queries that wait for the lock take up the rest, and then nobody gets in.',
    ])
    assert.equal(atLeast, 'warning')
  })

  test('whether what goes is still read', () => {
    const dropped = finding('DROP TABLE "Order";', 'drop-table')
    const used = conditions({ usage: { scans: 5_210, last: '2026-11-20T10:00:12Z' } })
    assert.ok(
      conditionsVerdict(dropped, used, undefined).sentences.includes(
        '"Order" was read 5,210 times since the statistics were reset, last at 2026-11-20 10:00 UTC.',
      ),
    )
    const unindexed = finding('DROP INDEX "by_code";', 'drop-index-blocking')
    assert.deepEqual(conditionsVerdict(unindexed, conditions(), undefined).sentences, [
      'No query has read "by_code" since the statistics were reset.',
    ])
  })
})
