import assert from 'node:assert/strict'
import { startEngine, temporaryCache } from '../../support/engine.js'
import { answersBehindExpand, type ClientStatement } from './clientThroughView.js'
import { draftOf, pendingChange, type SchemaChange } from './pendingChange.js'
import { provesPlans } from './proved.js'

const user = (model: string) => `
model ${model} {
  id    Int     @id @default(autoincrement())
  email String  @unique
  name  String?
  posts Post[]
  bossId Int?
  boss  ${model}? @relation("b", fields: [bossId], references: [id])
  staff ${model}[] @relation("b")
  @@index([name, bossId])
}
model Post {
  id       Int  @id
  authorId Int
  author   ${model} @relation(fields: [authorId], references: [id], onDelete: Cascade)
}
`

const tagged = (model: string) => `
model ${model} {
  id   Int   @id @default(autoincrement())
  text String
  tags Tag[]
}
model Tag {
  id    Int @id
  posts ${model}[]
}
`

const odd = (table: string, other = '') => `
datasource db {
  provider = "postgresql"
  schemas  = ["public", "shop"]
}
enum Kind {
  A
  B
  @@schema("shop")
}
model Odd {
  first  Int    @map("It's")
  second String
  kind   Kind   @default(A)
  sum    Int?   @unique
  list   Int[]
  @@id([first, second])
  @@map("${table}")
  @@schema("shop")
}
model Other {
  id Int @id
${other}  @@schema("public")
}
`

const long = `${'Ü'.repeat(31)}x`

suite('rename-table: proved on a real server', () => {
  provesPlans('rename-table', {
    'with a unique, an index, a relation to itself and one from another table': {
      before: user('User'),
      after: user('Account'),
    },
    'with what no schema shows: a check, a trigger, a partial index, a view, a policy': {
      before: 'model User {\n  id Int @id\n  name String\n}\n',
      handmade: `ALTER TABLE "User" ADD CONSTRAINT "short" CHECK (length("name") < 90);
CREATE INDEX "some" ON "User" (lower("name")) WHERE "id" > 3;
CREATE FUNCTION "stamp"() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW."name" := coalesce(NEW."name", ''''); RETURN NEW; END';
CREATE TRIGGER "stamped" BEFORE INSERT ON "User" FOR EACH ROW EXECUTE FUNCTION "stamp"();
CREATE VIEW "names" AS SELECT "name" FROM "User";
CREATE POLICY "all" ON "User" USING (true);`,
      after: 'model Member {\n  id Int @id\n  name String\n}\n',
    },
    'with an implicit many-to-many relation, whose table goes along': {
      before: tagged('Post'),
      after: tagged('Page'),
    },
    'under quotes, with 63 bytes, in another schema, with two columns as key, beside another change':
      {
        first: 'CREATE SCHEMA shop;',
        before: odd("all 'odd'. ones"),
        after: odd(long, '  name String?\n'),
      },
  })
})

