import assert from 'node:assert/strict'
import { blamed, findingsIn, messagesOf, rulesFor } from '../../../support/rules.js'

const rule = 'set-not-null-scan'
const table = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "phone" TEXT);'
const required = 'ALTER TABLE "User" ALTER COLUMN "email" SET NOT NULL;'
const check = 'ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("email" IS NOT NULL)'

suite(rule, () => {
  test('says what fails, who waits for the scan, and how PostgreSQL can do without it', () =>
    assert.deepEqual(messagesOf(rule, { database: table, sql: required }), [
      'Makes "email" of "User" required, which fails if a row holds NULL, and so does from then on code that leaves it empty. Takes ACCESS EXCLUSIVE on "User" while it reads the whole table: every query on it waits until it is done. Add CHECK ("email" IS NOT NULL) NOT VALID first, validate it in a migration of its own, and PostgreSQL needs no scan for SET NOT NULL.',
    ]))

  test('blames the column, as a warning', () => {
    const script = { database: table, sql: required }
    const [finding] = findingsIn(script)
    assert.ok(finding)
    assert.equal(blamed(script, finding), '"email"')
    assert.deepEqual(
      [finding.severity, finding.recipe, finding.hurts],
      ['warning', 'set-not-null', ['old-code', 'readers', 'writers']],
    )
  })

  test('not when the trace shows no scan', () =>
    assert.deepEqual(
      rulesFor({ database: table, sql: required, measured: { 0: { scans: [] } } }),
      [],
    ))

  test('not measured: a validated CHECK is proof, one that is not validated is none', () => {
    const unmeasured = (database: string) =>
      rulesFor({ database, sql: required, measured: { 0: undefined } })
    assert.deepEqual(unmeasured(`${table} ${check};`), [])
    assert.deepEqual(unmeasured(`${table} ${check} NOT VALID;`), [rule])
    assert.deepEqual(
      unmeasured(`${table} ${check} NOT VALID; ALTER TABLE "User" VALIDATE CONSTRAINT "c";`),
      [],
    )
  })

  test('of two columns in one statement only the one that no CHECK proves', () => {
    const [finding, ...others] = findingsIn({
      database: `${table} ${check};`,
      sql: 'ALTER TABLE "User" ALTER COLUMN "email" SET NOT NULL, ALTER COLUMN "phone" SET NOT NULL;',
    })
    assert.deepEqual([finding?.object.column, others], ['phone', []])
  })

  test('from PostgreSQL 18 on NOT NULL itself may be NOT VALID', () => {
    const [message] = messagesOf(rule, { database: table, sql: required, postgresVersion: 18 })
    assert.match(
      message ?? '',
      / Write ADD CONSTRAINT … NOT NULL "email" NOT VALID in its place, and validate it in a migration of its own, which lets reads and writes go on\.$/,
    )
  })

  test('not where the column is required already', () =>
    assert.deepEqual(
      rulesFor({
        database: 'CREATE TABLE "User" ("email" TEXT NOT NULL)',
        sql: required,
      }),
      [],
    ))

  test('not on a new table, nor when PostgreSQL refuses the statement', () => {
    assert.deepEqual(rulesFor({ sql: `CREATE TABLE "User" ("email" TEXT); ${required}` }), [])
    const failure = { sqlState: '42501', message: 'must be owner of table User' }
    assert.deepEqual(
      rulesFor({ database: table, sql: required, measured: { 0: { kind: 'failed', failure } } }),
      [],
    )
  })
})
