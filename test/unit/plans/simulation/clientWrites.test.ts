import assert from 'node:assert/strict'
import {
  cascadingDelete,
  cascadingUpdate,
} from '../../../../server/src/plans/simulation/cascadingWrites.js'
import {
  clientTable,
  type ClientTable,
} from '../../../../server/src/plans/simulation/clientTable.js'
import {
  create,
  createMany,
  deleteOne,
  findMany,
  update,
  updateMany,
  upsert,
} from '../../../../server/src/plans/simulation/clientWrites.js'
import { createRandomness } from '../../../../server/src/plans/simulation/randomness.js'
import type { ValueSource } from '../../../../server/src/plans/simulation/rowValues.js'
import {
  catalogue,
  column,
  constraint,
  foreignKey,
  index,
  primaryKey,
  table,
} from '../catalogues.js'

const shop = catalogue([
  table('Team', [column('id', 'integer', { notNull: true })], {
    indexes: [primaryKey('Team', ['id'])],
  }),
  table(
    'User',
    [
      column('id', 'integer', { notNull: true, default: `nextval('"User_id_seq"'::regclass)` }),
      column('email', 'text', { notNull: true }),
      column('name', 'text', { notNull: true }),
      column('bio', 'text'),
      column('teamId', 'integer', { notNull: true }),
      column('total', 'integer', { generated: 'stored' }),
    ],
    {
      indexes: [primaryKey('User', ['id']), index('User_email_key', ['email'], { unique: true })],
      constraints: [
        foreignKey('User_teamId_fkey', ['teamId'], 'Team', ['id'], { onDelete: 'cascade' }),
      ],
    },
  ),
])

const pick = (n: string) =>
  `(SELECT "id" FROM "public"."Team" ORDER BY "id" OFFSET (SELECT ${n} % greatest(count(*), 1) FROM "public"."Team") LIMIT 1)`

