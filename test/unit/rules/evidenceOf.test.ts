import assert from 'node:assert/strict'
import type { StatementTrace } from '../../../server/src/engine/trace.js'
import { analysed, type TestScript } from '../../support/rules.js'

const database = `CREATE TABLE "Parent" ("id" INTEGER PRIMARY KEY);
  CREATE TABLE "Child" ("id" INTEGER PRIMARY KEY, "parentId" INTEGER CONSTRAINT "fk" REFERENCES "Parent" ("id"), "n" INTEGER);`
const evidences = (script: TestScript) =>
  analysed({ database, ...script }).statements.map(({ evidence }) => evidence)
const locks = (script: TestScript, index: number) => {
  const evidence = evidences(script)[index]
  assert.ok(evidence?.kind === 'measured')
  return {
    locks: evidence.locks.map(({ relation, mode }) => `${relation} ${mode}`),
    derived: evidence.derivedLocks,
  }
}
const failed = (sqlState: string, message = 'no'): StatementTrace => ({
  kind: 'failed',
  failure: { sqlState, message },
})
const unobserved: StatementTrace = {
  kind: 'unobserved',
  durationMs: 1,
  change: { tables: [], dropped: [] },
}
const lock = (relation: string, mode: 'ShareLock' | 'AccessExclusiveLock') => ({
  relation,
  kind: 'table' as const,
  mode,
})

suite('evidence of a statement', () => {
  test('what was executed is measured', () => {
    const [evidence] = evidences({
      sql: 'ALTER TABLE "Child" ALTER COLUMN "n" SET NOT NULL',
      measured: { 0: { scans: ['public.Child'], rewrites: [] } },
    })
    assert.ok(evidence?.kind === 'measured')
    assert.deepEqual(evidence.scans, ['public.Child'])
    assert.deepEqual(evidence.derivedLocks, [])
  })

  test('what ran outside a transaction is derived, and said why', () => {
    const [evidence] = evidences({
      sql: 'CREATE INDEX CONCURRENTLY "i" ON "Child" ("n")',
      measured: { 0: unobserved },
    })
    assert.ok(evidence?.kind === 'derived')
    assert.deepEqual(
      evidence.locks.map(({ mode }) => mode),
      ['ShareUpdateExclusiveLock'],
    )
    assert.match(evidence.why, /outside a transaction/)
  })

  test('BEGIN and COMMIT are known to lock nothing, although they are never measured', () => {
    const kinds = evidences({
      sql: 'BEGIN; COMMIT;',
      measured: { 0: { kind: 'skipped', why: '' }, 1: { kind: 'skipped', why: '' } },
    }).map(({ kind }) => kind)
    assert.deepEqual(kinds, ['derived', 'derived'])
  })

  test('what PostgreSQL refuses is refused, with its reason', () => {
    const [evidence] = evidences({ sql: 'DROP TABLE "Parent"', measured: { 0: failed('2BP01') } })
    assert.deepEqual(evidence, { kind: 'refused', failure: { sqlState: '2BP01', message: 'no' } })
  })

  test('what nobody executed, and what does not parse, is unknown and hides no neighbour', () => {
    const [first, second, third] = evidences({
      sql: 'ALTER TABLE ((; DROP TABLE "Child"; SELECT 1;',
      measured: { 1: undefined, 2: { kind: 'skipped', why: 'An earlier statement failed.' } },
    })
    assert.ok(first?.kind === 'unknown' && second?.kind === 'unknown' && third?.kind === 'unknown')
    assert.match(first.why, /parser stops at it: syntax error/)
    assert.equal(second.why, 'It was not executed.')
    assert.equal(third.why, 'An earlier statement failed.')
  })

  test('a new enum value used at once: refused in one transaction, unknown where each commits', () => {
    const script: TestScript = {
      sql: 'ALTER TABLE "Child" ALTER COLUMN "n" SET DEFAULT 1',
      measured: { 0: failed('55P04') },
    }
    assert.equal(evidences({ ...script, execution: 'batch' })[0]?.kind, 'refused')
    assert.equal(evidences({ ...script, execution: 'split' })[0]?.kind, 'unknown')
  })

  test('an extension that we lack is no fault of the script, nor is what needs it', () => {
    const [extension, user, other] = evidences({
      sql: 'CREATE EXTENSION exotic; SELECT exotic(); SELECT 1/0;',
      measured: { 0: failed('0A000'), 1: failed('42883'), 2: failed('22012') },
    })
    assert.equal(extension?.kind, 'unknown')
    assert.equal(user?.kind, 'unknown')
    assert.equal(other?.kind, 'refused')
  })

  test('nor is what needs a concurrent index or a temporary table that is gone here', () => {
    const missing = failed('42P01', 'relation "x" does not exist')
    const [, afterConcurrent] = evidences({
      sql: 'CREATE UNIQUE INDEX CONCURRENTLY "i" ON "Child" ("n"); ALTER TABLE "Child" ADD UNIQUE USING INDEX "i";',
      measured: { 0: unobserved, 1: failed('42704') },
    })
    const [, afterTemporary] = evidences({
      sql: 'CREATE TEMP TABLE "x" ON COMMIT DROP AS SELECT 1; SELECT * FROM "x";',
      measured: { 1: missing },
    })
    const [alone] = evidences({ sql: 'SELECT * FROM "x";', measured: { 0: missing } })
    assert.deepEqual(
      [afterConcurrent?.kind, afterTemporary?.kind, alone?.kind],
      ['unknown', 'unknown', 'refused'],
    )
  })
})

