import assert from 'node:assert/strict'
import type { Catalogue } from '../../../../server/src/engine/catalogue.js'
import { clientTable } from '../../../../server/src/plans/simulation/clientTable.js'
import { parentRows } from '../../../../server/src/plans/simulation/parentRows.js'
import { parentTables } from '../../../../server/src/plans/simulation/parentTables.js'
import { createRandomness } from '../../../../server/src/plans/simulation/randomness.js'
import { catalogue, column, foreignKey, index, primaryKey, table } from '../catalogues.js'

const id = column('id', 'integer', { notNull: true })
const required = (name: string) => column(name, 'integer', { notNull: true })

suite('tables that must hold rows first', () => {
  test('are those that are referred to, and what these need, however far', () => {
    const shop = catalogue([
      table('Org', [id, column('note', 'text')], { indexes: [primaryKey('Org', ['id'])] }),
      table('Team', [id, required('org'), column('lead', 'integer')], {
        indexes: [primaryKey('Team', ['id'])],
        constraints: [
          foreignKey('a', ['org'], 'Org', ['id']),
          foreignKey('b', ['lead'], 'User', ['id']),
        ],
      }),
      table('User', [id, required('team')], {
        indexes: [primaryKey('User', ['id'])],
        constraints: [foreignKey('c', ['team'], 'Team', ['id'])],
      }),
    ])
    const rows = rowsFor(shop, 'User', ['id', 'team'])
    assert.deepEqual(
      rows.map((one) => [one.table, one.statements.length, one.statements[0]]),
      [
        [
          'public.Team',
          8,
          `INSERT INTO "public"."Team" ("id", "org") OVERRIDING SYSTEM VALUE VALUES ('1000001'::integer, '1000001'::integer)`,
        ],
        [
          'public.Org',
          8,
          `INSERT INTO "public"."Org" ("id") OVERRIDING SYSTEM VALUE VALUES ('1000001'::integer)`,
        ],
      ],
    )
  })

  test('may need each other in a circle', () => {
    const circle = catalogue([
      table('A', [id, required('b')], {
        indexes: [primaryKey('A', ['id'])],
        constraints: [foreignKey('a', ['b'], 'B', ['id'])],
      }),
      table('B', [id, required('a')], {
        indexes: [primaryKey('B', ['id'])],
        constraints: [foreignKey('b', ['a'], 'A', ['id'])],
      }),
      table('C', [id, required('a')], {
        indexes: [primaryKey('C', ['id'])],
        constraints: [foreignKey('c', ['a'], 'A', ['id'])],
      }),
    ])
    assert.deepEqual(
      rowsFor(circle, 'C', ['id', 'a']).map((one) => one.table),
      ['public.A', 'public.B'],
    )
  })

  test('get many rows when each row needs one of its own', () => {
    const profile = catalogue([
      table('User', [id], { indexes: [primaryKey('User', ['id'])] }),
      table('Profile', [id, required('user')], {
        indexes: [primaryKey('Profile', ['id']), index('u', ['user'], { unique: true })],
        constraints: [foreignKey('c', ['user'], 'User', ['id'])],
      }),
    ])
    assert.equal(rowsFor(profile, 'Profile', ['id', 'user'])[0]?.statements.length, 120)
  })

  test('do not include the table itself', () => {
    const tree = catalogue([
      table('Node', [id, column('parent', 'integer')], {
        indexes: [primaryKey('Node', ['id'])],
        constraints: [foreignKey('c', ['parent'], 'Node', ['id'])],
      }),
    ])
    assert.deepEqual(rowsFor(tree, 'Node', ['id', 'parent']), [])
  })

  test('are not filled for a foreign key that the version does not know', () => {
    const shop = catalogue([
      table('Org', [id], { indexes: [primaryKey('Org', ['id'])] }),
      table('Team', [id, column('org', 'integer')], {
        indexes: [primaryKey('Team', ['id'])],
        constraints: [foreignKey('a', ['org'], 'Org', ['id'])],
      }),
    ])
    assert.deepEqual(rowsFor(shop, 'Team', ['id']), [])
  })
})

function rowsFor(database: Catalogue, name: string, columns: readonly string[]) {
  const known = clientTable(database, `public.${name}`, columns)
  assert.ok(known !== undefined)
  const parents = parentTables(database, known.references, new Set([known.name]))
  return parentRows(database, parents, createRandomness(1))
}
