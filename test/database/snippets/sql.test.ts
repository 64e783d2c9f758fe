import assert from 'node:assert/strict'
import type { PGlite } from '@electric-sql/pglite'
import { startPreparedPostgres, type PreparedPostgres } from '../../support/preparedPostgres.js'
import { readSnippets } from '../../support/snippets.js'

/** What each snippet needs, what it must have done, and what it answers when it asks for values. */
const proofs: Readonly<Record<string, Proof>> = {
  'concertina-lock-loop': { shows: columnNamed('fullName'), gives: 1 },
  'concertina-lock-timeout': { shows: columnNamed('fullName'), gives: 1 },
  'concertina-index': { shows: validIndex('User_name_idx'), gives: 1 },
  'concertina-unique-index': { shows: validIndex('User_email_key'), gives: 1 },
  'concertina-drop-index': {
    before: 'CREATE INDEX "User_name_idx" ON "User"("name")',
    shows: validIndex('User_name_idx'),
    gives: 0,
  },
  'concertina-check-not-valid': { shows: constraint('User_name_check', false), gives: 1 },
  'concertina-foreign-key-not-valid': { shows: constraint('Post_authorId_fkey', false), gives: 1 },
  'concertina-validate': {
    before:
      'ALTER TABLE "User" ADD CONSTRAINT "User_name_check" CHECK ("name" IS NOT NULL) NOT VALID',
    shows: constraint('User_name_check', true),
    gives: 1,
  },
  'concertina-not-null': {
    before: 'ALTER TABLE "User" ADD CONSTRAINT "User_name_check" CHECK ("name" IS NOT NULL)',
    shows: `SELECT 1 FROM pg_attribute WHERE attrelid = '"User"'::regclass AND attname = 'name' AND attnotnull
      AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'User_name_check')`,
    gives: 1,
  },
  'concertina-enum-value': {
    shows: `SELECT 1 FROM pg_enum WHERE enumlabel = 'ARCHIVED'`,
    gives: 1,
  },
  'concertina-backfill-batch': {
    before: 'ALTER TABLE "User" ADD COLUMN "fullName" TEXT',
    values: [0, 2],
    answers: { next_key: 2, rows: 2 },
    shows: 'SELECT 1 FROM "User" WHERE "fullName" = "name"',
    gives: 2,
  },
}

suite('SQL snippets', () => {
  let server: PreparedPostgres
  const snippets = readSnippets('sql.json')

  suiteSetup(async () => {
    server = await startPreparedPostgres()
  })
  suiteTeardown(() => server.stop())
  setup(() => server.postgres.exec(tables))

  test('each has a proof', () => {
    assert.deepEqual(
      snippets.map(({ prefix }) => prefix).toSorted(),
      Object.keys(proofs).toSorted(),
    )
  })

  for (const { prefix, title, text } of snippets)
    test(`${title}: ${prefix} does in PostgreSQL what it says`, async () => {
      const { before = '', values, answers, shows, gives } = proofs[prefix] as Proof
      await server.postgres.exec(before)
      const rows = await run(server.postgres, text, values)
      if (answers) assert.deepEqual(rows, [answers])
      assert.equal((await server.postgres.query(shows)).rows.length, gives)
    })

  test('the batch of a backfill ends with no key', async () => {
    await server.postgres.exec('ALTER TABLE "User" ADD COLUMN "fullName" TEXT')
    const text = snippets.find(({ prefix }) => prefix === 'concertina-backfill-batch')?.text ?? ''
    assert.deepEqual(await run(server.postgres, text, [2, 2]), [{ next_key: 3, rows: 1 }])
    assert.deepEqual(await run(server.postgres, text, [3, 2]), [{ next_key: null, rows: 0 }])
    assert.deepEqual(await run(server.postgres, text, [2, 2]), [{ next_key: 3, rows: 0 }])
  })

  test('those that must stand alone hold one statement and no transaction', () => {
    for (const { prefix, text } of snippets)
      if (text.includes('CONCURRENTLY')) {
        assert.equal(text.trim().split(';').length, 2, prefix)
        assert.doesNotMatch(text, /BEGIN|SET/, prefix)
      }
  })
})

type Proof = {
  readonly before?: string
  readonly values?: readonly unknown[]
  readonly answers?: object
  /** A query, and the number of rows that it gives afterwards. */
  readonly shows: string
  readonly gives: number
}

const tables = `
  DROP TABLE IF EXISTS "User", "Post";
  DROP TYPE IF EXISTS "Status";
  CREATE TYPE "Status" AS ENUM ('OPEN');
  CREATE TABLE "User" (id INT PRIMARY KEY, name TEXT, email TEXT);
  CREATE TABLE "Post" (id INT PRIMARY KEY, "authorId" INT NOT NULL);
  INSERT INTO "User" VALUES (1, 'Ada', 'a@example.com'), (2, 'Bob', 'b@example.com'), (3, 'Cy', NULL);
`

/** As Prisma sends a file: one simple query; with values, as a backfill sends its batch. */
async function run(
  postgres: PGlite,
  text: string,
  values?: readonly unknown[],
): Promise<unknown[]> {
  if (values === undefined) {
    await postgres.exec(text)
    return []
  }
  return (await postgres.query(text, [...values])).rows
}

function columnNamed(name: string): string {
  return `SELECT 1 FROM pg_attribute WHERE attrelid = '"User"'::regclass AND attname = '${name}'`
}

function validIndex(name: string): string {
  return `SELECT 1 FROM pg_index JOIN pg_class ON oid = indexrelid WHERE relname = '${name}' AND indisvalid`
}

function constraint(name: string, isValid: boolean): string {
  return `SELECT 1 FROM pg_constraint WHERE conname = '${name}' AND convalidated = ${isValid}`
}
