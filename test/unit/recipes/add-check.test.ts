import assert from 'node:assert/strict'
import { changeFrom, draftFrom, filesOf, refusalFrom, type ChangeText } from './pendingFrom.js'
import { addCheck } from '../../../server/src/recipes/add-check.js'

const recipe = 'add-check'
const change = (comment: string): ChangeText => ({
  database:
    'CREATE TABLE "Item" ("id" INTEGER NOT NULL, "price" INTEGER, CONSTRAINT "Item_pkey" PRIMARY KEY ("id"), CONSTRAINT "known" CHECK ("price" < 100));',
  sql: 'CREATE TABLE "Other" ("id" INTEGER NOT NULL);',
  before: 'model Item {\n  id Int @id\n  price Int?\n}\n',
  after: `model Item {\n  id Int @id\n  price Int?\n  ${comment}\n}\n`,
})
const check = (condition: string) => change(`/// concertina-check price_positive: ${condition}`)

suite(recipe, () => {
  test('a comment in the model asks for it: first every write is held to it, then every row', () => {
    const plan = draftFrom(check('price > 0'), recipe)
    assert.deepEqual(filesOf(plan, 'expand'), [
      `[expand, transaction]
BEGIN;
-- locks "Item" in ACCESS EXCLUSIVE
ALTER TABLE "Item" ADD CONSTRAINT "price_positive" CHECK (price > 0) NOT VALID;
COMMIT;`,
    ])
    assert.match(filesOf(plan, 'validate')[0] ?? '', /VALIDATE CONSTRAINT "price_positive";/)
  })

  test('rows for which it is neither true nor false pass, as they do in PostgreSQL', () =>
    assert.match(draftFrom(check('price > 0'), recipe).verify, /WHERE \(price > 0\) IS FALSE/))

  test('nothing is to be done where the table has a constraint of the name', () =>
    assert.deepEqual(
      addCheck.detect(changeFrom(change('// concertina-check known: price < 100'))),
      [],
    ))

  test('another comment asks for nothing', () =>
    assert.deepEqual(addCheck.detect(changeFrom(change('// concertina-check: see below'))), []))

  const refuses = (condition: string, say: RegExp) =>
    test(`is refused for ${condition}`, () =>
      assert.match(refusalFrom(check(condition), recipe), say))

  refuses('cost > 0', /has no column "cost"/)
  refuses('price >', /is not an SQL expression/)
  refuses('true', /names no column/)
  refuses('price < (SELECT max(price) FROM "Item")', /A check looks at one row/)
  refuses('price < extract(year FROM now())', /depends on the time at which it is asked/)
  refuses("(price || '')::date < current_date", /depends on the time at which it is asked/)
})
