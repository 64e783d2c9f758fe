import assert from 'node:assert/strict'
import { blamed, findingsOf, rulesFor } from '../../../support/rules.js'

const rule = 'alter-type-fk-revalidate'
const database = `CREATE TABLE "P" ("id" INTEGER PRIMARY KEY);
  CREATE TABLE "C" ("id" INTEGER PRIMARY KEY, "pId" INTEGER, "n" INTEGER,
    CONSTRAINT "C_pId_fkey" FOREIGN KEY ("pId") REFERENCES "P" ("id"))`
const change = (table: string, column: string, type: string) =>
  `ALTER TABLE "${table}" ALTER COLUMN "${column}" TYPE ${type};`

suite(rule, () => {
  test('says which key, that both tables are locked and compared, and how to move both sides', () => {
    const sql = change('C', 'pId', 'BIGINT')
    const [finding, ...others] = findingsOf(rule, { database, sql })
    assert.ok(finding)
    assert.deepEqual([finding.severity, blamed({ sql }, finding), others], ['error', '"pId"', []])
    assert.equal(
      finding.message,
      'Changes "pId" of "C" from integer to bigint, on which the foreign key "C_pId_fkey" from "C" to "P" stands, so that the rows of both tables are compared again. Takes ACCESS EXCLUSIVE on "C" and "P" while it rewrites "C" with all indexes: every query on them waits until it is done. Add columns of the new type on both sides, keep them in step with triggers, copy in batches, and swap them with their key.',
    )
  })

  test('in place of alter-type-rewrite, on the other side of the key too', () => {
    const sql = change('P', 'id', 'BIGINT')
    assert.deepEqual(rulesFor({ database, sql }), [rule, 'alter-type-client-reads'])
  })

  test('two types without an = cannot have a key at all', () => {
    const failure = {
      sqlState: '42804',
      message: 'foreign key constraint "C_pId_fkey" cannot be implemented',
    }
    const measured = { 0: { kind: 'failed', failure } } as const
    const [finding] = findingsOf(rule, { database, sql: change('C', 'pId', 'TEXT'), measured })
    assert.match(
      finding?.message ?? '',
      /on which the foreign key "C_pId_fkey" from "C" to "P" cannot stand: the two types have no = between them, and it fails \(42804\)\. Add columns/,
    )
  })

  test('not where the table is not written anew: then the key stays as it is', () => {
    const measured = { 0: { rewrites: [] } }
    assert.deepEqual(
      findingsOf(rule, { database, sql: change('C', 'pId', 'BIGINT'), measured }),
      [],
    )
  })

  test('not for another column, nor on a new table', () => {
    assert.deepEqual(findingsOf(rule, { database, sql: change('C', 'n', 'BIGINT') }), [])
    assert.deepEqual(
      findingsOf(rule, { sql: `CREATE TABLE "C" ("pId" INT); ${change('C', 'pId', 'BIGINT')}` }),
      [],
    )
  })
})
