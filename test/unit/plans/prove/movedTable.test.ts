import assert from 'node:assert/strict'
import type { Catalogue } from '../../../../server/src/engine/catalogue.js'
import { leftovers } from '../../../../server/src/plans/prove/leftovers.js'
import { sameNames } from '../../../../server/src/plans/prove/movedTable.js'
import { column, constraint, index, primaryKey, table } from '../catalogues.js'
import { emptyCatalogue } from '../../../../server/src/engine/catalogue.js'

/** A table with a check and an index that Prisma does not see, and a view that reads it. */
function holding(name: string, field: string, view: string): Catalogue {
  const made = table(name, [column('id', 'integer'), column(field, 'text')], {
    constraints: [constraint('short', 'check', [field], `CHECK ((length("${field}") < 9))`)],
    indexes: [
      primaryKey(name, ['id']),
      index('some', [null], {
        definition: `CREATE INDEX some ON public."${name}" USING btree (lower("${field}"))`,
      }),
    ],
    triggers: [
      { name: 'touch', definition: `CREATE TRIGGER touch BEFORE UPDATE ON public."${name}"` },
    ],
  })
  return {
    ...emptyCatalogue,
    tables: { [`public.${name}`]: made },
    views: [
      {
        view: 'public.v',
        materialized: false,
        definition: view,
        columns: [`public.${name}.${field}`],
      },
    ],
  }
}

const before = holding('User', 'name', 'SELECT "User".name FROM "User";')
const rehearsal = {
  table: 'public.User',
  oldColumns: [],
  newColumns: [],
  corruption: '',
  movedTo: 'public.Person',
}

suite('what a plan that moves a table leaves behind', () => {
  test('is nothing when a name has dots in it', () => {
    const then = holding('My.User', 'first.name', 'SELECT "My.User"."first.name" FROM "My.User";')
    const after = holding('Person', 'first.name', 'SELECT "Person"."first.name" FROM "Person";')
    const moved = { ...rehearsal, table: 'public.My.User' }
    assert.deepEqual(leftovers(...sameNames(then, after, moved)), [])
  })

  test('is nothing when all that stood on it has come along', () => {
    const after = holding('Person', 'name', 'SELECT "Person".name FROM "Person";')
    assert.deepEqual(leftovers(...sameNames(before, after, rehearsal)), [])
  })

  test('is nothing when a column has another name too, which a view does not show', () => {
    const after = holding('Person', 'full', 'SELECT "Person"."full" AS name FROM "Person";')
    assert.deepEqual(leftovers(...sameNames(before, after, rehearsal)), [])
  })

  test('is what is lost on the way, and what is another thing by then', () => {
    const after = holding('Person', 'name', 'SELECT "Person".id FROM "Person";')
    const person = after.tables['public.Person']
    assert.ok(person)
    assert.deepEqual(
      leftovers(
        ...sameNames(
          before,
          { ...after, tables: { 'public.Person': { ...person, constraints: [], triggers: [] } } },
          rehearsal,
        ),
      ),
      [
        'The constraint "short" of "public.Person" is lost.',
        'The trigger "touch" of "public.Person" is lost.',
        'The view "public.v" is not as it was before.',
      ],
    )
  })

  test('is compared as it is where no table moves', () => {
    const { movedTo, ...still } = rehearsal
    assert.equal(movedTo, 'public.Person')
    assert.deepEqual(sameNames(before, before, still), [before, before])
  })
})
