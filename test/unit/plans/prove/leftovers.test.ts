import assert from 'node:assert/strict'
import type { Catalogue, TableDescription } from '../../../../server/src/engine/catalogue.js'
import { leftovers } from '../../../../server/src/plans/prove/leftovers.js'
import { ownConstraints } from '../../../../server/src/plans/prove/ownConstraints.js'
import { catalogue, column, constraint, index, primaryKey, table } from '../catalogues.js'

const id = column('id', 'integer', { notNull: true })
const name = column('name', 'text', { notNull: true })
const fullName = column('fullName', 'text', { notNull: true })

const before = user([id, name], {
  constraints: [constraint('name_check', 'check', ['name'], `CHECK ((name <> ''::text))`)],
  indexes: [
    primaryKey('User', ['id']),
    index('name_key', ['name'], {
      unique: true,
      definition: 'CREATE UNIQUE INDEX name_key ON public."User" USING btree (name)',
    }),
    index('name_lower', [null], {
      definition: 'CREATE INDEX name_lower ON public."User" USING btree (lower(name))',
    }),
  ],
  triggers: [{ name: 'touch', definition: 'CREATE TRIGGER touch' }],
})

const copies = {
  constraints: [
    constraint('fullName_check', 'check', ['fullName'], `CHECK (("fullName" <> ''::text))`),
  ],
  indexes: [
    primaryKey('User', ['id']),
    index('fullName_key', ['fullName'], {
      unique: true,
      definition: 'CREATE UNIQUE INDEX "fullName_key" ON public."User" USING btree ("fullName")',
    }),
    index('fullName_lower', [null], {
      definition: 'CREATE INDEX "fullName_lower" ON public."User" USING btree (lower("fullName"))',
    }),
  ],
  triggers: [{ name: 'touch', definition: 'CREATE TRIGGER touch' }],
}

suite('what a finished plan leaves behind', () => {
  test('is nothing when everything on a renamed column stands on the new one', () =>
    assert.deepEqual(leftovers(before, user([id, fullName], copies)), []))

  test('is nothing when a dropped column took its checks and indexes along', () =>
    assert.deepEqual(
      leftovers(
        before,
        user([id], { indexes: [primaryKey('User', ['id'])], triggers: copies.triggers }),
      ),
      [],
    ))

  test('is a trigger, a function, a check or a sequence of the plan', () =>
    assert.deepEqual(
      leftovers(before, {
        ...user([id, fullName], {
          ...copies,
          triggers: [...copies.triggers, { name: '~sync', definition: 'CREATE TRIGGER' }],
          constraints: [
            ...copies.constraints,
            constraint('helper', 'check', ['fullName'], 'CHECK (("fullName" IS NOT NULL))'),
          ],
        }),
        functions: [
          {
            schema: 'concertina',
            name: 'sync',
            language: 'plpgsql',
            volatility: 'volatile',
            definition: '',
          },
        ],
        sequences: [{ schema: 'concertina', name: 'odometer', type: 'bigint' }],
      }),
      [
        'The constraint "helper" of "public.User" is left over.',
        'The trigger "~sync" of "public.User" is left over.',
        'The function "concertina.sync" is left over.',
        'The sequence "concertina.odometer" is left over.',
      ],
    ))

  test('is what is lost and Prisma does not see: a trigger, a check, an index over an expression', () =>
    assert.deepEqual(
      leftovers(
        before,
        user([id, fullName], {
          indexes: copies.indexes.slice(0, 2),
        }),
      ),
      [
        'The constraint "name_check" of "public.User" is lost.',
        'The index "name_lower" of "public.User" is lost.',
        'The trigger "touch" of "public.User" is lost.',
      ],
    ))

  test('is a constraint or an index that is not valid', () =>
    assert.deepEqual(
      leftovers(
        before,
        user([id, fullName], {
          ...copies,
          constraints: copies.constraints.map((one) => ({ ...one, validated: false })),
          indexes: copies.indexes.map((one) => ({ ...one, valid: one.name !== 'fullName_key' })),
        }),
      ),
      [
        'The constraint "fullName_check" of "public.User" is not valid.',
        'The index "fullName_key" of "public.User" is not valid.',
      ],
    ))

  test('is a trigger that reads otherwise than before', () =>
    assert.deepEqual(
      leftovers(
        before,
        user([id, fullName], {
          ...copies,
          triggers: [{ name: 'touch', definition: 'CREATE TRIGGER touch OF name' }],
        }),
      ),
      ['The trigger "touch" of "public.User" is not as it was before.'],
    ))
})

suite('constraints of the user', () => {
  test('are those from before and their copies on the column that replaces another', () => {
    const phase = user([id, name, fullName], {
      constraints: [...(before.tables['public.User']?.constraints ?? []), ...copies.constraints],
      indexes: [
        ...copies.indexes,
        index('plans_own', ['fullName'], { unique: true, definition: 'CREATE UNIQUE INDEX z (x)' }),
      ],
    })
    const names = ownConstraints(before, [phase, user([id, fullName], copies)], 'public.User')
    assert.deepEqual([...names].toSorted(), [
      'User_pkey',
      'fullName_check',
      'fullName_key',
      'name_check',
      'name_key',
    ])
  })
})

function user(columns: TableDescription['columns'], more: Partial<TableDescription>): Catalogue {
  return catalogue([table('User', columns, more)])
}
