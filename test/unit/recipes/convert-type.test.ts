import assert from 'node:assert/strict'
import { draftFrom, filesOf, offerFrom, refusalFrom, type ChangeText } from './pendingFrom.js'

const recipe = 'convert-type'
const change = (
  from: string,
  to: string,
  before: string,
  after: string,
  notNull = '',
): ChangeText => ({
  database: `CREATE TABLE "T" ("id" INTEGER NOT NULL, "n" ${from}${notNull}, CONSTRAINT "T_pkey" PRIMARY KEY ("id"));`,
  sql: `ALTER TABLE "T" ALTER COLUMN "n" SET DATA TYPE ${to};`,
  before: `model T {\n  id Int @id\n  n ${before}\n}\n`,
  after: `model T {\n  id Int @id\n  n ${after}\n}\n`,
})
const number = change('TEXT', 'INTEGER', 'String?', 'Int?')

suite(recipe, () => {
  test('a text that is no number is left alone, and listed', () => {
    const plan = draftFrom(number, recipe)
    assert.match(
      filesOf(plan, 'expand')[0] ?? '',
      /NEW\."n_v2" := CASE WHEN CASE WHEN \(NEW\."n"\)::text ~ '\^ \*\[\+-\]\?\[0-9\]\{1,19\} \*\$' THEN/,
    )
    assert.match(
      plan.verify,
      /'is not a whole number between -2147483648 and 2147483647: change or clear it first'/,
    )
    assert.equal(filesOf(plan, 'contract').length, 1)
  })

  test('where it becomes NULL, the contract keeps it with the key of its row', () => {
    const plan = draftFrom(number, recipe, { misfits: 'null' })
    assert.doesNotMatch(plan.verify, /is not a whole number/)
    const [keep = ''] = filesOf(plan, 'contract')
    assert.match(
      keep,
      /^\[contract_keep, scan\]\nBEGIN;\nSET LOCAL statement_timeout = 0;\nCREATE TABLE IF NOT EXISTS concertina\."T\.n_v2\.rejected" AS\nSELECT t\."id"::text AS "key", t\."n"::text AS "value"\nFROM "T" AS t\nWHERE t\."n" IS NOT NULL AND NOT/,
    )
    assert.match(
      plan.phases.at(-1)?.rollback.sql ?? '',
      /DROP TABLE concertina\."T\.n_v2\.rejected"/,
    )
  })

  test('NULL and a default are answers only where there are such', () => {
    const answers = (text: ChangeText) =>
      offerFrom(text, recipe)
        .questions.find(({ id }) => id === 'misfits')
        ?.choices?.map(({ value }) => value)
    assert.deepEqual(answers(number), ['refuse', 'null'])
    const required = change('TEXT', 'INTEGER', 'String', 'Int @default(0)', " NOT NULL DEFAULT '0'")
    assert.deepEqual(answers(required), ['refuse', 'default'])
    assert.match(refusalFrom(required, recipe, { misfits: 'null' }), /"null" is no answer/)
  })

  test('is refused while code that leaves the column out writes a value that does not fit', () => {
    const told = (from: string, to: string, value: string, types: readonly [string, string]) =>
      refusalFrom(change(from, to, types[0], types[1], ` NOT NULL DEFAULT ${value}`), recipe)
    assert.equal(
      told('DOUBLE PRECISION', 'BOOLEAN', '1.5', ['Float @default(1.5)', 'Boolean']),
      'Code that leaves "n" out gives it its default, 1.5, which is neither 0 nor 1: such rows would go on coming. Change or drop the default in a migration of its own first, or choose what becomes of values that do not fit.',
    )
    for (const [to, type, bad, good] of [
      ['INTEGER', 'Int', 'many', '12'],
      ['INTEGER', 'Int', '9999999999', '-7'],
      ['BOOLEAN', 'Boolean', 'perhaps', 'true'],
      ['UUID', 'String @db.Uuid', 'none', '00000000-0000-0000-0000-000000000000'],
      ['DATE', 'DateTime @db.Date', 'today', '2026-01-31'],
    ] as const) {
      assert.match(
        told('TEXT', to, `'${bad}'`, [`String @default("${bad}")`, type]),
        /gives it its default/,
      )
      const fine = change(
        'TEXT',
        to,
        `String @default("${good}")`,
        type,
        ` NOT NULL DEFAULT '${good}'`,
      )
      assert.equal(draftFrom(fine, recipe).recipe, recipe)
    }
  })

  test('nothing is asked where every value has a counterpart', () => {
    const day = change('TIMESTAMP(3)', 'DATE', 'DateTime?', 'DateTime? @db.Date')
    assert.deepEqual(
      offerFrom(day, recipe).questions.map(({ id }) => id),
      ['style'],
    )
  })

  test('is refused, with what to do instead, where nobody knows what a value would mean', () =>
    assert.match(
      refusalFrom(change('INTEGER', 'TIMESTAMP(3)', 'Int?', 'DateTime?'), recipe),
      /No way from integer to timestamp.*add-required-column/,
    ))
})
