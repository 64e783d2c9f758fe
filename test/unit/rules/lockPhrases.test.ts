import assert from 'node:assert/strict'
import type { LockMode } from '../../../server/src/engine/lockMode.js'
import { lockSentence } from '../../../server/src/rules/lockPhrases.js'
import { hurtByLocks, lockFacts } from '../../../server/src/rules/statementLocks.js'
import { analysed, type TestScript } from '../../support/rules.js'

const lock = (relation: string, mode: LockMode) => ({ relation, kind: 'table' as const, mode })
const first = (script: TestScript) => {
  const [statement] = analysed(script).statements
  assert.ok(statement)
  return statement
}
const measured = (...locks: readonly ReturnType<typeof lock>[]) =>
  first({ sql: 'SELECT 1', measured: { 0: { locks } } })
const sentence = (script: TestScript) => lockSentence(first(script))

suite('sentence about the locks of a statement', () => {
  test('brief: who queues, and behind what', () =>
    assert.equal(
      lockSentence(measured(lock('public.A', 'AccessExclusiveLock'))),
      'Takes ACCESS EXCLUSIVE on "A" for a moment, but only after every transaction that is open there; meanwhile every query on it waits.',
    ))

  test('a scan, an index build, a rewrite', () => {
    const after = (mode: LockMode, work: { scans?: string[]; rewrites?: string[] }) =>
      sentence({
        sql: 'SELECT 1',
        measured: { 0: { locks: [lock('public.A', mode)], ...work } },
      })
    assert.equal(
      after('AccessExclusiveLock', { scans: ['public.A'] }),
      'Takes ACCESS EXCLUSIVE on "A" while it reads the whole table: every query on it waits until it is done.',
    )
    assert.equal(
      after('ShareLock', { scans: ['public.A'] }),
      'Takes SHARE on "A" while it reads the whole table: writes to it wait until it is done, reads go on.',
    )
    assert.equal(
      after('AccessExclusiveLock', { scans: ['public.A'], rewrites: ['public.A'] }),
      'Takes ACCESS EXCLUSIVE on "A" while it rewrites the table and its indexes: every query on it waits until it is done.',
    )
    assert.equal(
      after('ShareUpdateExclusiveLock', { scans: ['public.A'] }),
      'Takes SHARE UPDATE EXCLUSIVE on "A" while it reads the whole table: reads and writes go on, other schema changes wait.',
    )
  })

  test('several tables in one mode, and in two', () => {
    assert.equal(
      lockSentence(
        measured(
          lock('public.A', 'ShareRowExclusiveLock'),
          lock('audit.B', 'ShareRowExclusiveLock'),
        ),
      ),
      'Takes SHARE ROW EXCLUSIVE on "audit"."B" and "A" for a moment, but only after every transaction that is open there; meanwhile writes to them wait, reads go on.',
    )
    assert.equal(
      lockSentence(
        measured(
          lock('public.A', 'ShareRowExclusiveLock'),
          lock('public.B', 'AccessExclusiveLock'),
        ),
      ),
      'Takes ACCESS EXCLUSIVE on "B" and SHARE ROW EXCLUSIVE on "A" for a moment, but only after every transaction that is open there; meanwhile every query on "B" waits, and so do writes to "A".',
    )
  })

  test('what another table than the locked one is read or rewritten is named', () =>
    assert.equal(
      sentence({
        sql: 'SELECT 1',
        measured: {
          0: {
            locks: [
              lock('public.A', 'AccessExclusiveLock'),
              lock('public.B', 'AccessExclusiveLock'),
            ],
            rewrites: ['public.A'],
          },
        },
      }),
      'Takes ACCESS EXCLUSIVE on "A" and "B" while it rewrites "A" with all indexes: every query on them waits until it is done.',
    ))

  test('a statement with other commands is named as the one that takes the lock', () =>
    assert.match(
      sentence({
        database: 'CREATE TABLE "A" ("a" INT, "b" INT);',
        sql: 'ALTER TABLE "A" DROP COLUMN "a", DROP COLUMN "b";',
      }),
      /^The statement takes ACCESS EXCLUSIVE/,
    ))

  test('locks that nobody notices are not mentioned: weak ones, and those on new tables', () => {
    assert.equal(lockSentence(measured(lock('public.A', 'RowExclusiveLock'))), '')
    assert.equal(
      sentence({
        sql: 'SELECT 1',
        newTables: ['public.A'],
        measured: { 0: { locks: [lock('public.A', 'AccessExclusiveLock')], scans: ['public.A'] } },
      }),
      '',
    )
  })

  test('says so when it is derived, hidden, or refused', () => {
    const database = 'CREATE TABLE "A" ("a" INT);'
    const sql = 'ALTER TABLE "A" DROP COLUMN "a";'
    assert.match(
      sentence({ database, sql, measured: { 0: undefined } }),
      /on "A" \(derived, not measured\) for a moment/,
    )
    const hidden = analysed({
      database,
      sql: `ALTER TABLE "A" ADD COLUMN "b" INT; ${sql}`,
      measured: { 1: { locks: [] } },
    }).statements[1]
    assert.ok(hidden)
    assert.match(lockSentence(hidden), /\(derived: an earlier statement holds it already\)/)
    const failure = { sqlState: '2BP01', message: 'other objects depend on it' }
    assert.equal(
      sentence({ database, sql, measured: { 0: { kind: 'failed', failure } } }),
      'PostgreSQL refuses it as it stands: other objects depend on it.',
    )
  })

  test('several statements are said as one', () =>
    assert.match(
      lockSentence(
        measured(lock('public.A', 'AccessExclusiveLock')),
        measured(lock('public.B', 'AccessExclusiveLock')),
      ),
      /^Takes ACCESS EXCLUSIVE on "A" and "B"/,
    ))
})

suite('who is hurt by locks, and the facts about them', () => {
  test('nobody in particular when they are brief; readers and writers by the mode otherwise', () => {
    const hurt = (mode: LockMode, scans: readonly string[]) =>
      hurtByLocks(
        first({ sql: 'SELECT 1', measured: { 0: { locks: [lock('public.A', mode)], scans } } }),
      )
    assert.deepEqual(hurt('AccessExclusiveLock', []), [])
    assert.deepEqual(hurt('AccessExclusiveLock', ['public.A']), ['readers', 'writers'])
    assert.deepEqual(hurt('ShareLock', ['public.A']), ['writers'])
    assert.deepEqual(hurt('ShareUpdateExclusiveLock', ['public.A']), [])
  })

  test('facts are plain data', () =>
    assert.deepEqual(lockFacts(measured(lock('public.A', 'AccessExclusiveLock'))), {
      locks: ['ACCESS EXCLUSIVE on public.A'],
      work: 'brief',
      basis: 'measured',
    }))
})
