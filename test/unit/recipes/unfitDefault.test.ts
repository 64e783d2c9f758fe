import assert from 'node:assert/strict'
import type { ColumnDescription } from '../../../server/src/engine/catalogue.js'
import type { Conversion } from '../../../server/src/recipes/swap/typeConversion.js'
import { unfitDefaultObstacle } from '../../../server/src/recipes/swap/unfitDefault.js'

const column = (type: string, value?: string): ColumnDescription => ({
  name: 'role',
  type,
  typeName: `pg_catalog.${type}`,
  typeKind: 'base',
  array: false,
  notNull: true,
  ...(value === undefined ? {} : { default: value }),
})
const partial: Conversion = {
  up: (value) => value,
  down: (value) => value,
  fits: (value) => `${value} IN ('ADMIN', 'USER')`,
  holds: (constant) => ['ADMIN', 'USER'].includes(constant),
  misfit: 'is none of ADMIN, USER',
  sample: '$1',
  searchPath: 'pinned',
}

suite('the default of a column whose type cannot hold it', () => {
  test('makes rows for ever that have to be changed first', () => {
    const obstacle = unfitDefaultObstacle(column('text', `'x'::text`), column('Role'), partial)
    assert.match(
      obstacle?.say ?? '',
      /^Code that leaves "role" out gives it its default, 'x'::text, which is none of ADMIN, USER: such rows/,
    )
  })

  test('is fine where the new type holds it, where there is none, or where it is computed', () => {
    for (const value of [`'USER'::text`, undefined, 'gen_random_uuid()::text']) {
      assert.equal(unfitDefaultObstacle(column('text', value), column('Role'), partial), undefined)
    }
  })

  test('does not matter where something takes the place of what does not fit', () => {
    const { fits, ...total } = partial
    assert.ok(fits)
    assert.equal(
      unfitDefaultObstacle(column('text', `'x'::text`), column('Role'), total),
      undefined,
    )
  })
})
