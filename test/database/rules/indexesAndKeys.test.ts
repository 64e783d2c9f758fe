import assert from 'node:assert/strict'
import { startBench, type Bench } from '../../support/judge.js'

const id = 'id Int @id @default(autoincrement())'

suite('indexes and foreign keys, judged by what PostgreSQL does', () => {
  let bench: Bench
  suiteSetup(() => {
    bench = startBench(
      `CREATE TABLE "User" ("id" SERIAL NOT NULL, "email" TEXT, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
       CREATE TABLE "Post" ("id" SERIAL NOT NULL, "authorId" INTEGER, "title" TEXT, CONSTRAINT "Post_pkey" PRIMARY KEY ("id"));
       CREATE INDEX "Post_title_there" ON "Post" ("title");
       CREATE TABLE "Event" ("id" INTEGER NOT NULL, "at" DATE NOT NULL) PARTITION BY RANGE ("at");
       CREATE TABLE "Event_2026" PARTITION OF "Event" FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
       CREATE TABLE "Empty" ("id" INTEGER NOT NULL, "at" DATE NOT NULL, "n" INTEGER) PARTITION BY RANGE ("at");
       CREATE MATERIALIZED VIEW "Titles" AS SELECT "title" FROM "Post";`,
    )
  })
  suiteTeardown(() => bench.end())

  const models = (changes: { readonly user?: string; readonly post?: string }) => `model User {
  ${id}
  email String?
  ${changes.user ?? ''}
}
model Post {
  ${id}
  authorId Int?
  title String?
  @@index([title], map: "Post_title_there")
  ${changes.post ?? ''}
}
model Event {
  id Int
  at DateTime @db.Date
  @@ignore
}
model Event_2026 {
  id Int
  at DateTime @db.Date
  @@ignore
}
model Empty {
  id Int
  at DateTime @db.Date
  n Int?
  @@ignore
}
`
  /** The partition, which Prisma has for a table of its own, makes a trouble that is not of this rule. */
  const pendingOf = async (rule: string, schema: string) => {
    const { places, messages } = await bench.pending(schema)
    const isOfRule = (_: string, index: number) => places[index]?.startsWith(`${rule}: `) === true
    return { places: places.filter(isOfRule), messages: messages.filter(isOfRule) }
  }
  const inFile = async (sql: string) => (await bench.migration(sql)).rules

  test('create-index-blocking: on the attribute, with the measured lock', async () => {
    const { places, messages } = await pendingOf(
      'create-index-blocking',
      models({ user: '@@index([email])' }),
    )
    assert.deepEqual(places, ['create-index-blocking: @@index([email])'])
    assert.deepEqual(messages, [
      'Builds the index "User_email_idx" on "User". Takes SHARE on "User" while it reads the whole table: writes to it wait until it is done, reads go on. Create it with CREATE INDEX CONCURRENTLY, under the same name, alone in a migration of its own.',
    ])
  })

  test('create-index-blocking: a unique index, on the field’s attribute', async () => {
    const { places, messages } = await pendingOf(
      'create-index-blocking',
      models({}).replace('  email String?', '  email String? @unique'),
    )
    assert.deepEqual(places, ['create-index-blocking: @unique'])
    assert.match(messages[0] ?? '', /^Builds the unique index "User_email_key" on "User"\./)
  })

  test('create-index-blocking: gone with CONCURRENTLY', async () =>
    assert.deepEqual(
      await inFile('CREATE INDEX CONCURRENTLY "User_email_idx" ON "User" ("email");'),
      [],
    ))

  test('create-index-blocking: not on a new table, under its whole name', async () => {
    assert.deepEqual(await inFile('CREATE TABLE "N" ("a" INT); CREATE INDEX ON "N" ("a");'), [])
    assert.deepEqual(
      await inFile(
        'CREATE SCHEMA s; CREATE TABLE s."User" ("email" INT); CREATE INDEX ON "User" ("email");',
      ),
      ['create-index-blocking'],
    )
  })

  test('create-index-blocking: again once the new table is filled, was perhaps there, or was renamed', async () => {
    for (const sql of [
      'CREATE TABLE "N" ("a" INT); INSERT INTO "N" SELECT "id" FROM "User"; CREATE INDEX ON "N" ("a");',
      'CREATE TABLE "N" AS SELECT "id" FROM "User"; CREATE INDEX ON "N" ("id");',
      'CREATE TABLE IF NOT EXISTS "N" ("a" INT); CREATE INDEX ON "N" ("a");',
    ]) {
      assert.deepEqual(await inFile(sql), ['create-index-blocking'], sql)
    }
    assert.deepEqual(
      await inFile('ALTER TABLE "User" RENAME TO "N"; CREATE INDEX ON "N" ("email");'),
      ['rename-table', 'create-index-after-exclusive'],
    )
  })

  test('create-index-blocking: not for an index that is there, nor on a temporary table or a view', async () => {
    for (const sql of [
      'CREATE INDEX IF NOT EXISTS "Post_title_there" ON "Post" ("title");',
      'CREATE TEMP TABLE "scratch" AS SELECT * FROM "User"; CREATE INDEX ON "scratch" ("email");',
      'CREATE INDEX ON "Titles" ("title");',
    ]) {
      assert.deepEqual(await inFile(sql), [], sql)
    }
  })

  test('create-index-blocking: on the parent of partitions it is built on each, not with ONLY', async () => {
    const { messages } = await bench.migration('CREATE INDEX "by_id" ON "Event" ("id");')
    assert.match(
      messages[0] ?? '',
      /Takes SHARE on "Event" and "Event_2026" while it reads the whole of "Event_2026"/,
    )
    assert.deepEqual(await inFile('CREATE INDEX ON ONLY "Event" ("id");'), [])
  })

  test('create-index-blocking: a parent without partitions is not taken for empty, and said so', async () => {
    const { messages, script } = await bench.migration('CREATE INDEX ON "Empty" ("id");')
    assert.match(messages[0] ?? '', /Takes SHARE on "Empty" \(derived, not measured\)/)
    const evidence = script.statements[0]?.evidence
    assert.ok(evidence?.kind === 'derived')
    assert.match(evidence.why, /which partitions the table has on a server/)
    const required = await bench.migration('ALTER TABLE "Empty" ALTER COLUMN "n" SET NOT NULL;')
    assert.deepEqual(required.rules, ['set-not-null-scan'])
    const retyped = await bench.migration('ALTER TABLE "Empty" ALTER COLUMN "n" TYPE BIGINT;')
    assert.ok(retyped.rules.includes('alter-type-rewrite'))
  })

  test('create-index-blocking: where statements commit one by one, a table made again is not new', async () => {
    const sql =
      'DROP TABLE "Post" CASCADE; CREATE TABLE "Post" ("a" INT); CREATE INDEX ON "Post" ("a");'
    assert.ok(!(await bench.migration(sql, 'batch')).rules.includes('create-index-blocking'))
    assert.ok((await bench.migration(sql, 'split')).rules.includes('create-index-blocking'))
  })

  const relation = models({
    user: 'posts Post[]',
    post: 'author User? @relation(fields: [authorId], references: [id])',
  })

  test('add-fk-validating: on the relation, with the locks on both tables', async () => {
    const { places, messages } = await pendingOf('add-fk-validating', relation)
    assert.deepEqual(places, ['add-fk-validating: @relation(fields: [authorId], references: [id])'])
    assert.deepEqual(messages, [
      'Adds the foreign key "Post_authorId_fkey" from "Post" to "User" and looks up every row. Takes SHARE ROW EXCLUSIVE on "Post" and "User" while it reads the whole of "Post": writes to them wait until it is done, reads go on. Add it with NOT VALID, and validate it with VALIDATE CONSTRAINT in a migration of its own.',
    ])
  })

  test('add-fk-validating: gone with NOT VALID and a later VALIDATE', async () => {
    const notValid =
      'ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE NOT VALID;'
    assert.deepEqual(await inFile(notValid), [])
    const validated = await bench.migration(
      `${notValid} ALTER TABLE "Post" VALIDATE CONSTRAINT "Post_authorId_fkey";`,
      'split',
    )
    assert.ok(!validated.rules.includes('add-fk-validating'))
    assert.ok(!validated.rules.includes('validate-in-same-transaction'))
  })

  test('add-fk-validating: not from a new table, although the parent is locked for a moment', async () => {
    const { rules, script } = await bench.migration(
      'CREATE TABLE "N" ("u" INT); ALTER TABLE "N" ADD CONSTRAINT "f" FOREIGN KEY ("u") REFERENCES "User" ("id");',
    )
    assert.deepEqual(rules, [])
    const evidence = script.statements[1]?.evidence
    assert.ok(evidence?.kind === 'measured')
    assert.deepEqual(
      evidence.locks.find(({ relation: name }) => name === 'public.User')?.mode,
      'ShareRowExclusiveLock',
    )
  })

  test('add-fk-validating: not for a column that the file has added empty, unless it fills it', async () => {
    const add = 'ALTER TABLE "Post" ADD COLUMN "editorId" INTEGER;'
    const key =
      'ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("editorId") REFERENCES "User" ("id");'
    const isToldOf = async (sql: string) => (await inFile(sql)).includes('add-fk-validating')
    assert.equal(await isToldOf(`${add} ${key}`), false)
    assert.equal(await isToldOf(`${add} UPDATE "Post" SET "editorId" = "authorId"; ${key}`), true)
  })

  test('add-fk-validating: from an existing to a new table it is', async () => {
    const { messages } = await bench.migration(
      'CREATE TABLE "N" ("id" INT PRIMARY KEY); ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("authorId") REFERENCES "N" ("id");',
    )
    assert.match(
      messages[0] ?? '',
      /Takes SHARE ROW EXCLUSIVE on "Post" while it reads the whole table/,
    )
  })
})