suite('locks of a rehearsal in one transaction', () => {
  test('a lock that an earlier statement hides comes from the kind of the statement', () =>
    assert.deepEqual(
      locks(
        {
          sql: 'ALTER TABLE "Child" ADD COLUMN "x" INT; ALTER TABLE "Child" ALTER COLUMN "x" SET NOT NULL;',
          measured: { 1: { locks: [] } },
        },
        1,
      ),
      { locks: ['public.Child AccessExclusiveLock'], derived: ['public.Child'] },
    ))

  test('also where a weaker one beside it can be seen', () =>
    assert.deepEqual(
      locks(
        {
          sql: 'ALTER TABLE "Child" ADD COLUMN "x" INT; ALTER TABLE "Child" ADD UNIQUE ("n");',
          measured: { 1: { locks: [lock('public.Child', 'ShareLock')] } },
        },
        1,
      ),
      { locks: ['public.Child AccessExclusiveLock'], derived: ['public.Child'] },
    ))

  test('but not where nothing could hide it: then there was none', () =>
    assert.deepEqual(
      locks({ sql: 'ALTER TABLE "Child" ADD UNIQUE ("n");', measured: { 0: { locks: [] } } }, 0),
      { locks: [], derived: [] },
    ))

  test('statements of a migration are measured one by one: what is seen is all there is', () =>
    assert.deepEqual(
      locks(
        {
          origin: 'migration',
          sql: 'ALTER TABLE "Child" ADD COLUMN "x" INT; ALTER TABLE "Child" ADD UNIQUE ("n");',
          measured: { 1: { locks: [lock('public.Child', 'ShareLock')] } },
        },
        1,
      ),
      { locks: ['public.Child ShareLock'], derived: [] },
    ))

  test('a table to which no foreign key leads any more is not locked with its old child', () => {
    const change = {
      tables: [
        {
          ...analysed({ database, sql: '' }).after.tables['public.Child']!,
          constraints: [],
        },
      ],
      dropped: [],
    }
    const script: TestScript = {
      sql: 'ALTER TABLE "Child" DROP CONSTRAINT "fk"; DROP TABLE "Child";',
      measured: {
        0: {
          kind: 'executed',
          locks: [
            lock('public.Child', 'AccessExclusiveLock'),
            lock('public.Parent', 'AccessExclusiveLock'),
          ],
          masked: [],
          rewrites: [],
          indexRebuilds: [],
          scans: [],
          created: [],
          durationMs: 1,
          change,
        },
        1: {
          locks: [
            lock('public.Child', 'AccessExclusiveLock'),
            lock('public.Parent', 'AccessExclusiveLock'),
          ],
        },
      },
    }
    assert.deepEqual(locks(script, 1).locks, ['public.Child AccessExclusiveLock'])
  })
})
