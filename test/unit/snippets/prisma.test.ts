import assert from 'node:assert/strict'
import { startPrismaOracle, type PrismaOracle } from '../../support/prismaOracle.js'
import { readSnippets } from '../../support/snippets.js'

const inModel = 'model User {\n  id Int @id\n  email String\n  HERE\n}'

/** The schema that each snippet is put into at `HERE`, and what the SQL of the whole must hold. */
const proofs: Readonly<Record<string, { readonly schema: string; readonly sql: RegExp }>> = {
  'concertina-map': { schema: inModel, sql: /"name" TEXT NOT NULL/ },
  'concertina-ignore': { schema: inModel, sql: /"name" TEXT,/ },
  'concertina-updated-at': {
    schema: inModel,
    sql: /"updated_at" TIMESTAMP\(3\) NOT NULL DEFAULT CURRENT_TIMESTAMP/,
  },
  'concertina-index-name': {
    schema: inModel,
    sql: /CREATE INDEX "User_email_idx" ON "User"\("email"\)/,
  },
  'concertina-model-map': { schema: 'HERE', sql: /CREATE TABLE "users"/ },
  'concertina-enum-map': {
    schema: 'HERE\nmodel Order {\n  id Int @id\n  state OrderState\n}',
    sql: /CREATE TYPE "order_state" AS ENUM \('open'\)/,
  },
}

suite('Prisma snippets', () => {
  let oracle: PrismaOracle
  const snippets = readSnippets('prisma.json')

  suiteSetup(async () => {
    oracle = await startPrismaOracle()
  })

  test('each has a proof', () => {
    assert.deepEqual(
      snippets.map(({ prefix }) => prefix).toSorted(),
      Object.keys(proofs).toSorted(),
    )
  })

  for (const { prefix, title, text } of snippets)
    test(`${title}: ${prefix} means to Prisma what it says`, async () => {
      const proof = proofs[prefix]
      assert.ok(proof)
      const datasource = 'datasource db {\n  provider = "postgresql"\n}\n'
      assert.match(
        await oracle.scriptOf(datasource + proof.schema.replace('HERE', text)),
        proof.sql,
      )
    })
})

suite('snippets', () => {
  test('begin with our name, and say when to use them', () => {
    for (const { prefix, description } of [
      ...readSnippets('prisma.json'),
      ...readSnippets('sql.json'),
    ]) {
      assert.match(prefix, /^concertina-[a-z-]+$/)
      assert.match(description, /\.$/)
    }
  })
})
