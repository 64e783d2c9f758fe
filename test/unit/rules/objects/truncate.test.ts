import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'truncate'
const database = `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT);
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "userId" INTEGER REFERENCES "User" ("id"));
  CREATE TABLE "Like" ("postId" INTEGER REFERENCES "Post" ("id"));`

suite(rule, () => {
  test('says what is lost and who waits', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: 'TRUNCATE "Like";' }), [
      'Empties "Like": all its rows are lost, and every query on it waits until the transaction ends. If the rows may go, delete them in batches outside the migration; otherwise take the statement out.',
    ]))

  test('blames the table', () => {
    const script = { database, sql: 'TRUNCATE "Like";' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"Like"', { table: 'public.Like' }, ['data', 'readers', 'writers']],
    )
  })

  test('not on a new table', () => {
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'TRUNCATE "Like";', newTables: ['public.Like'] }),
      [],
    )
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE TABLE "Scratch" ("id" INTEGER); TRUNCATE "Scratch";',
      }),
      [],
    )
  })

  test('not where CASCADE empties others too: that is told as such', () =>
    assert.deepEqual(findingsOf(rule, { database, sql: 'TRUNCATE "User" CASCADE;' }), []))

  test('each table of a list is told', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'TRUNCATE "Like", "Post";' }).map(
        ({ object }) => object.table,
      ),
      ['public.Like', 'public.Post'],
    ))

  test('says what PostgreSQL answers where a foreign key forbids it', () => {
    const failure = {
      sqlState: '0A000',
      message: 'cannot truncate a table referenced in a foreign key constraint',
    }
    const [finding] = findingsOf(rule, {
      database,
      sql: 'TRUNCATE "User";',
      measured: { 0: { kind: 'failed', failure } },
    })
    assert.match(finding?.message ?? '', /PostgreSQL refuses it as it stands: cannot truncate/)
  })

  test('CASCADE that finds no other table is a plain TRUNCATE', () =>
    assert.equal(findingsOf(rule, { database, sql: 'TRUNCATE "Like" CASCADE;' }).length, 1))
})
