import assert from 'node:assert/strict'
import { changesIn, namesIn, wholesIn } from '../readableActions.js'

suite('actions on tables', () => {
  test('CREATE TABLE as Prisma writes it', () =>
    assert.deepEqual(
      changesIn(`CREATE TABLE "User" (
    "id" SERIAL NOT NULL,
    "email" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);`),
      [
        {
          kind: 'createTable',
          table: { name: 'User' },
          ifNotExists: false,
          persistence: 'permanent',
          columns: [
            { ...column('id', 'integer', 'serial'), notNull: true, serial: true },
            column('email', 'text', 'text'),
            {
              ...column('createdAt', 'timestamp(3) without time zone', 'timestamp'),
              notNull: true,
              default: 'CURRENT_TIMESTAMP',
            },
          ],
          constraints: [
            {
              name: 'User_pkey',
              kind: 'primaryKey',
              columns: ['id'],
              nullsNotDistinct: false,
              notValid: false,
              notEnforced: false,
            },
          ],
        },
      ],
    ))

  test('a primary key makes its columns NOT NULL, wherever it stands', () =>
    assert.deepEqual(
      notNullOf(
        'CREATE TABLE t (a int PRIMARY KEY, b int); CREATE TABLE t (a int, PRIMARY KEY (a))',
      ),
      [[true, false], [true]],
    ))

  test('unlogged and temporary tables', () =>
    assert.deepEqual(
      changesIn('CREATE UNLOGGED TABLE IF NOT EXISTS s.t (); CREATE TEMP TABLE t ()'),
      [
        {
          ...empty,
          table: { schema: 's', name: 't' },
          ifNotExists: true,
          persistence: 'unlogged',
        },
        { ...empty, table: { name: 't' }, persistence: 'temporary' },
      ],
    ))

  test('a partition names its parent, and its columns are the parent’s', () =>
    assert.deepEqual(changesIn('CREATE TABLE p PARTITION OF s.q (a NOT NULL) FOR VALUES IN (1)'), [
      { ...empty, table: { name: 'p' }, partitionOf: { schema: 's', name: 'q' } },
    ]))

  test('a table that inherits is no partition', () =>
    assert.deepEqual(changesIn('CREATE TABLE c () INHERITS (p)'), [
      { ...empty, table: { name: 'c' } },
    ]))

  test('a foreign table is a table', () =>
    assert.deepEqual(changesIn('CREATE FOREIGN TABLE f () SERVER s'), [
      { ...empty, table: { name: 'f' } },
    ]))

  test('a table, a materialized view or SELECT INTO made from a query', () =>
    assert.deepEqual(
      changesIn(`CREATE TEMP TABLE a AS SELECT 1 WITH NO DATA;
        CREATE MATERIALIZED VIEW s.b AS SELECT 1;
        SELECT * INTO UNLOGGED c FROM d UNION SELECT 1`),
      [
        {
          ...fromQuery,
          table: { name: 'a' },
          withData: false,
          persistence: 'temporary',
        },
        { ...fromQuery, table: { schema: 's', name: 'b' }, materialized: true },
        { ...fromQuery, table: { name: 'c' }, persistence: 'unlogged' },
      ],
    ))

  test('TRUNCATE of several tables is one action each, with the table as its span', () => {
    const script = 'TRUNCATE TABLE a, ONLY s.b CASCADE; TRUNCATE c'
    assert.deepEqual(changesIn(script), [
      { kind: 'truncate', table: { name: 'a' }, cascade: true },
      { kind: 'truncate', table: { schema: 's', name: 'b' }, cascade: true },
      { kind: 'truncate', table: { name: 'c' }, cascade: false },
    ])
    assert.deepEqual(namesIn(script), ['a', 'b', 'c'])
    assert.deepEqual(wholesIn(script), ['a', 'b', 'TRUNCATE c'])
  })

  test('the table itself is what is named, without its schema', () =>
    assert.deepEqual(namesIn('CREATE TABLE IF NOT EXISTS "é"."T" (a int)'), ['"T"']))
})

const empty = {
  kind: 'createTable',
  columns: [],
  constraints: [],
  ifNotExists: false,
  persistence: 'permanent',
}

const fromQuery = {
  kind: 'createTableAs',
  materialized: false,
  withData: true,
  persistence: 'permanent',
}

function column(name: string, type: string, typeName: string): Record<string, unknown> {
  return {
    name,
    type,
    typeName: { name: typeName },
    notNull: false,
    serial: false,
    constraints: [],
  }
}

function notNullOf(script: string): unknown {
  return changesIn(script).map((change) =>
    (change as { columns: { notNull: boolean }[] }).columns.map(({ notNull }) => notNull),
  )
}