suite('rename-table: what old code sends goes through the view', () => {
  const cache = temporaryCache()
  const engine = startEngine(cache.folder)
  suiteTeardown(async () => {
    await engine.end()
    cache.remove()
  })

  const models = (model: string) => `
model ${model} {
  id    Int     @id @default(autoincrement())
  email String  @unique
  name  String? @default("nobody")
  age   Int     @default(0)
  tags  Tag[]
  posts Post[]
}
model Tag {
  id    Int @id
  users ${model}[]
}
model Post {
  id       Int @id
  authorId Int
  author   ${model} @relation(fields: [authorId], references: [id])
}
`
  const change: SchemaChange = { before: models('User'), after: models('Visitor') }
  const columns = ['id', 'email', 'name', 'age'].map((one) => `"public"."User"."${one}"`).join(', ')

  async function answers(before: readonly string[], statements: readonly ClientStatement[]) {
    const draft = draftOf(await pendingChange(engine, change), 'rename-table')
    return answersBehindExpand(engine, draft, before, statements)
  }

  test('every operation of Prisma Client', async () =>
    assert.deepEqual(
      await answers(
        [],
        [
          // create, createMany with skipDuplicates, createManyAndReturn
          [
            `INSERT INTO "public"."User" ("email","name","age") VALUES ($1,$2,$3) RETURNING ${columns}`,
            ...['a', null, '1'],
          ],
          [`INSERT INTO "public"."User" ("email") VALUES ($1) RETURNING ${columns}`, 'b'],
          [
            `INSERT INTO "public"."User" ("email","age") VALUES ($1,$2), ($3,$4) ON CONFLICT DO NOTHING`,
            ...['b', '9', 'c', '3'],
          ],
          // upsert, both arms
          [
            `INSERT INTO "public"."User" ("email","name","age") VALUES ($1,$2,$3) ON CONFLICT ("email") DO UPDATE SET "name" = $4 WHERE ("public"."User"."email" = $5 AND 1=1) RETURNING ${columns}`,
            ...['d', 'new', '4', 'old', 'd'],
          ],
          [
            `INSERT INTO "public"."User" ("email","name","age") VALUES ($1,$2,$3) ON CONFLICT ("email") DO UPDATE SET "name" = $4 WHERE ("public"."User"."email" = $5 AND 1=1) RETURNING ${columns}`,
            ...['b', 'new', '4', 'updated', 'b'],
          ],
          // update with increment, updateMany, delete
          [
            `UPDATE "public"."User" SET "age" = ("public"."User"."age" + $1) WHERE ("public"."User"."email" = $2 AND 1=1) RETURNING ${columns}`,
            ...['5', 'a'],
          ],
          [
            `UPDATE "public"."User" SET "name" = $1 WHERE "public"."User"."age" < $2`,
            ...['young', '4'],
          ],
          [
            `DELETE FROM "public"."User" WHERE ("public"."User"."email" = $1 AND 1=1) RETURNING ${columns}`,
            'd',
          ],
          // a nested create, the table of the implicit relation, include by join
          [
            `INSERT INTO "public"."Post" ("id","authorId") VALUES ($1,$2) RETURNING "public"."Post"."id"`,
            ...['1', '1'],
          ],
          [
            `INSERT INTO "public"."_TagToUser" ("A","B") SELECT "public"."Tag"."id", $1::int FROM "public"."Tag" ON CONFLICT DO NOTHING`,
            '1',
          ],
          [
            `SELECT "t1"."email", "t1_p"."__prisma_data__" FROM "public"."User" AS "t1" LEFT JOIN LATERAL (SELECT COALESCE(JSONB_AGG("d"."x"), '[]') AS "__prisma_data__" FROM (SELECT "t2"."id" AS "x" FROM "public"."Post" AS "t2" WHERE "t1"."id" = "t2"."authorId") AS "d") AS "t1_p" ON TRUE ORDER BY "t1"."id" FOR UPDATE OF "t1"`,
          ],
          [
            `SELECT COUNT(*), "public"."User"."name" FROM "public"."User" GROUP BY "public"."User"."name" ORDER BY 2`,
          ],
        ],
      ),
      [
        '1 a NULL 1',
        '2 b nobody 0',
        '1 affected',
        '5 d new 4',
        '2 b updated 0',
        '1 a NULL 6',
        '2 affected',
        '5 d new 4',
        '1',
        '0 affected',
        'a [1]; b []; c []',
        '2 young; 1 NULL',
      ],
    ))

  test('not what only a table takes', async () =>
    assert.deepEqual(
      await answers(
        [],
        [
          [`TRUNCATE "User"`],
          [`ALTER TABLE "Tag" ADD FOREIGN KEY ("id") REFERENCES "User" ("id")`],
          [
            `INSERT INTO "User" ("email") VALUES ('x') ON CONFLICT ON CONSTRAINT "User_pkey" DO NOTHING`,
          ],
        ],
      ),
      ['42809', '42809', '42704'],
    ))

  test('with the rights of whoever asks, row security included', async () =>
    assert.deepEqual(
      await answers(
        [
          'CREATE ROLE app',
          `INSERT INTO "User" ("email") VALUES ('a'), ('b')`,
          'GRANT SELECT, INSERT ON "User" TO app; GRANT USAGE ON SEQUENCE "User_id_seq" TO app',
          'ALTER TABLE "User" ENABLE ROW LEVEL SECURITY',
          `CREATE POLICY "own" ON "User" USING ("email" <> 'b')`,
        ],
        [
          ['SET ROLE app'],
          [`SELECT "email" FROM "public"."User"`],
          [`INSERT INTO "public"."User" ("email") VALUES ('c') RETURNING "id"`],
          [`DELETE FROM "public"."User"`],
        ],
      ),
      ['0 affected', 'a', '3', '42501'],
    ))

  test('with rights on single columns', async () =>
    assert.deepEqual(
      await answers(
        [
          'CREATE ROLE reports',
          `INSERT INTO "User" ("email") VALUES ('a')`,
          'GRANT SELECT ("id"), UPDATE ("name") ON "User" TO reports',
        ],
        [
          ['SET ROLE reports'],
          [`SELECT "id" FROM "public"."User"`],
          [`SELECT "email" FROM "public"."User"`],
          [`UPDATE "public"."User" SET "name" = 'x'`],
          [`UPDATE "public"."User" SET "email" = 'x'`],
        ],
      ),
      ['0 affected', '1', '42501', '1 affected', '42501'],
    ))
})
