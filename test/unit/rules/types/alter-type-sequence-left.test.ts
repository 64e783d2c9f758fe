import assert from 'node:assert/strict'
import { blamed, findingsOf } from '../../../support/rules.js'

const rule = 'alter-type-sequence-left'
const database =
  'CREATE TABLE "T" ("id" SERIAL PRIMARY KEY, "small" SMALLSERIAL, "no" INTEGER, "own" INTEGER GENERATED ALWAYS AS IDENTITY)'
const change = (column: string, type = 'BIGINT') =>
  `ALTER TABLE "T" ALTER COLUMN "${column}" TYPE ${type};`

suite(rule, () => {
  test('says where the sequence stops, and how to take it along', () => {
    const script = { database, sql: change('id') }
    const [finding, ...others] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual([finding.severity, blamed(script, finding), others], ['warning', '"id"', []])
    assert.equal(
      finding.message,
      'Changes "id" of "T" from integer to bigint, but "T_id_seq", which numbers it, stays a sequence of type integer: after 2147483647 every insert fails (2200H). Add ALTER SEQUENCE "T_id_seq" AS bigint, which takes no lock on the table.',
    )
  })

  test('a smallint that becomes integer, too', () =>
    assert.match(
      findingsOf(rule, { database, sql: change('small', 'INTEGER') })[0]?.message ?? '',
      /after 32767 every insert fails .* ALTER SEQUENCE "T_small_seq" AS integer/,
    ))

  test('not when the script takes the sequence along, before or after', () => {
    const sequence = 'ALTER SEQUENCE "T_id_seq" AS bigint;'
    assert.deepEqual(findingsOf(rule, { database, sql: `${sequence} ${change('id')}` }), [])
    assert.deepEqual(findingsOf(rule, { database, sql: `${change('id')} ${sequence}` }), [])
  })

  test('not for an identity, a column without a sequence, another type, or a new table', () => {
    assert.deepEqual(findingsOf(rule, { database, sql: change('own') }), [])
    assert.deepEqual(findingsOf(rule, { database, sql: change('no') }), [])
    assert.deepEqual(findingsOf(rule, { database, sql: change('id', 'TEXT') }), [])
    assert.deepEqual(
      findingsOf(rule, { sql: `CREATE TABLE "T" ("id" SERIAL); ${change('id')}` }),
      [],
    )
  })
})
