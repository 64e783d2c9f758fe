import assert from 'node:assert/strict'
import type { Evidence } from '../../../server/src/rules/evidence.js'
import type { AnalysedScript } from '../../../server/src/rules/script.js'
import { startBench, type Bench, type Judged } from '../../support/judge.js'

const columns: Readonly<Record<string, string>> = {
  short: 'VARCHAR(10)',
  long: 'TEXT',
  free: 'VARCHAR',
  small: 'INTEGER',
  price: 'NUMERIC(10,2)',
  real: 'REAL',
  at: 'TIMESTAMP(3)',
  at6: 'TIMESTAMP(6)',
  plain: 'TIMESTAMP',
  data: 'JSONB',
  raw: 'JSON',
  net: 'CIDR',
  flag: 'BOOLEAN',
  key: 'UUID',
}

suite('type changes, judged by what PostgreSQL does', () => {
  let bench: Bench
  suiteSetup(() => {
    const all = Object.entries(columns).map(([name, type]) => `"${name}" ${type}`)
    bench = startBench(`CREATE TABLE "T" ("id" SERIAL PRIMARY KEY, ${all.join(', ')});
      CREATE TABLE "Parent" ("id" INTEGER PRIMARY KEY);
      CREATE TABLE "Child" ("id" INTEGER PRIMARY KEY, "parentId" INTEGER,
        CONSTRAINT "Child_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Parent" ("id"));`)
  })
  suiteTeardown(() => bench.end())

  const rewriting: readonly (readonly [column: string, change: string, ...also: string[]])[] = [
    ['short', 'VARCHAR(5)', 'alter-type-narrowing'],
    ['long', 'VARCHAR(10)', 'alter-type-narrowing'],
    ['long', 'VARCHAR(10) USING "long"::varchar(10)', 'alter-type-lossy'],
    ['small', 'BIGINT', 'alter-type-client-reads'],
    ['small', 'TEXT', 'alter-type-client-reads'],
    ['small', 'SMALLINT', 'alter-type-narrowing'],
    ['small', 'VARCHAR(4)', 'alter-type-narrowing', 'alter-type-client-reads'],
    ['small', 'REAL', 'alter-type-lossy', 'alter-type-client-reads'],
    ['price', 'NUMERIC(11,3)'],
    ['price', 'NUMERIC(10,3)', 'alter-type-narrowing'],
    ['price', 'NUMERIC(8,2)', 'alter-type-narrowing'],
    ['price', 'NUMERIC(10,1)', 'alter-type-lossy'],
    ['real', 'DOUBLE PRECISION'],
    ['real', 'INTEGER', 'alter-type-lossy', 'alter-type-client-reads'],
    ['at', 'TIMESTAMPTZ(3)'],
    ['at6', 'TIMESTAMP(3)', 'alter-type-lossy'],
    ['at', 'DATE', 'alter-type-lossy'],
    ['at', 'TIME', 'alter-type-lossy'],
    ['data', 'JSON', 'add-column-json'],
    ['raw', 'JSONB', 'alter-type-lossy'],
    ['flag', 'TEXT', 'alter-type-client-reads'],
    ['key', 'TEXT'],
    ['key', 'VARCHAR(32)', 'alter-type-narrowing'],
    ['long', 'INTEGER USING "long"::integer', 'alter-type-narrowing', 'alter-type-client-reads'],
    ['long', 'TEXT USING trim("long")'],
    ['small', 'INTEGER[] USING ARRAY["small"]', 'alter-type-client-reads'],
  ]
  const free: readonly (readonly [column: string, change: string])[] = [
    ['short', 'VARCHAR(20)'],
    ['short', 'VARCHAR'],
    ['short', 'TEXT'],
    ['short', 'TEXT USING "short"::text'],
    ['long', 'VARCHAR'],
    ['price', 'NUMERIC(12,2)'],
    ['price', 'NUMERIC'],
    ['at', 'TIMESTAMP(6)'],
    ['at', 'TIMESTAMP'],
    ['net', 'INET'],
  ]

  for (const [column, change, ...also] of rewriting) {
    test(`alter-type-rewrite: ${columns[column]} → ${change}${also.map((rule) => `, ${rule}`).join('')}`, async () => {
      const { rules } = await bench.migration(
        `ALTER TABLE "T" ALTER COLUMN "${column}" TYPE ${change};`,
      )
      assert.deepEqual(rules.toSorted(), ['alter-type-rewrite', ...also].toSorted())
    })
  }
  for (const [column, change] of free) {
    test(`alter-type-rewrite: not for ${columns[column]} → ${change}`, async () => {
      const { rules, script } = await bench.migration(
        `ALTER TABLE "T" ALTER COLUMN "${column}" TYPE ${change};`,
      )
      assert.equal(script.statements[0]?.evidence.kind, 'measured')
      assert.deepEqual(rules, [])
    })
  }

  test('alter-type-rewrite: on the native type, which decides, or on the type', async () => {
    const { places, messages } = await bench.pending(
      models({ small: 'small BigInt?', short: 'short String? @db.VarChar(5)' }),
    )
    assert.deepEqual(places, [
      'alter-type-rewrite: @db.VarChar(5)',
      'alter-type-narrowing: @db.VarChar(5)',
      'alter-type-rewrite: BigInt',
      'alter-type-client-reads: BigInt',
    ])
    assert.equal(
      messages[2],
      'Changes "small" of "T" from integer to bigint, which PostgreSQL cannot do in place. The statement takes ACCESS EXCLUSIVE on "T" while it rewrites the table and its indexes: every query on it waits until it is done. Add a column of the new type, keep both in step with a trigger, copy in batches, and swap them.',
    )
  })

  test('alter-type-rewrite: of several changes in one statement only those that rewrite', async () => {
    const { places } = await bench.pending(
      models({
        short: 'short String? @db.VarChar(20)',
        small: 'small BigInt?',
        price: 'price Decimal? @db.Decimal(12, 2)',
      }),
    )
    assert.deepEqual(places, ['alter-type-rewrite: BigInt', 'alter-type-client-reads: BigInt'])
  })

  test('alter-type-rewrite: not on a new table', async () => {
    const { rules } = await bench.migration(
      'CREATE TABLE "N" ("a" INT); ALTER TABLE "N" ALTER COLUMN "a" TYPE BIGINT;',
    )
    assert.deepEqual(rules, [])
  })

  test('alter-type-rewrite: between time zones it depends on the session, unless the file sets UTC', async () => {
    const change = 'ALTER TABLE "T" ALTER COLUMN "at6" TYPE TIMESTAMPTZ(6);'
    const told = ({ all }: Judged) => all.filter(({ rule }) => rule === 'alter-type-rewrite')
    const judged = await bench.migration(change)
    assert.deepEqual(
      told(judged).map(({ severity }) => severity),
      ['information'],
    )
    assert.deepEqual(evidenceOf(judged.script).rewrites, [])
    assert.deepEqual(told(await bench.migration(`SET timezone TO 'UTC'; ${change}`)), [])
    const elsewhere = await bench.migration(`SET timezone TO 'Europe/Vienna'; ${change}`)
    assert.deepEqual(evidenceOf(elsewhere.script).rewrites, ['public.T'])
  })

  test('alter-type-rewrite: gone when a new column takes the place of the old one', async () => {
    const { rules } = await bench.migration('ALTER TABLE "T" ADD COLUMN "small_v2" BIGINT;')
    assert.deepEqual(rules, [])
  })

  test('prisma-drop-and-recreate: where Prisma finds no cast, told once, on the field', async () => {
    const { sql, places, messages } = await bench.pending(models({ long: 'long Int?' }))
    assert.match(sql, /DROP COLUMN "long",\nADD COLUMN {5}"long" INTEGER/)
    assert.deepEqual(places, ['prisma-drop-and-recreate: long'])
    assert.deepEqual(messages, [
      'Drops "long" of "T" (text) and adds it again as integer: every value in it is lost. The statement takes ACCESS EXCLUSIVE on "T" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Write ALTER COLUMN "long" TYPE integer USING "long"::integer by hand if every value can be cast, or add a new column and copy in batches.',
    ])
  })

  test('prisma-drop-and-recreate: a required column fails instead of losing its values', async () => {
    const { messages } = await bench.pending(models({ long: 'long Int' }))
    assert.match(
      messages[0] ?? '',
      /^Drops "long" of "T" \(text\) and adds it again as integer, required and without a default: that fails as soon as "T" has a row\./,
    )
  })

  test('prisma-drop-and-recreate: a scalar that becomes a list', async () => {
    const { messages } = await bench.pending(models({ long: 'long String[]' }))
    assert.match(messages[0] ?? '', /Write ALTER COLUMN "long" TYPE text\[\] USING ARRAY\["long"\]/)
    const byHand = await bench.migration(
      'ALTER TABLE "T" ALTER COLUMN "long" TYPE text[] USING ARRAY["long"];',
    )
    assert.deepEqual(byHand.rules, ['alter-type-rewrite', 'alter-type-client-reads'])
  })

  test('prisma-drop-and-recreate: not where the file copies the values', async () => {
    const { rules } = await bench.migration(
      `ALTER TABLE "T" ADD COLUMN "kept" TEXT; UPDATE "T" SET "kept" = "long";
       ALTER TABLE "T" DROP COLUMN "long"; ALTER TABLE "T" ADD COLUMN "long" INTEGER;
       UPDATE "T" SET "long" = "kept"::integer; ALTER TABLE "T" DROP COLUMN "kept";`,
    )
    assert.ok(!rules.includes('prisma-drop-and-recreate'))
    assert.ok(rules.includes('drop-column'))
  })
})

