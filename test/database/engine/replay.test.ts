import assert from 'node:assert/strict'
import type { Engine } from '../../../server/src/engine/engine.js'
import { historyOf, startEngine, emptyCache } from '../../support/engine.js'

suite('replay of a migration history', () => {
  const cache = emptyCache()
  let engine: Engine
  suiteSetup(() => {
    engine = startEngine(cache.folder)
  })
  suiteTeardown(async () => {
    await engine.end()
    cache.remove()
  })

  test('executes dollar quotes, functions and several statements of one file', async () => {
    const migrations = {
      '1_init': `
        CREATE TABLE "User" (id SERIAL PRIMARY KEY, name TEXT);
        CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $body$
        BEGIN NEW.name := 'a;b'; RETURN NEW; END $body$;
        CREATE TRIGGER touch BEFORE INSERT ON "User" FOR EACH ROW EXECUTE FUNCTION touch();`,
    }
    engine.open(historyOf(migrations))
    const report = await engine.replay(1)
    assert.deepEqual(report.failures, [])
    const catalogue = await engine.catalogue(1)
    assert.deepEqual(
      catalogue.tables['public.User']?.triggers.map((trigger) => trigger.name),
      ['touch'],
    )
    assert.deepEqual(
      catalogue.functions.map((item) => item.name),
      ['touch'],
    )
  })

  test('runs a file with CONCURRENTLY beside other statements one by one', async () => {
    engine.open(
      historyOf({
        '1_init': 'CREATE TABLE a (id INT PRIMARY KEY, x INT);',
        '2_index': 'CREATE INDEX CONCURRENTLY a_x_idx ON a (x);\nALTER TABLE a ADD COLUMN y INT;',
      }),
    )
    const report = await engine.replay(2)
    assert.deepEqual(report.failures, [])
    assert.equal(report.batchFailures[0]?.failure.sqlState, '25001')
    const table = (await engine.catalogue(2)).tables['public.a']
    assert.deepEqual(
      table?.columns.map((column) => column.name),
      ['id', 'x', 'y'],
    )
    assert.deepEqual(
      table?.indexes.map((index) => index.name),
      ['a_pkey', 'a_x_idx'],
    )
  })

  test('reports a statement that cannot be executed with its line, and goes on', async () => {
    engine.open(
      historyOf({
        '1_init': 'CREATE TABLE a (id INT PRIMARY KEY);',
        '2_bad':
          '-- a comment\nALTER TABLE a ADD COLUMN x INT;\nALTER TABLE missing\n  ADD COLUMN y INT;\nALTER TABLE a ADD COLUMN z INT;',
        // Nobody sends the rows that it waits for.
        '3_copy': 'COPY a (id) FROM stdin;',
        '4_next': 'ALTER TABLE a ADD COLUMN last INT;',
      }),
    )
    const report = await engine.replay(4)
    assert.deepEqual(
      report.failures.map(({ migration, line, failure }) => ({
        migration,
        line,
        state: failure.sqlState,
      })),
      [
        { migration: '2_bad', line: 3, state: '42P01' },
        { migration: '3_copy', line: 1, state: '57014' },
      ],
    )
    assert.deepEqual(
      (await engine.catalogue(4)).tables['public.a']?.columns.map((column) => column.name),
      ['id', 'x', 'z', 'last'],
    )
  })

  test('loads the extensions that the history creates, and names the one that cannot be had', async () => {
    engine.open(
      historyOf({
        '1_extensions': `
          -- Create Extension
          CREATE EXTENSION IF NOT EXISTS pg_trgm;
          CREATE EXTENSION "uuid-ossp";
          CREATE EXTENSION vector;
          CREATE TABLE doc (id UUID PRIMARY KEY DEFAULT uuid_generate_v4(), body TEXT, place vector(3));
          CREATE INDEX doc_body_idx ON doc USING GIN (body gin_trgm_ops);
          CREATE EXTENSION timescaledb;`,
      }),
    )
    const report = await engine.replay(1)
    assert.deepEqual(
      report.failures.map((failure) => failure.say),
      [
        'The in-process PostgreSQL does not have the extension "timescaledb". Statements that need it are not checked.',
      ],
    )
    assert.deepEqual((await engine.catalogue(1)).extensions, [
      'pg_trgm',
      'plpgsql',
      'uuid-ossp',
      'vector',
    ])
  })

  test('makes a role that a GRANT names, since roles are not part of a history', async () => {
    engine.open(
      historyOf({ '1_init': 'CREATE TABLE a (id INT);\nGRANT SELECT ON a TO reporting;' }),
    )
    const report = await engine.replay(1)
    assert.deepEqual(report.failures, [])
    assert.deepEqual(report.madeRoles, ['reporting'])
  })

  test('does not let a SET of one file reach the next', async () => {
    engine.open(
      historyOf({
        '1_dump': `SELECT pg_catalog.set_config('search_path', '', false);\nCREATE TABLE public.a (id INT);`,
        '2_next': 'ALTER TABLE a ADD COLUMN x INT;',
      }),
    )
    assert.deepEqual((await engine.replay(2)).failures, [])
  })

  test('a file that leaves a transaction open does not swallow the next file', async () => {
    engine.open(
      historyOf({
        '1_open': 'BEGIN;\nCREATE TABLE a (id INT);',
        '2_next': 'CREATE TABLE b (id INT);',
      }),
    )
    const report = await engine.replay(2)
    assert.equal((await engine.catalogue(2)).tables['public.b']?.name, 'b')
    assert.equal(report.migrations, 2)
  })

  test('replays only what was added, and starts over only when an earlier file changed', async () => {
    const first = {
      '1_a': 'CREATE TABLE extended_a (id INT);',
      '2_b': 'CREATE TABLE extended_b (id INT);',
    }
    engine.open(historyOf(first))
    await engine.replay(2)
    engine.open(historyOf({ ...first, '3_c': 'CREATE TABLE extended_c (id INT);' }))
    const added = await engine.replay(3)
    assert.deepEqual([added.source, added.replayed], ['extended', 1])
    engine.open(historyOf({ ...first, '1_a': 'CREATE TABLE other_a (id INT);' }))
    const changed = await engine.replay(2)
    assert.deepEqual([changed.source, changed.replayed], ['replayed', 2])
    assert.deepEqual(Object.keys((await engine.catalogue(2)).tables), [
      'public.extended_b',
      'public.other_a',
    ])
  })
})
