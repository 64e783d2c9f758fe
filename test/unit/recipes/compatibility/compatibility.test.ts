import assert from 'node:assert/strict'
import type {
  ColumnDescription,
  TableDescription,
} from '../../../../server/src/engine/catalogue.js'
import {
  compatibilityObstacle,
  freeCompatibilitySchema,
  isCompatibilityView,
} from '../../../../server/src/recipes/compatibility/compatibilityNames.js'
import { limitsOfView } from '../../../../server/src/recipes/compatibility/compatibilityView.js'
import { oldColumns } from '../../../../server/src/recipes/compatibility/oldColumns.js'
import {
  usualRemovalDay,
  wrongRemovalDay,
} from '../../../../server/src/recipes/compatibility/removalDay.js'
import { successorsIn } from '../../../../server/src/recipes/compatibility/successors.js'

const column = (name: string, type: string, more: Partial<ColumnDescription> = {}) => ({
  name,
  type,
  typeName: `pg_catalog.${type}`,
  typeKind: 'base' as const,
  array: false,
  notNull: false,
  ...more,
})

const table = (...columns: ColumnDescription[]): TableDescription => ({
  oid: 1,
  schema: 'public',
  name: 'User',
  kind: 'table',
  columns,
  constraints: [],
  indexes: [],
  triggers: [],
  policies: [],
  rowSecurity: false,
})

suite('the day on which compatibility views go', () => {
  const now = new Date('2026-11-20T22:00:00Z')

  test('is 90 days on where nobody names one', () => {
    assert.equal(usualRemovalDay(now), '2027-02-18')
  })

  test('lies in the future and exists', () => {
    assert.equal(wrongRemovalDay('2026-11-21', now), undefined)
    assert.match(wrongRemovalDay('2026-11-20', now) ?? '', /is not in the future/)
    assert.equal(wrongRemovalDay('soon', now), '"soon" is no day. Write it as 2026-11-20.')
    assert.equal(wrongRemovalDay('2027-02-30', now), 'There is no 2027-02-30.')
    assert.equal(wrongRemovalDay('2027-13-01', now), 'There is no 2027-13-01.')
  })
})

suite('the schema of compatibility views', () => {
  test('has the number behind those that are taken', () => {
    assert.equal(freeCompatibilitySchema([]), 'compat_v1')
    assert.equal(
      freeCompatibilitySchema(['public.User', 'compat_v2.User', 'compat_v10.Post']),
      'compat_v11',
    )
  })

  test('is known by its name, so that a plan says what the view is for', () => {
    assert.ok(isCompatibilityView('compat_v1.User'))
    assert.ok(!isCompatibilityView('compat.User'))
    assert.match(
      compatibilityObstacle('compat_v1.User', 'email'),
      /^View "compat_v1\.User" reads "email" and serves readers of an old shape\./,
    )
  })
})

suite('the columns of an old shape', () => {
  const shape = { successors: new Map(), isPartial: false, postgresVersion: 16 }

  test('a type that holds more is cast back', () => {
    const columns = oldColumns({
      ...shape,
      old: table(column('n', 'integer', { typeName: 'pg_catalog.int4' })),
      now: table(column('n', 'bigint', { typeName: 'pg_catalog.int8' })),
    })
    assert.deepEqual(columns, [
      { kind: 'expression', shown: 'n', sql: '(("n")::integer)::integer', exact: true },
    ])
  })

  test('a column that nothing has the values of is refused by its name', () => {
    const columns = oldColumns({ ...shape, old: table(column('note', 'text')), now: table() })
    assert.match('say' in columns ? columns.say : '', /^Nothing has the values of "note" of "User"/)
  })

  test('an enum whose values have changed is refused: not every value has a way back', () => {
    const columns = oldColumns({
      ...shape,
      old: table(column('role', '"Role"', { typeKind: 'enum', typeName: 'public.Role' })),
      now: table(column('role', 'text')),
    })
    assert.match('say' in columns ? columns.say : '', /^"role" was "Role" and is text:/)
  })

  test('a plan that changes nothing for readers gets no views', () => {
    const plan = {
      recipe: 'add-index',
      subject: { model: 'User', table: 'public.User', columns: ['n'] },
      answers: {},
      rehearsal: { table: 'public.User', oldColumns: ['n'], newColumns: ['n'], corruption: '' },
    }
    const found = successorsIn(plan, table(column('n', 'integer')))
    assert.match(
      found.kind === 'refusal' ? found.say : '',
      /^No view is made for a plan of the recipe add-index/,
    )
  })

  test('what the view does not take is said: computed columns, and rows without a required one', () => {
    const now = table(column('id', 'integer'), column('name', 'text', { notNull: true }))
    const limits = limitsOfView({
      schema: 'compat_v1',
      name: 'User',
      table: now,
      columns: [
        { kind: 'column', shown: 'id', column: 'id' },
        { kind: 'expression', shown: 'first', sql: `split_part("name", ' ', 1)`, exact: false },
      ],
    })
    assert.deepEqual(limits, [
      '"first" of "User" can be read and not be written: computed.',
      `"User" takes no INSERT once the plan's trigger is gone: "name" may not be NULL and is not in it.`,
    ])
  })
})
