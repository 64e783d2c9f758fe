import assert from 'node:assert/strict'
import { blamed, findingsIn, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'alter-type-blocked-by-dependent'
const database = 'CREATE TABLE "T" ("id" INTEGER PRIMARY KEY, "a" INTEGER, "b" VARCHAR(5))'
const sql = 'ALTER TABLE "T" ALTER COLUMN "a" TYPE BIGINT;'
const refused = (sqlState: string, message: string, detail?: string) =>
  ({
    0: {
      kind: 'failed',
      failure: { sqlState, message, ...(detail === undefined ? {} : { detail }) },
    },
  }) as const

suite(rule, () => {
  test('says what stands on the column, in PostgreSQL’s words, and what to do with it', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql,
        measured: refused(
          '0A000',
          'cannot alter type of a column used by a generated column',
          'Column "a" is used by generated column "c".',
        ),
      }),
      [
        'Changes "a" of "T" from integer to bigint, which PostgreSQL refuses: cannot alter type of a column used by a generated column; Column "a" is used by generated column "c". Drop what stands on the column before, and make it again after it, in the same migration; or add a column of the new type and move it over.',
      ],
    ))

  test('of two changes the one that PostgreSQL names; the first where it names none', () => {
    const both = 'ALTER TABLE "T" ALTER COLUMN "b" TYPE TEXT, ALTER COLUMN "a" TYPE BIGINT;'
    const blamedBy = (measured: ReturnType<typeof refused>) =>
      findingsIn({ database, sql: both, measured }).map((each) => blamed({ sql: both }, each))
    const view = 'rule _RETURN on view "V" depends on column "a"'
    assert.deepEqual(blamedBy(refused('0A000', 'used by a view or rule', view)), ['"a"'])
    assert.deepEqual(blamedBy(refused('42883', 'operator does not exist: text = "Mood"')), ['"b"'])
  })

  test('an index or partitions too, and nothing else that PostgreSQL refuses', () => {
    const found = (code: string) =>
      findingsOf(rule, { database, sql, measured: refused(code, 'no') })
    assert.equal(found('42883').length, 1)
    assert.equal(found('42P16').length, 1)
    assert.deepEqual(found('42804'), [])
    assert.deepEqual(found('42703'), [])
  })

  test('not for a statement that changes no type', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "T" DROP COLUMN "a";',
        measured: refused('0A000', 'no'),
      }),
      [],
    ))

  test('not when PostgreSQL accepts it', () =>
    assert.deepEqual(findingsOf(rule, { database, sql }), []))
})
