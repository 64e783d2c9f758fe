import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'truncate-cascade'
const database = `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT);
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "userId" INTEGER REFERENCES "User" ("id"));
  CREATE TABLE "Like" ("postId" INTEGER REFERENCES "Post" ("id"));`

suite(rule, () => {
  test('names every table that is emptied, over however many foreign keys', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: 'TRUNCATE "User" CASCADE;' }), [
      'Empties "User" and, because their foreign keys lead to it, "Post" and "Like": all rows of all of them are lost, and every query on them waits until the transaction ends. Name the tables that you mean and leave CASCADE out, so that PostgreSQL refuses the others.',
    ]))

  test('blames the table', () => {
    const script = { database, sql: 'TRUNCATE "Post" CASCADE;' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"Post"', { table: 'public.Post' }, ['data', 'readers', 'writers']],
    )
  })

  test('not without CASCADE, nor when nothing refers to the table', () => {
    for (const sql of ['TRUNCATE "User";', 'TRUNCATE "Like" CASCADE;']) {
      assert.deepEqual(findingsOf(rule, { database, sql }), [], sql)
    }
  })

  test('not on a new table', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'TRUNCATE "User" CASCADE;', newTables: ['public.User'] }),
      [],
    ))
})