suite('what a version of the application writes', () => {
  const user = known(['id', 'email', 'name', 'bio', 'teamId', 'total'])

  test('creates a row with as little as it may, and reads back all that it knows', () => {
    const { sql } = create(user, source(), 'least')
    assert.match(
      sql,
      /^INSERT INTO "public"\."User" \("email", "name", "teamId"\) VALUES \('1- '::text, .+::text, \(SELECT .+\)\) RETURNING "id", "email", "name", "bio", "teamId", "total"$/,
    )
    assert.ok(sql.includes(pick('\\d+').slice(0, 40)))
  })

  test('creates a row with all that it knows, what the database makes left out', () =>
    assert.match(create(user, source(), 'full').sql, /\("email", "name", "bio", "teamId"\) VALUES/))

  test('does not know the columns of another version', () => {
    const old = known(['id', 'name'])
    assert.match(
      create(old, source(), 'full').sql,
      /^INSERT INTO "public"\."User" \("name"\) VALUES/,
    )
    assert.equal(findMany(old), 'SELECT "id", "name" FROM "public"."User"')
  })

  test('never leaves out what it must set although the database would allow it', () => {
    const strict = known(['id', 'email', 'name', 'bio', 'teamId'], new Set(['bio']))
    for (let seed = 1; seed < 40; seed += 1) {
      const { sql } = create(strict, source(seed))
      assert.match(sql, /"bio"/)
      assert.doesNotMatch(sql, /NULL::/)
    }
  })

  test('asks of each column whether it holds what was written, foreign keys aside', () => {
    const write = create(user, source(), 'least')
    assert.deepEqual([...write.assigned.keys()], ['email', 'name'])
    assert.match(
      write.checked,
      /RETURNING \("email" IS NOT DISTINCT FROM '1- '::text\), \("name" IS NOT DISTINCT FROM .+::text\)$/,
    )
  })

  test('updates a row by its key', () =>
    assert.match(
      update(user, source())?.sql ?? '',
      /^UPDATE "public"\."User" SET "\w+" = .+ WHERE "id" = \(SELECT "id" FROM "public"\."User" ORDER BY "id" OFFSET \(SELECT \d+ % greatest\(count\(\*\), 1\) FROM "public"\."User"\) LIMIT 1\) RETURNING/,
    ))

  test('updates several rows, and gives none of them a value that must come once', () => {
    for (let seed = 1; seed < 40; seed += 1) {
      const sql = updateMany(user, source(seed))?.sql
      if (sql === undefined) continue
      assert.match(sql, /WHERE \("id"\) IN \(SELECT .+ LIMIT 3\)$/)
      assert.doesNotMatch(sql, /SET.*"email" =/)
    }
  })

  test('takes the second arm of an upsert', () =>
    assert.match(
      upsert(user, source())?.sql ?? '',
      /^INSERT INTO .+ SELECT .*existing\."id".* FROM \(SELECT "id" FROM .+\) existing ON CONFLICT \("id"\) DO UPDATE SET .+ RETURNING/,
    ))

  test('creates several rows and skips duplicates', () =>
    assert.match(
      createMany(user, source())?.sql ?? '',
      /VALUES \(.+\), \(.+\), \(.+\) ON CONFLICT DO NOTHING$/,
    ))

  test('does not skip duplicates where a deferrable constraint would refuse it', () => {
    const deferrable = constraint('u', 'unique', ['email'], 'UNIQUE (email)', { deferrable: true })
    const users = shop.tables['public.User']
    assert.ok(users !== undefined)
    const changed = { ...users, constraints: [...users.constraints, deferrable] }
    const other = clientTable(
      { ...shop, tables: { ...shop.tables, 'public.User': changed } },
      'public.User',
      ['id', 'email'],
    )
    assert.ok(other !== undefined)
    assert.equal(createMany(other, source()), undefined)
  })

  test('deletes a row by its key', () =>
    assert.match(
      deleteOne(user, source())?.sql ?? '',
      /^DELETE FROM "public"\."User" WHERE "id" = \(SELECT/,
    ))

  test('writes no single row of a table whose key it does not know', () => {
    const keyless = known(['name', 'bio'])
    assert.deepEqual(keyless.key, undefined)
    assert.equal(update(keyless, source()), undefined)
    assert.equal(upsert(keyless, source()), undefined)
    assert.equal(deleteOne(keyless, source()), undefined)
    assert.match(updateMany(keyless, source())?.sql ?? '', /WHERE "\w+" IS NULL$/)
  })

  test('changes rows through the key of another table', () => {
    assert.match(
      cascadingUpdate(user, source())?.sql ?? '',
      /^UPDATE "public"\."Team" SET "id" = '1005001'::integer WHERE "id" = \(SELECT/,
    )
    assert.match(
      cascadingDelete(user, source())?.sql ?? '',
      /^DELETE FROM "public"\."Team" WHERE "id" = .+ AND \(SELECT count\(\*\) FROM "public"\."Team"\) > 4$/,
    )
    assert.equal(cascadingDelete(known(['id', 'name']), source()), undefined)
  })

  test('leaves a row of another table alone that SET NULL would take from a required column', () => {
    const deletes = (notNull: boolean) => {
      const notes = table(
        'Note',
        [column('id', 'integer', { notNull: true }), column('teamId', 'integer', { notNull })],
        {
          indexes: [primaryKey('Note', ['id'])],
          constraints: [
            foreignKey('Note_teamId_fkey', ['teamId'], 'Team', ['id'], { onDelete: 'set null' }),
          ],
        },
      )
      const [team] = Object.values(shop.tables)
      assert.ok(team)
      const found = clientTable(catalogue([team, notes]), 'public.Note', ['id', 'teamId'])
      return found && cascadingDelete(found, source())?.sql
    }
    assert.match(deletes(true) ?? '', /NOT EXISTS .*"Note"/)
    assert.doesNotMatch(deletes(false) ?? '', /NOT EXISTS/)
  })

  test('is not there when the table is not', () =>
    assert.equal(clientTable(shop, 'public.Ghost', ['id']), undefined))
})

suite('rows with two foreign keys over one column', () => {
  const tenants = catalogue([
    table('Org', [column('id', 'text', { notNull: true })], {
      indexes: [primaryKey('Org', ['id'])],
    }),
    table(
      'Plan',
      [column('org', 'text', { notNull: true }), column('id', 'text', { notNull: true })],
      {
        indexes: [primaryKey('Plan', ['org', 'id'])],
      },
    ),
    table(
      'Seat',
      [column('org', 'text', { notNull: true }), column('plan', 'text', { notNull: true })],
      {
        constraints: [
          foreignKey('a', ['org'], 'Org', ['id']),
          foreignKey('b', ['org', 'plan'], 'Plan', ['org', 'id']),
        ],
      },
    ),
  ])

  test('take both from the wider one', () => {
    const seat = clientTable(tenants, 'public.Seat', ['org', 'plan'])
    assert.ok(seat !== undefined)
    const { sql } = create(seat, source(), 'least')
    assert.match(
      sql,
      /VALUES \(\(SELECT "org" FROM "public"\."Plan" .+\), \(SELECT "id" FROM "public"\."Plan"/,
    )
    assert.doesNotMatch(sql, /"public"\."Org"/)
  })
})

function known(columns: readonly string[], required?: ReadonlySet<string>): ClientTable {
  const found = clientTable(shop, 'public.User', columns, required)
  assert.ok(found !== undefined)
  return found
}

function source(seed = 1): ValueSource {
  return { random: createRandomness(seed), accepted: new Map() }
}
