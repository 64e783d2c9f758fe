import assert from 'node:assert/strict'
import type { Engine } from '../../../server/src/engine/engine.js'
import type { StatementTrace } from '../../../server/src/engine/trace.js'
import { historyOf, startEngine, temporaryCache } from '../../support/engine.js'

suite('what a statement does, measured', () => {
  const cache = temporaryCache()
  let engine: Engine
  suiteSetup(() => {
    engine = startEngine(cache.folder)
    engine.open(
      historyOf({
        '1_init': `
          CREATE TABLE parent (id INT PRIMARY KEY, code TEXT);
          CREATE TABLE child (id INT PRIMARY KEY, parent_id INT, size VARCHAR(10), amount INT, name TEXT);
          CREATE INDEX child_amount_idx ON child (amount);
          ALTER TABLE child ADD CONSTRAINT child_parent_fk FOREIGN KEY (parent_id) REFERENCES parent (id);`,
      }),
    )
  })
  suiteTeardown(async () => {
    await engine.end()
    cache.remove()
  })

  const traceOf = async (...texts: string[]) =>
    engine.trace(texts.map((text) => ({ text, names: ['child', 'parent'] })))
  const tableLocks = (trace: StatementTrace | undefined) =>
    trace?.kind === 'executed'
      ? trace.locks
          .filter((lock) => lock.kind === 'table')
          .map((lock) => `${lock.relation} ${lock.mode}`)
      : trace

  test('a nullable column takes a brief ACCESS EXCLUSIVE lock and rewrites nothing', async () => {
    const [trace] = await traceOf('ALTER TABLE child ADD COLUMN note TEXT')
    assert.deepEqual(tableLocks(trace), ['public.child AccessExclusiveLock'])
    assert.ok(trace?.kind === 'executed')
    assert.deepEqual([trace.rewrites, trace.indexRebuilds, trace.scans], [[], [], []])
  })

  test('a volatile default rewrites the table and builds its indexes anew', async () => {
    const [trace] = await traceOf(
      'ALTER TABLE child ADD COLUMN token UUID DEFAULT gen_random_uuid()',
    )
    assert.ok(trace?.kind === 'executed')
    assert.deepEqual(trace.rewrites, ['public.child'])
    assert.deepEqual(trace.indexRebuilds, ['public.child_amount_idx', 'public.child_pkey'])
  })

  test('SET NOT NULL scans; an index scans under SHARE', async () => {
    const [notNull] = await traceOf('ALTER TABLE child ALTER COLUMN amount SET NOT NULL')
    assert.ok(notNull?.kind === 'executed')
    assert.deepEqual(notNull.scans, ['public.child'])
    const [index] = await traceOf('CREATE INDEX child_name_idx ON child (name)')
    assert.deepEqual(tableLocks(index), ['public.child ShareLock'])
    assert.ok(index?.kind === 'executed')
    assert.deepEqual([index.scans, index.created], [['public.child'], ['public.child_name_idx']])
  })

  test('a foreign key names the lock on the other table', async () => {
    const [trace] = await traceOf(
      'ALTER TABLE child ADD CONSTRAINT second_fk FOREIGN KEY (amount) REFERENCES parent (id)',
    )
    assert.deepEqual(tableLocks(trace), [
      'public.child ShareRowExclusiveLock',
      'public.parent ShareRowExclusiveLock',
    ])
  })

  test('dropping a table locks the tables that it references', async () => {
    const [trace] = await traceOf('DROP TABLE child')
    assert.deepEqual(tableLocks(trace), [
      'public.child AccessExclusiveLock',
      'public.parent AccessExclusiveLock',
    ])
    assert.ok(trace?.kind === 'executed')
    assert.deepEqual(trace.change.dropped, ['public.child'])
  })

  test('widening a varchar is free, narrowing it is not', async () => {
    const [wider] = await traceOf('ALTER TABLE child ALTER COLUMN size TYPE VARCHAR(20)')
    const [narrower] = await traceOf('ALTER TABLE child ALTER COLUMN size TYPE VARCHAR(5)')
    assert.ok(wider?.kind === 'executed' && narrower?.kind === 'executed')
    assert.deepEqual([wider.rewrites, narrower.rewrites], [[], ['public.child']])
  })

  test('each statement of a script is measured by itself, although the script runs as one', async () => {
    const [first, second, third] = await traceOf(
      'ALTER TABLE child ADD COLUMN a INT',
      'ALTER TABLE child ADD COLUMN b INT',
      'CREATE INDEX child_a_idx ON child (a)',
    )
    assert.deepEqual(tableLocks(first), ['public.child AccessExclusiveLock'])
    assert.deepEqual(tableLocks(second), ['public.child AccessExclusiveLock'])
    assert.deepEqual(tableLocks(third), ['public.child ShareLock'])
  })

  test('a lock that an earlier statement hides is named as hidden, not left out', async () => {
    const [, dependent] = await traceOf(
      'ALTER TABLE child ADD COLUMN fresh INT',
      'ALTER TABLE child ALTER COLUMN fresh SET NOT NULL',
    )
    assert.ok(dependent?.kind === 'executed')
    assert.deepEqual([dependent.locks, dependent.masked], [[], ['public.child']])
  })

  test('a new table is created, not locked', async () => {
    const [trace] = await traceOf('CREATE TABLE fresh (id INT PRIMARY KEY)')
    assert.ok(trace?.kind === 'executed')
    assert.deepEqual(trace.locks, [])
    assert.deepEqual(trace.created, ['public.fresh', 'public.fresh_pkey'])
    assert.equal(trace.change.tables[0]?.name, 'fresh')
  })

  test('a statement that PostgreSQL refuses says why and where, and hides no other', async () => {
    const [bad, good] = await traceOf(
      'ALTER TABLE child ALTER COLUMN name TYPE INT',
      'ALTER TABLE child DROP COLUMN name',
    )
    assert.ok(bad?.kind === 'failed')
    assert.equal(bad.failure.sqlState, '42804')
    assert.deepEqual(tableLocks(good), ['public.child AccessExclusiveLock'])
  })

  test('BEGIN and COMMIT of a script cannot make the measurement permanent', async () => {
    const traces = await traceOf('BEGIN', 'DROP TABLE child', 'COMMIT')
    assert.deepEqual(
      traces.map((trace) => trace.kind),
      ['skipped', 'executed', 'skipped'],
    )
    const [again] = await traceOf('ALTER TABLE child ADD COLUMN still_here INT')
    assert.equal(again?.kind, 'executed')
  })

  test('CONCURRENTLY in a script runs outside a transaction and cannot be observed', async () => {
    const [trace] = await traceOf('CREATE INDEX CONCURRENTLY later_idx ON child (name)')
    assert.equal(trace?.kind, 'unobserved')
  })

  test('migrations are measured statement by statement as they are replayed', async () => {
    engine.open(
      historyOf({
        '1_init': 'CREATE TABLE t (id INT PRIMARY KEY, x INT);',
        '2_more':
          'ALTER TABLE t ALTER COLUMN x SET NOT NULL;\nCREATE INDEX CONCURRENTLY t_x_idx ON t (x);',
      }),
    )
    const [first, second] = await engine.traceMigrations(0, [
      [{ text: 'CREATE TABLE t (id INT PRIMARY KEY, x INT)', names: ['t'] }],
      [
        { text: 'ALTER TABLE t ALTER COLUMN x SET NOT NULL', names: ['t'] },
        { text: 'CREATE INDEX CONCURRENTLY t_x_idx ON t (x)', names: ['t'] },
      ],
    ])
    assert.deepEqual(
      first?.statements.map((trace) => trace.kind),
      ['executed'],
    )
    assert.deepEqual(
      second?.statements.map((trace) => trace.kind),
      ['executed', 'unobserved'],
    )
    assert.deepEqual(tableLocks(second?.statements[0]), ['public.t AccessExclusiveLock'])
    assert.deepEqual(
      (await engine.catalogue(2)).tables['public.t']?.indexes.map((index) => index.valid),
      [true, true],
    )
  })
})
