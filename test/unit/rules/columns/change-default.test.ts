import assert from 'node:assert/strict'
import { blamed, findingsOf } from '../../../support/rules.js'

const rule = 'change-default'
const database = `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "role" TEXT NOT NULL DEFAULT 'guest'::text,
  "name" TEXT, "size" INTEGER DEFAULT 1)`
const alter = (...commands: readonly string[]) =>
  `ALTER TABLE "User" ${commands.map((command) => `ALTER COLUMN ${command}`).join(', ')};`
const messages = (sql: string) => findingsOf(rule, { database, sql }).map(({ message }) => message)
const rest =
  'Rows that are there stay as they are. Prisma Client sends most defaults itself, so that it is raw SQL, dbgenerated() and other services that notice: release what relies on the old default first.'

suite(rule, () => {
  test('tells what new rows get, and what they got before', () => {
    assert.deepEqual(messages(alter(`"role" SET DEFAULT 'user'`)), [
      `Rows that are inserted into "User" without "role" get 'user' from now on, no longer 'guest'::text. ${rest}`,
    ])
    assert.deepEqual(messages(alter(`"name" SET DEFAULT ''`)), [
      `Rows that are inserted into "User" without "name" get '' from now on. ${rest}`,
    ])
  })

  test('without a default inserts hold NULL, or fail where the column is required', () => {
    assert.deepEqual(messages(alter('"size" DROP DEFAULT')), [
      `Takes the default from "size" of "User": rows that are inserted without it hold NULL from now on, no longer 1. ${rest}`,
    ])
    assert.deepEqual(messages(alter('"role" DROP DEFAULT')), [
      `Takes the default from "role" of "User": inserts that leave the column out fail from now on, because it is required. ${rest}`,
    ])
  })

  test('a column that the script makes optional with it fails no insert', () =>
    assert.match(
      messages(alter('"role" DROP NOT NULL', '"role" DROP DEFAULT'))[0] ?? '',
      /rows that are inserted without it hold NULL from now on, no longer 'guest'/,
    ))

  test('a required column that gets its first default only helps', () =>
    assert.deepEqual(messages(alter('"id" SET DEFAULT 1')), []))

  test('information, on the column', () => {
    const script = { database, sql: alter('"size" SET DEFAULT 2') }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual([finding.severity, blamed(script, finding)], ['information', '"size"'])
  })

  test('not when it stays what it is, taken off and put back for a type change too', () => {
    assert.deepEqual(messages(alter(`"role" SET DEFAULT 'guest'`)), [])
    assert.deepEqual(messages(alter('"name" DROP DEFAULT')), [])
    assert.deepEqual(
      messages(
        `${alter('"size" DROP DEFAULT')} ${alter('"size" TYPE BIGINT')} ${alter('"size" SET DEFAULT 1')}`,
      ),
      [],
    )
  })

  test('not on a column or a table that the script adds', () => {
    assert.deepEqual(
      messages(`ALTER TABLE "User" ADD COLUMN "a" INT; ${alter('"a" SET DEFAULT 1')}`),
      [],
    )
    assert.deepEqual(
      findingsOf(rule, { sql: `CREATE TABLE "User" ("a" INT); ${alter('"a" SET DEFAULT 1')}` }),
      [],
    )
  })

  test('not where the column becomes required with it, which is told by other rules', () =>
    assert.deepEqual(messages(alter('"name" SET NOT NULL', `"name" SET DEFAULT ''`)), []))
})
