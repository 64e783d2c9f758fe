import assert from 'node:assert/strict'
import type { ExecutionModel } from '../../../../server/src/engine/replayReport.js'
import { fixed, offeredIn, rulesIn } from '../../../support/fixes.js'

const database = 'CREATE TABLE a (id int); CREATE TABLE b (id int);'
const limit = /^Wait no longer/
const loop = /^Take the locks in turns/

suite('a limit on the wait for locks', () => {
  const check = async (execution: ExecutionModel, sql: string, expected: string) => {
    const { text } = await fixed({ sql, database, execution }, limit)
    assert.equal(text, expected)
    const after = rulesIn({ sql: text, database, execution })
    assert.ok(!after.includes('missing-lock-timeout'))
    assert.ok(!after.includes('set-local-without-transaction'))
    assert.ok(!after.includes('session-setting-leaks'))
    assert.ok(!after.includes('lock-timeout-after-statement'))
  }

  test('is local where Prisma sends the file as one transaction', () =>
    check(
      'batch',
      '-- AlterTable\nALTER TABLE a ADD COLUMN x int;\n',
      "SET LOCAL lock_timeout = '5s';\n\n-- AlterTable\nALTER TABLE a ADD COLUMN x int;\n",
    ))

  test('is set and reset where Prisma sends statement by statement', () =>
    check(
      'split',
      '/*\n  Warnings\n*/\n-- AlterTable\nALTER TABLE a ADD COLUMN x int;\n',
      "/*\n  Warnings\n*/\nSET lock_timeout = '5s';\n\n-- AlterTable\nALTER TABLE a ADD COLUMN x int;\n\nRESET lock_timeout;\n",
    ))

  test('is local behind the BEGIN of a file that has its own transaction', () =>
    check(
      'split',
      'BEGIN; -- all or nothing\nALTER TABLE a ADD COLUMN x int;\nCOMMIT;\n',
      "BEGIN; -- all or nothing\nSET LOCAL lock_timeout = '5s';\nALTER TABLE a ADD COLUMN x int;\nCOMMIT;\n",
    ))

  test('lasts over several transactions of a file', () =>
    check(
      'split',
      'ALTER TABLE a ADD COLUMN x int;\nBEGIN;\nALTER TABLE b ADD COLUMN x int;\nCOMMIT',
      "SET lock_timeout = '5s';\n\nALTER TABLE a ADD COLUMN x int;\nBEGIN;\nALTER TABLE b ADD COLUMN x int;\nCOMMIT;\n\nRESET lock_timeout;\n",
    ))

  test('keeps the line ends of the file and a comment at its end', () =>
    check(
      'split',
      'ALTER TABLE a ADD COLUMN x int -- one more\r\n',
      "SET lock_timeout = '5s';\r\n\r\nALTER TABLE a ADD COLUMN x int; -- one more\r\n\r\nRESET lock_timeout;\r\n",
    ))

  test('is refused beside a statement that has to stand alone', () => {
    const [action] = offeredIn({ sql: 'VACUUM FULL a;', database, execution: 'batch' }).filter(
      ({ title }) => limit.test(title),
    )
    assert.match(action?.refused ?? '', /^VACUUM has to stand alone in its file/)
  })
})

suite('the lock loop', () => {
  test('takes every lock before the first statement, and keeps the rest as it is', async () => {
    const sql =
      '-- AlterTable\nALTER TABLE b ADD COLUMN x int;\n\n-- AlterTable\nALTER TABLE a ADD COLUMN x int;\n'
    const { text } = await fixed({ sql, database, execution: 'split' }, loop)
    const lines = text.split('\n')
    assert.equal(lines[0], 'BEGIN;')
    assert.ok(lines.includes('      LOCK TABLE "a", "b" IN ACCESS EXCLUSIVE MODE;'))
    assert.ok(text.endsWith(`$lock$;\n\n${sql}\nCOMMIT;\n`))
    assert.deepEqual(rulesIn({ sql: text, database }), [])
  })

  test('locks out writers only where that is enough', async () => {
    const { text } = await fixed(
      { sql: 'CREATE TRIGGER t BEFORE INSERT ON a EXECUTE FUNCTION f();', database },
      loop,
    )
    assert.match(text, /LOCK TABLE "a" IN SHARE ROW EXCLUSIVE MODE/)
  })

  test('is preferred where a limit could stop the file half-way', () => {
    const preferred = (execution: ExecutionModel) =>
      offeredIn({
        sql: 'ALTER TABLE b ADD COLUMN x int;\nALTER TABLE a ADD COLUMN x int;',
        database,
        execution,
      }).find(({ title, preferred: isFirst }) => isFirst && !title.startsWith('Split'))?.title ?? ''
    assert.match(preferred('split'), loop)
    assert.match(preferred('batch'), limit)
  })

  for (const [what, sql] of [
    ['reads the table', 'ALTER TABLE a ALTER COLUMN id SET NOT NULL;'],
    ['has its own transaction', 'BEGIN;\nALTER TABLE a ADD COLUMN x int;\nCOMMIT;'],
    ['adds a value to an enum', "ALTER TYPE e ADD VALUE 'x';\nALTER TABLE a ADD COLUMN x int;"],
  ] as const) {
    test(`is not offered for a file that ${what}`, () => {
      const offered = offeredIn({ sql, database: `${database} CREATE TYPE e AS ENUM ('y');` })
      assert.deepEqual(
        offered.filter(({ title }) => loop.test(title)),
        [],
      )
    })
  }
})
