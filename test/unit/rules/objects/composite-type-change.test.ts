import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'composite-type-change'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "home" "Address");'

suite(rule, () => {
  test('of a type: says that PostgreSQL refuses it, and what to do', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TYPE "Address" ALTER ATTRIBUTE "zip" TYPE INTEGER;',
      }),
      [
        'Changes the attribute "zip" of the type "Address", which PostgreSQL refuses while a column has the type (0A000): "home" of "User". Create a new type, add a column of it, and copy the values.',
      ],
    ))

  test('of a dropped attribute: says what is lost', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'ALTER TYPE "Address" DROP ATTRIBUTE "zip";' }),
      [
        'Drops the attribute "zip" of the type "Address": its values in "home" of "User" are lost, and running code that names it fails. Deploy code that does not use it first.',
      ],
    ))

  test('blames the attribute', () => {
    const script = { database, sql: 'ALTER TYPE "Address" DROP ATTRIBUTE "zip";' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"zip"', { type: 'public.Address' }, ['data', 'old-code']],
    )
  })

  test('not for an attribute that is added', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'ALTER TYPE "Address" ADD ATTRIBUTE "zip" TEXT;' }),
      [],
    ))

  test('not when no column has the type, nor only columns of new tables', () => {
    assert.deepEqual(
      findingsOf(rule, { sql: 'ALTER TYPE "Address" DROP ATTRIBUTE "zip";', database: '' }),
      [],
    )
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TYPE "Address" DROP ATTRIBUTE "zip";',
        newTables: ['public.User'],
      }),
      [],
    )
  })

  test('a warning, and an error once PostgreSQL has refused it', () => {
    const sql = 'ALTER TYPE "Address" ALTER ATTRIBUTE "zip" TYPE INTEGER;'
    const failure = { sqlState: '0A000', message: 'cannot alter type "Address"' }
    const [likely] = findingsOf(rule, { database, sql })
    const [certain] = findingsOf(rule, {
      database,
      sql,
      measured: { 0: { kind: 'failed', failure } },
    })
    assert.deepEqual([likely?.severity, certain?.severity], ['warning', 'error'])
  })
})
