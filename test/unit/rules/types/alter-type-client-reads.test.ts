import assert from 'node:assert/strict'
import { blamed, findingsOf } from '../../../support/rules.js'

const rule = 'alter-type-client-reads'
const database = `CREATE TYPE "Mood" AS ENUM ('a'); CREATE TYPE "Other" AS ENUM ('a');
  CREATE TABLE "T" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "s" TEXT, "m" "Mood", "at" TIMESTAMP(3), "g" point)`
const change = (column: string, type: string) =>
  `ALTER TABLE "T" ALTER COLUMN "${column}" TYPE ${type};`
const messages = (column: string, type: string) =>
  findingsOf(rule, { database, sql: change(column, type) }).map(({ message }) => message)

suite(rule, () => {
  test('says what each version takes the column for, what comes of it, and how to do it in steps', () =>
    assert.deepEqual(messages('n', 'BIGINT'), [
      'Changes "n" of "T" from integer to bigint: Prisma Client of the running version still takes it for Int, and the next one for BigInt. The old one fails on a number above 2147483647, and code of the new one gets a bigint, which JSON.stringify refuses. Add a field of the new type, write both, and move the readers over before the old one goes.',
    ]))

  test('to an enum and back, to a list', () => {
    assert.match(
      messages('s', '"Mood" USING "s"::"Mood"')[0] ?? '',
      /for String, and the next one for enum Mood\. While/,
    )
    assert.match(messages('m', 'TEXT')[0] ?? '', /for enum Mood, and the next one for String\./)
    assert.match(
      messages('n', 'INTEGER[] USING ARRAY["n"]')[0] ?? '',
      /for Int, and the next one for Int\[\]\./,
    )
  })

  test('a warning, on the column', () => {
    const script = { database, sql: change('n', 'TEXT') }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual([finding.severity, blamed(script, finding)], ['warning', '"n"'])
  })

  test('not where Prisma has one type for both, nor for types that it does not know', () => {
    assert.deepEqual(messages('s', 'UUID USING "s"::uuid'), [])
    assert.deepEqual(messages('n', 'SMALLINT'), [])
    assert.deepEqual(messages('at', 'TIMESTAMPTZ'), [])
    assert.deepEqual(messages('g', 'TEXT'), [])
    assert.deepEqual(messages('m', '"Other" USING "m"::text::"Other"'), [])
  })

  test('not on a new table, nor when PostgreSQL refuses the statement', () => {
    assert.deepEqual(
      findingsOf(rule, { sql: `CREATE TABLE "T" ("n" INT); ${change('n', 'BIGINT')}` }),
      [],
    )
    const failure = { sqlState: '0A000', message: 'used by a view' }
    const measured = { 0: { kind: 'failed', failure } } as const
    assert.deepEqual(findingsOf(rule, { database, sql: change('n', 'BIGINT'), measured }), [])
  })
})
