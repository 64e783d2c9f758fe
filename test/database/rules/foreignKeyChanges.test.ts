import assert from 'node:assert/strict'
import { startBench, type Bench, type Judged } from '../../support/judge.js'

const id = 'id Int @id'
const models = (relation: string) => `model User {
  ${id}
  email String?
  posts Post[]
}
model Post {
  ${id}
  ${relation}
}
`
const optional = models(
  'authorId Int?\n  author User? @relation(fields: [authorId], references: [id])',
)

suite('changes of foreign keys, judged by what PostgreSQL and Prisma do', () => {
  let bench: Bench
  suiteSetup(() => {
    bench = startBench(
      `CREATE TABLE "User" ("id" INTEGER NOT NULL, "email" TEXT, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
       CREATE TABLE "Post" ("id" INTEGER NOT NULL, "authorId" INTEGER, CONSTRAINT "Post_pkey" PRIMARY KEY ("id"));
       ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;`,
    )
  })
  suiteTeardown(() => bench.end())

  const refusal = ({ script }: Judged) => {
    const evidence = script.statements[0]?.evidence
    assert.ok(evidence?.kind === 'refused', JSON.stringify(evidence))
    return evidence.failure.sqlState
  }
  const found = (rule: string, { all }: Judged) => all.filter((finding) => finding.rule === rule)

  test('the history and the schema of these tests agree', async () =>
    assert.equal((await bench.pending(optional, optional)).sql, ''))

  test('fk-recreate and fk-cascade-introduced: another onDelete, on the relation', async () => {
    const judged = await bench.pending(
      optional.replace('references: [id])', 'references: [id], onDelete: Cascade)'),
      optional,
    )
    const relation = '@relation(fields: [authorId], references: [id], onDelete: Cascade)'
    assert.deepEqual(judged.places.toSorted(), [
      `fk-cascade-introduced: ${relation}`,
      `fk-recreate: ${relation}`,
    ])
    assert.match(
      found('fk-recreate', judged)[0]?.message ?? '',
      /Takes ACCESS EXCLUSIVE on "Post" and "User"/,
    )
  })

  test('fk-cascade-introduced: a relation that becomes required turns SetNull into Restrict', async () => {
    const judged = await bench.pending(
      models('authorId Int\n  author User @relation(fields: [authorId], references: [id])'),
      optional,
    )
    assert.match(
      found('fk-cascade-introduced', judged)[0]?.message ?? '',
      /changes from ON DELETE SET NULL to RESTRICT: running code that deletes a row of "User" now fails/,
    )
  })

  test('drop-fk-locks-parent: ACCESS EXCLUSIVE on both tables', async () => {
    const judged = await bench.migration('ALTER TABLE "Post" DROP CONSTRAINT "Post_authorId_fkey";')
    assert.deepEqual(judged.rules, ['drop-fk-locks-parent'])
    assert.match(
      judged.messages[0] ?? '',
      /Takes ACCESS EXCLUSIVE on "Post" and "User" for a moment/,
    )
  })

  test('fk-locks-referenced-table: a new table locks the one that it refers to', async () => {
    const judged = await bench.migration('CREATE TABLE "N" ("u" INTEGER REFERENCES "User" ("id"));')
    assert.deepEqual(judged.rules, [])
    assert.match(
      found('fk-locks-referenced-table', judged)[0]?.message ?? '',
      /Takes SHARE ROW EXCLUSIVE on "User" for a moment/,
    )
  })

  test('multiple-fks-one-transaction: where two tables in use are locked', async () => {
    const sql = `CREATE TABLE "N" ("u" INTEGER, "p" INTEGER);
      ALTER TABLE "N" ADD CONSTRAINT "nu" FOREIGN KEY ("u") REFERENCES "User" ("id");
      ALTER TABLE "N" ADD CONSTRAINT "np" FOREIGN KEY ("p") REFERENCES "Post" ("id");`
    const batch = await bench.migration(sql, 'batch')
    assert.equal(found('multiple-fks-one-transaction', batch).length, 1)
    const split = await bench.migration(sql, 'split')
    assert.equal(found('multiple-fks-one-transaction', split).length, 0)
  })

  test('fk-target-not-unique: refused with 42830', async () => {
    const judged = await bench.migration(
      'ALTER TABLE "User" ADD CONSTRAINT "f" FOREIGN KEY ("email") REFERENCES "User" ("email");',
    )
    assert.equal(refusal(judged), '42830')
    assert.deepEqual(judged.rules, ['fk-target-not-unique'])
  })

  test('fk-type-mismatch: refused with 42804 where nothing compares the types', async () => {
    const judged = await bench.migration(
      'ALTER TABLE "User" ADD CONSTRAINT "f" FOREIGN KEY ("email") REFERENCES "Post" ("id");',
    )
    assert.equal(refusal(judged), '42804')
    assert.deepEqual(judged.rules, ['fk-type-mismatch'])
  })

  test('fk-type-mismatch: int beside bigint is accepted, and told', async () => {
    const judged = await bench.migration(
      'ALTER TABLE "Post" ADD COLUMN "big" BIGINT; ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("big") REFERENCES "User" ("id") NOT VALID;',
      'split',
    )
    assert.match(
      found('fk-type-mismatch', judged)[0]?.message ?? '',
      /is bigint and refers to "id" of "User", which is integer/,
    )
  })

  test('fk-orphans: sure where the migrations have written such rows', async () => {
    const filled = startBench(
      'CREATE TABLE "A" ("id" INTEGER PRIMARY KEY); CREATE TABLE "B" ("a" INTEGER); INSERT INTO "B" VALUES (7);',
    )
    try {
      const judged = await filled.migration(
        'ALTER TABLE "B" ADD CONSTRAINT "f" FOREIGN KEY ("a") REFERENCES "A" ("id");',
      )
      assert.equal(refusal(judged), '23503')
      assert.deepEqual(judged.rules, ['fk-orphans'])
    } finally {
      await filled.end()
    }
  })

  test('fk-nondeterministic-collation: PostgreSQL 18 refuses it with 42P21', async () => {
    const collated = startBench(
      `CREATE COLLATION "ci" (provider = icu, locale = 'und', deterministic = false);
       CREATE TABLE "A" ("name" TEXT COLLATE "ci" PRIMARY KEY); CREATE TABLE "B" ("name" TEXT);`,
    )
    try {
      const judged = await collated.migration(
        'ALTER TABLE "B" ADD CONSTRAINT "f" FOREIGN KEY ("name") REFERENCES "A" ("name");',
      )
      assert.equal(refusal(judged), '42P21')
    } finally {
      await collated.end()
    }
  })
})