const fields: Readonly<Record<string, string>> = {
  short: 'short String? @db.VarChar(10)',
  long: 'long String?',
  free: 'free String? @db.VarChar',
  small: 'small Int?',
  price: 'price Decimal? @db.Decimal(10, 2)',
  real: 'real Float? @db.Real',
  at: 'at DateTime?',
  at6: 'at6 DateTime? @db.Timestamp(6)',
  plain: 'plain DateTime? @db.Timestamp',
  data: 'data Json?',
  raw: 'raw Json? @db.Json',
  net: 'net Unsupported("cidr")?',
  flag: 'flag Boolean?',
  key: 'key String? @db.Uuid',
}

/** The schema of the history with some fields written otherwise. */
function models(changed: Readonly<Record<string, string>>): string {
  const all = Object.values({ ...fields, ...changed }).map((field) => `  ${field}\n`)
  return `model T {\n  id Int @id @default(autoincrement())\n${all.join('')}}
model Parent {
  id       Int     @id
  children Child[]
}
model Child {
  id       Int     @id
  parentId Int?
  parent   Parent? @relation(fields: [parentId], references: [id], onDelete: NoAction, onUpdate: NoAction)
}
`
}

function evidenceOf({ statements }: AnalysedScript): Extract<Evidence, { kind: 'measured' }> {
  const evidence = statements.at(-1)?.evidence
  assert.ok(evidence?.kind === 'measured')
  return evidence
}
