import assert from 'node:assert/strict'
import { blamed, findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'migration-does-not-apply'
const database = `CREATE TABLE "A" ("id" INTEGER PRIMARY KEY, "x" TEXT, "n" INTEGER);
  CREATE TABLE "B" ("id" INTEGER PRIMARY KEY, "x" TEXT);`
const found = (sql: string, more: Partial<TestScript> = {}) =>
  findingsOf(rule, { database, origin: 'migration', sql, ...more })

suite(rule, () => {
  const refused = (sqlState: string, message: string) => ({
    measured: { 0: { kind: 'failed', failure: { sqlState, message } } as const },
  })

  test('says what PostgreSQL says', () => {
    const sql = 'ALTER TABLE "A" RENAME CONSTRAINT "nope" TO "x";'
    const [finding] = found(sql, refused('42704', 'constraint "nope" does not exist'))
    assert.equal(
      finding?.message,
      'The migration fails here (42704): constraint "nope" does not exist. The deployment stops, and no later migration is applied until someone repairs it. Correct the statement, or the migration that should have come before it.',
    )
    assert.equal(finding.severity, 'error')
  })

  test('of the pending change too', () =>
    assert.match(
      found('SELECT 1;', { origin: 'pending', ...refused('42P01', 'no') })[0]?.message ?? '',
      /^The migration that Prisma would write fails here \(42P01\): no\./,
    ))

  test('a statement that does not parse, on the token where the parser stops', () => {
    const sql = 'ALTER TABLE "A" ADD "y" INT; ALTER TABL "A"; SELECT 1;'
    const [finding, ...others] = found(sql)
    assert.match(finding?.message ?? '', /^The migration fails here \(42601\): syntax error/)
    assert.equal(finding && blamed({ sql }, finding), 'TABL')
    assert.deepEqual(others, [])
  })

  test('not what only this PostgreSQL lacks: rights, files, memory, roles', () => {
    for (const state of ['42501', '53200', '58P01', 'XX000'])
      assert.deepEqual(found('SELECT 1;', refused(state, 'no')), [], state)
    assert.deepEqual(
      found('GRANT SELECT ON "A" TO me;', refused('42704', 'role "me" does not exist')),
      [],
    )
  })

  test('not where a rule says more exactly what is wrong', () =>
    assert.deepEqual(
      found('ALTER TABLE "A" ADD COLUMN "y" INT NOT NULL;', refused('23502', 'contains null')),
      [],
    ))

  test('not what was accepted', () => assert.deepEqual(found('ALTER TABLE "A" ADD "y" INT;'), []))
})
