import assert from 'node:assert/strict'
import {
  keyOfQuestion,
  type DataQuestion,
} from '../../../server/src/environments/data/dataQuestion.js'
import type { DataAnswer } from '../../../server/src/environments/data/dataAnswer.js'
import { readData } from '../../../server/src/environments/data/readData.js'
import { createTestDatabase, urlFor, type TestDatabase } from '../../support/embeddedPostgres.js'

const table = 'public.Order'
const rows = `
  CREATE TABLE "Customer" ("id" INT PRIMARY KEY);
  INSERT INTO "Customer" VALUES (1), (2);
  CREATE TABLE "Order" ("id" INT PRIMARY KEY, "customer" INT, "code" TEXT, "note" TEXT, "empty" TEXT);
  INSERT INTO "Order" VALUES (1, 1, 'a', 'x'), (2, 9, 'a', NULL), (3, NULL, NULL, '12'), (4, 2, NULL, 'four  ');
  CREATE TABLE "Nothing" ("id" INT);
  ANALYZE;`

suite('questions about the rows of a real database', function () {
  this.timeout(30_000)
  let database: TestDatabase
  suiteSetup(async () => {
    database = await createTestDatabase()
    await database.run(rows)
  })
  suiteTeardown(() => database.drop())

  const options = { certificateFolder: '/', largestScanBytes: 1e9 }
  const ask = async (
    question: DataQuestion,
    url = database.url,
    change = {},
  ): Promise<DataAnswer> => {
    const result = await readData(url, [question], { ...options, ...change })
    assert.ok(result.kind === 'done', JSON.stringify(result))
    return result.value.answers.get(keyOfQuestion(question)) ?? assert.fail()
  }
  const count = async (question: DataQuestion) => {
    const answer = await ask(question)
    assert.ok(answer.kind === 'counted', JSON.stringify(answer))
    return answer.count
  }

  test('whether a table has rows, with its size from the statistics', async () => {
    const answer = await ask({ kind: 'rows', table })
    assert.ok(answer.kind === 'counted')
    assert.deepEqual([answer.count, answer.atLeast, answer.size.rows], [4, false, 4])
    assert.ok(answer.size.bytes > 0)
    assert.equal(await count({ kind: 'rows', table: 'public.Nothing' }), 0)
  })

  test('NULLs, and values that would be lost', async () => {
    assert.equal(await count({ kind: 'nulls', table, column: 'note' }), 1)
    assert.equal(await count({ kind: 'values', table, column: 'note' }), 3)
    assert.equal(await count({ kind: 'values', table, column: 'empty' }), 0)
  })

  test('duplicates: a NULL is equal to no other, unless the index says so', async () => {
    const question = { kind: 'duplicates', table, columns: ['code'] } as const
    assert.equal(await count({ ...question, nullsNotDistinct: false }), 2)
    assert.equal(await count({ ...question, nullsNotDistinct: true }), 4)
    assert.equal(await count({ ...question, nullsNotDistinct: false, where: '"id" > 1' }), 0)
  })

  test('rows that refer to nothing', async () => {
    const parent = { parent: 'public.Customer', parentColumns: ['id'] }
    assert.equal(await count({ kind: 'orphans', table, columns: ['customer'], ...parent }), 1)
  })

  test('rows that violate a check; unknown is no violation', async () =>
    assert.equal(await count({ kind: 'violations', table, expression: '"customer" < 5' }), 1))

  test('values that do not fit a shorter type; spaces at the end are cut', async () => {
    assert.equal(await count({ kind: 'tooLong', table, column: 'note', length: 4 }), 0)
    assert.equal(await count({ kind: 'tooLong', table, column: 'note', length: 1 }), 2)
  })

  test('values that are no number', async () =>
    assert.equal(await count({ kind: 'uncastable', table, column: 'note', type: 'integer' }), 2))

  test('one that fails is unknown with its reason, and the others go on', async () => {
    const missing: DataQuestion = { kind: 'nulls', table, column: 'later' }
    const there: DataQuestion = { kind: 'nulls', table, column: 'code' }
    const result = await readData(database.url, [missing, there], options)
    assert.ok(result.kind === 'done')
    assert.deepEqual(
      [missing, there].map((question) => {
        const answer = result.value.answers.get(keyOfQuestion(question))
        return answer?.kind === 'unknown' ? answer.say : answer?.count
      }),
      ['A column of "public.Order" is not there yet.', 2],
    )
  })

  test('a table that is not there yet', async () => {
    const answer = await ask({ kind: 'rows', table: 'public.Later' })
    assert.deepEqual(answer, { kind: 'unknown', say: '"public.Later" is not there yet.' })
  })

  test('a table over the limit is not read', async () => {
    const answer = await ask({ kind: 'nulls', table, column: 'note' }, database.url, {
      largestScanBytes: 10,
    })
    assert.ok(answer.kind === 'unknown')
    assert.match(
      answer.say,
      /^"public\.Order" has 1 MB, more than thresholds\.largestScanMegabytes/,
    )
  })

  test('a role that may not read the table learns nothing else of it', async () => {
    await database.run(`CREATE ROLE data_blind LOGIN PASSWORD 'x'`)
    const answer = await ask(
      { kind: 'nulls', table, column: 'note' },
      urlFor(database, 'data_blind', 'x'),
    )
    assert.ok(answer.kind === 'unknown')
    assert.equal(answer.say, 'The role may not read "public.Order".')
  })

  test('names of any kind are quoted', async () => {
    await database.run(
      `CREATE TABLE "a ""b'; DROP" ("c ""d" INT); INSERT INTO "a ""b'; DROP" VALUES (NULL)`,
    )
    assert.equal(await count({ kind: 'nulls', table: `public.a "b'; DROP`, column: 'c "d' }), 1)
  })

  test('nothing can be written, whatever the expression does', async () => {
    await database.run(
      `CREATE FUNCTION sneaky() RETURNS boolean LANGUAGE sql AS 'DELETE FROM "Nothing" RETURNING true'`,
    )
    const question: DataQuestion = { kind: 'violations', table, expression: 'sneaky()' }
    const result = await readData(database.url, [question], options)
    assert.equal(result.kind, 'failure')
    assert.equal(result.kind === 'failure' && result.because, 'write-refused')
  })
})
