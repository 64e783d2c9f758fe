import assert from 'node:assert/strict'
import { blamed, findingsIn, findingsOf, messagesOf, rulesFor } from '../../../support/rules.js'

const rule = 'add-required-column-no-default'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY)'
const add = (column: string) => `ALTER TABLE "User" ADD COLUMN ${column};`

suite(rule, () => {
  test('says what fails now, what fails later, who waits, and two ways out', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: add('"phone" TEXT NOT NULL') }), [
      'Adds the required column "phone" of "User" without a default: that fails as soon as "User" has a row, and afterwards every insert of running code that leaves the column out. Takes ACCESS EXCLUSIVE on "User" while it reads the whole table: every query on it waits until it is done. Give it a constant default, or add it as optional, fill it in batches and require it then.',
    ]))

  test('blames the column, names the recipe and who is hurt', () => {
    const script = { database, sql: add('"phone" TEXT NOT NULL') }
    const [finding] = findingsIn(script)
    assert.ok(finding)
    assert.equal(blamed(script, finding), '"phone"')
    const { severity, recipe, object, hurts } = finding
    assert.deepEqual(
      { severity, recipe, object, hurts },
      {
        severity: 'error',
        recipe: 'add-required-column',
        object: { table: 'public.User', column: 'phone' },
        hurts: ['old-code', 'readers', 'writers'],
      },
    )
  })

  test('DEFAULT NULL is no default', () =>
    assert.deepEqual(rulesFor({ database, sql: add('"a" INT DEFAULT NULL NOT NULL') }), [rule]))

  test('a primary key is required too', () =>
    assert.deepEqual(rulesFor({ database, sql: add('"a" INT PRIMARY KEY') }), [rule]))

  test('not with a default, an identity, a sequence or a generation', () => {
    for (const column of [
      '"a" INT',
      '"a" INT NOT NULL DEFAULT 0',
      '"a" INT GENERATED ALWAYS AS IDENTITY',
      '"a" SERIAL NOT NULL',
      '"a" INT NOT NULL GENERATED ALWAYS AS ("id" + 1) STORED',
    ]) {
      assert.deepEqual(findingsOf(rule, { database, sql: add(column) }), [], column)
    }
  })

  test('not on a table that the script has created', () =>
    assert.deepEqual(
      rulesFor({ sql: `CREATE TABLE "User" ("id" INT); ${add('"a" INT NOT NULL')}` }),
      [],
    ))

  test('in a file of the history as in a pending script', () =>
    assert.deepEqual(rulesFor({ database, origin: 'migration', sql: add('"a" INT NOT NULL') }), [
      rule,
    ]))

  test('where nobody executed it, it says that the lock is derived', () => {
    const [message] = messagesOf(rule, {
      database,
      sql: add('"a" INT NOT NULL'),
      measured: { 0: undefined },
    })
    assert.match(message ?? '', /Takes ACCESS EXCLUSIVE on "User" \(derived, not measured\) while/)
  })
})
