import assert from 'node:assert/strict'
import {
  findingsIn,
  findingsOf,
  messagesOf,
  rulesFor,
  type TestScript,
} from '../../../support/rules.js'

const rule = 'add-column-volatile-default'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "age" INTEGER)'
const rewrites = ['public.User']
const script = (columns: string, measured?: TestScript['measured']): TestScript => ({
  database,
  sql: `ALTER TABLE "User" ADD COLUMN ${columns};`,
  ...(measured === undefined ? {} : { measured }),
})

suite(rule, () => {
  test('says what is evaluated, that the table is rewritten, and how to fill it in batches', () =>
    assert.deepEqual(messagesOf(rule, script('"token" UUID DEFAULT gen_random_uuid()')), [
      'Fills the new column "token" of "User" by evaluating gen_random_uuid() for every row. Takes ACCESS EXCLUSIVE on "User" while it rewrites the table and its indexes: every query on it waits until it is done. Add the column without the default, set the default for new rows after that, and fill the old rows in batches.',
    ]))

  test('a function that nobody knows is volatile when the trace shows a rewrite, and not otherwise', () => {
    const sql = '"a" INT DEFAULT mystery()'
    assert.deepEqual(rulesFor(script(sql, { 0: { rewrites } })), [rule])
    assert.deepEqual(rulesFor(script(sql, { 0: { rewrites: [] } })), [])
  })

  test('a function that is known to be volatile is none when the trace shows no rewrite', () =>
    assert.deepEqual(
      rulesFor(script('"a" UUID DEFAULT gen_random_uuid()', { 0: { rewrites: [] } })),
      [],
    ))

  test('not measured: by what the functions are known for', () => {
    const unmeasured = (value: string) =>
      rulesFor(script(`"a" TEXT DEFAULT ${value}`, { 0: undefined }))
    assert.deepEqual(unmeasured('random()::text'), [rule])
    assert.deepEqual(unmeasured("ARRAY[nextval('s')]::text"), [rule])
    assert.deepEqual(unmeasured('now()::text'), [])
    assert.deepEqual(unmeasured("'x'"), [])
  })

  test('of several new columns the volatile one is the cause', () => {
    const [finding, ...others] = findingsIn(
      script('"a" INT DEFAULT length(\'x\'), ADD COLUMN "b" UUID DEFAULT gen_random_uuid()'),
    )
    assert.deepEqual([finding?.object.column, others], ['b', []])
  })

  test('not for the rewrite that a type change beside it causes', () =>
    assert.deepEqual(rulesFor(script('"at" DATE DEFAULT now(), ALTER COLUMN "age" TYPE BIGINT')), [
      'alter-type-rewrite',
      'alter-type-client-reads',
    ]))

  test('not for a sequence, an identity or a generated column, which are rules of their own', () => {
    for (const column of [
      '"a" SERIAL',
      '"a" INT GENERATED ALWAYS AS IDENTITY',
      '"a" INT GENERATED ALWAYS AS ("age" + 1) STORED',
    ]) {
      assert.deepEqual(findingsOf(rule, script(column)), [], column)
    }
  })

  test('not on a new table', () =>
    assert.deepEqual(
      rulesFor({
        sql: 'CREATE TABLE "T" ("id" INT); ALTER TABLE "T" ADD COLUMN "a" UUID DEFAULT gen_random_uuid();',
      }),
      [],
    ))
})
