import assert from 'node:assert/strict'
import { messagesOf, rulesFor, type TestScript } from '../../../support/rules.js'

const rule = 'prisma-level-default-required'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY)'
const script = (field: string, column = '"token" TEXT NOT NULL'): TestScript => ({
  database,
  sql: `ALTER TABLE "User" ADD COLUMN ${column};`,
  target: `model User {\n  id Int @id\n  ${field}\n}`,
})

suite(rule, () => {
  test('says that only the client makes the value, and how to fill the old rows', () =>
    assert.deepEqual(messagesOf(rule, script('token String @default(uuid())')), [
      'Adds the required column "token" of "User", which only Prisma Client fills (@default(uuid())): the SQL has no DEFAULT, so that it fails as soon as "User" has a row, and afterwards the inserts of running code. Takes ACCESS EXCLUSIVE on "User" while it reads the whole table: every query on it waits until it is done. Add it as optional, fill the old rows in batches with gen_random_uuid(), and require it then.',
    ]))

  test('for every function of the client', () => {
    for (const call of ['uuid(7)', 'cuid()', 'cuid(2)', 'ulid()', 'nanoid(10)']) {
      assert.deepEqual(rulesFor(script(`token String @default(${call})`)), [rule], call)
    }
  })

  test('for @updatedAt, with the default that helps', () => {
    const [message] = messagesOf(
      rule,
      script('changed DateTime @updatedAt', '"changed" TIMESTAMP(3) NOT NULL'),
    )
    assert.match(message ?? '', /Write @default\(now\(\)\) beside @updatedAt/)
  })

  test('for a field that is mapped to the column', () =>
    assert.deepEqual(rulesFor(script('secret String @default(cuid()) @map("token")')), [rule]))

  test('not when the SQL has a default, whatever the client does', () =>
    assert.deepEqual(
      rulesFor(
        script(
          'changed DateTime @default(now()) @updatedAt',
          '"changed" DATE NOT NULL DEFAULT now()',
        ),
      ),
      [],
    ))

  test('a required field that nobody fills is another rule', () =>
    assert.deepEqual(rulesFor(script('token String')), ['add-required-column-no-default']))

  test('without the schema nothing is known of the client', () => {
    const { sql } = script('token String @default(uuid())')
    assert.deepEqual(rulesFor({ database, sql }), ['add-required-column-no-default'])
  })

  test('not on a new table', () => {
    const { sql, ...rest } = script('token String @default(uuid())')
    assert.deepEqual(
      rulesFor({ ...rest, database: '', sql: `CREATE TABLE "User" ("id" INT); ${sql}` }),
      [],
    )
  })
})
