import assert from 'node:assert/strict'
import { blamed, findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'require-schema-qualified'
const database = `CREATE TABLE "A" ("id" INTEGER PRIMARY KEY, "x" TEXT, "n" INTEGER);
  CREATE TABLE "B" ("id" INTEGER PRIMARY KEY, "x" TEXT);`
const found = (sql: string, more: Partial<TestScript> = {}) =>
  findingsOf(rule, { database, origin: 'migration', sql, ...more })

suite(rule, () => {
  test('names each table once', () => {
    const sql =
      'ALTER TABLE "A" ADD FOREIGN KEY ("n") REFERENCES "B" ("id"), ADD FOREIGN KEY ("id") REFERENCES "B" ("id");'
    const findings = found(sql)
    assert.deepEqual(
      findings.map((finding) => blamed({ sql }, finding)),
      ['"A"', '"B"'],
    )
    assert.match(findings[0]?.message ?? '', /^The table "A" is named without its schema/)
  })

  test('not with a schema', () =>
    assert.deepEqual(found('ALTER TABLE public."A" ADD "y" INT;'), []))
})
