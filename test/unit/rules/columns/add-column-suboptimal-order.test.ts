import assert from 'node:assert/strict'
import { blamed, findingsOf } from '../../../support/rules.js'
import { rules } from '../../../../server/src/rules/index.js'

const rule = 'add-column-suboptimal-order'
const found = (sql: string) =>
  findingsOf(rule, { database: 'CREATE TABLE "Old" ("id" INTEGER PRIMARY KEY)', sql })

suite(rule, () => {
  test('counts the bytes, and gives the order that has none', () => {
    const sql = 'CREATE TABLE "T" ("a" BOOLEAN, "b" BIGINT, "c" BOOLEAN, "d" BIGINT, "e" TEXT);'
    assert.deepEqual(
      found(sql).map(({ message }) => message),
      [
        'The order of the columns leaves 14 unused bytes in every row of "T". Put them in the order of the size of their types, the largest first: bigint, bigint, boolean, boolean, text.',
      ],
    )
  })

  test('is off unless the project turns it on', () =>
    assert.equal(rules.find(({ id }) => id === rule)?.offByDefault, true))

  test('of several columns that one statement adds too, on the first', () => {
    const sql = 'ALTER TABLE "Old" ADD COLUMN "a" BOOLEAN, ADD COLUMN "b" TIMESTAMP(3);'
    const [finding] = found(sql)
    assert.ok(finding)
    assert.deepEqual([finding.facts?.['wastedBytes'], blamed({ sql }, finding)], [7, '"a"'])
  })

  test('not for a good order, nor for a single column, whose place nobody can choose', () => {
    assert.deepEqual(found('CREATE TABLE "T" ("b" BIGINT, "i" INT, "a" BOOLEAN, "t" TEXT);'), [])
    assert.deepEqual(found('ALTER TABLE "Old" ADD COLUMN "b" BIGINT;'), [])
  })

  test('behind a value of variable length nothing is known, and nothing is said', () =>
    assert.deepEqual(found('CREATE TABLE "T" ("t" TEXT, "b" BIGINT);'), []))
})
