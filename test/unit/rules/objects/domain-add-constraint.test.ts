import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'domain-add-constraint'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "mail" "Email");'

suite(rule, () => {
  test('of a CHECK: says what is read, who waits, and the two steps instead', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: `ALTER DOMAIN "Email" ADD CHECK (VALUE <> '');` }),
      [
        'Adds a constraint in the domain "Email": every value in "mail" of "User" is checked, and the migration fails on a value that breaks it. Takes SHARE on "User" while it reads the whole table: writes to it wait until it is done, reads go on. Add it with NOT VALID, which checks new values only, and validate it with VALIDATE CONSTRAINT in a migration of its own.',
      ],
    ))

  test('of NOT NULL: names the CHECK that can be added without reading', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: 'ALTER DOMAIN "Email" SET NOT NULL;' }), [
      'Requires a value in the domain "Email": every value in "mail" of "User" is checked, and the migration fails on a NULL. Takes SHARE on "User" while it reads the whole table: writes to it wait until it is done, reads go on. Add CHECK (VALUE IS NOT NULL) NOT VALID to the domain instead, and validate it with VALIDATE CONSTRAINT in a migration of its own.',
    ]))

  test('blames the domain', () => {
    const script = { database, sql: 'ALTER DOMAIN "Email" SET NOT NULL;' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"Email"', { type: 'public.Email' }, ['writers']],
    )
  })

  test('not with NOT VALID, nor for what takes something away', () => {
    for (const sql of [
      `ALTER DOMAIN "Email" ADD CONSTRAINT "c" CHECK (VALUE <> '') NOT VALID;`,
      'ALTER DOMAIN "Email" DROP NOT NULL;',
      'ALTER DOMAIN "Email" DROP CONSTRAINT "c";',
      `ALTER DOMAIN "Email" SET DEFAULT 'a';`,
    ]) {
      assert.deepEqual(findingsOf(rule, { database, sql }), [], sql)
    }
  })

  test('not when no column has the domain, nor only columns of new tables', () => {
    assert.deepEqual(
      findingsOf(rule, { sql: 'ALTER DOMAIN "Email" SET NOT NULL;', database: '' }),
      [],
    )
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER DOMAIN "Email" SET NOT NULL;',
        newTables: ['public.User'],
      }),
      [],
    )
  })

  test('not when PostgreSQL refuses it', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER DOMAIN "Email" SET NOT NULL;',
        measured: {
          0: {
            kind: 'failed',
            failure: { sqlState: '42704', message: 'type "Email" does not exist' },
          },
        },
      }),
      [],
    ))
})
