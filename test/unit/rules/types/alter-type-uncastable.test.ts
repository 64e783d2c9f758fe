import assert from 'node:assert/strict'
import { blamed, findingsIn, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'alter-type-uncastable'
const database = 'CREATE TABLE "T" ("id" INTEGER PRIMARY KEY, "s" TEXT, "v" VARCHAR(5))'
const change = (column: string, type: string) =>
  `ALTER TABLE "T" ALTER COLUMN "${column}" TYPE ${type};`
const refused = (message: string) =>
  ({ 0: { kind: 'failed', failure: { sqlState: '42804', message } } }) as const
const said = 'column "s" cannot be cast automatically to type integer'

suite(rule, () => {
  test('says that no cast applies by itself, and how to write one', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: change('s', 'INTEGER'), measured: refused(said) }),
      [
        'Changes "s" of "T" from text to integer, for which PostgreSQL has no automatic cast: it fails (42804). Write USING "s"::integer behind it if every value can be read so, or add a new column and copy in batches.',
      ],
    ))

  test('of two changes only the one that PostgreSQL names', () => {
    const sql = 'ALTER TABLE "T" ALTER COLUMN "v" TYPE TEXT, ALTER COLUMN "s" TYPE INTEGER;'
    const [finding, ...others] = findingsIn({ database, sql, measured: refused(said) })
    assert.ok(finding)
    assert.deepEqual([finding.severity, blamed({ sql }, finding), others], ['error', '"s"', []])
  })

  test('a USING of a third type is no better', () => {
    const message =
      'result of USING clause for column "s" cannot be cast automatically to type date'
    const sql = change('s', 'DATE USING "s"::integer')
    assert.equal(findingsOf(rule, { database, sql, measured: refused(message) }).length, 1)
  })

  test('not measured: text becomes nothing else by itself, and so it is said', () => {
    const unmeasured = (sql: string) =>
      findingsOf(rule, { database, sql, measured: { 0: undefined } }).map(({ message }) => message)
    assert.match(
      unmeasured(change('s', 'INTEGER'))[0] ?? '',
      /fails \(42804\) \(derived, not measured\)\./,
    )
    assert.deepEqual(unmeasured(change('s', 'INTEGER USING "s"::integer')), [])
    assert.deepEqual(unmeasured(change('s', 'VARCHAR(9)')), [])
    assert.deepEqual(unmeasured(change('s', 'vector')), [])
  })

  test('42804 of a default or of a foreign key is another matter', () => {
    for (const message of [
      'default for column "s" cannot be cast automatically to type integer',
      'foreign key constraint "k" cannot be implemented',
    ]) {
      const script = { database, sql: change('s', 'INTEGER'), measured: refused(message) }
      assert.deepEqual(findingsOf(rule, script), [], message)
    }
  })

  test('not on a new table, where it is the file that does not apply', () =>
    assert.deepEqual(
      findingsOf(rule, {
        sql: `CREATE TABLE "T" ("s" TEXT); ${change('s', 'INTEGER')}`,
        measured: { 1: refused(said)[0] },
      }),
      [],
    ))
})
