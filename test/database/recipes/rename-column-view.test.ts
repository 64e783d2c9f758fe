import assert from 'node:assert/strict'
import { startEngine, temporaryCache } from '../../support/engine.js'
import { answersBehindExpand } from './clientThroughView.js'
import { draftOf, pendingChange } from './pendingChange.js'
import { provesPlans } from './proved.js'

const user = (field: string, key = 'email') => `
model User {
  id     Int    @id @default(autoincrement())
  ${field}
  age    Int    @default(0)
  bossId Int?
  boss   User?  @relation("b", fields: [bossId], references: [id])
  staff  User[] @relation("b")
  posts  Post[]
  @@index([bossId, ${key}])
}
model Post {
  id     Int  @id
  userId Int
  user   User @relation(fields: [userId], references: [id], onDelete: Cascade)
}
`

const inShop = (first: string, attribute: string) => `
datasource db {
  provider = "postgresql"
  schemas  = ["public", "shop"]
}
enum Kind {
  A
  B
  @@schema("shop")
}
model Item {
  ${first} Int${attribute}
  second String @map("It's")
  kind   Kind   @default(A)
  sum    Int?   @unique(map: "sums")
  others Other[]
  @@id([${first}, second])
  @@map("all items")
  @@schema("shop")
}
model Other {
  id   Int    @id
  a    Int
  b    String
  item Item   @relation(fields: [a, b], references: [${first}, second])
  @@schema("public")
}
`

const long = `${'Ü'.repeat(31)}x`

suite('rename-column-view: proved on a real server', () => {
  provesPlans('rename-column-view', {
    'a unique column in an index, of a table that others refer to': {
      before: user('email String @unique'),
      after: user('mail String @unique', 'mail'),
    },
    'with what no schema shows over it: a check, a partial index, a view, a trigger': {
      before: 'model User {\n  id Int @id\n  name String?\n}\n',
      handmade: `ALTER TABLE "User" ADD CONSTRAINT "short" CHECK (length("name") < 90);
CREATE INDEX "some" ON "User" (lower("name")) WHERE "name" IS NOT NULL;
CREATE FUNCTION "stamp"() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER "stamped" BEFORE UPDATE OF "name" ON "User" FOR EACH ROW WHEN (NEW."name" IS NOT NULL) EXECUTE FUNCTION "stamp"();
CREATE VIEW "names" AS SELECT "name" FROM "User";`,
      after: 'model User {\n  id Int @id\n  label String?\n}\n',
    },
    'part of a key that others refer to, of a mapped model in another schema': {
      first: 'CREATE SCHEMA shop;',
      before: inShop('first', ''),
      after: inShop('number', ''),
    },
    'under names of 63 bytes': {
      before: `model Odd {\n  id Int @id\n  name String @unique @map("a name")\n  @@map("${long}")\n}\n`,
      after: `model Odd {\n  id Int @id\n  name String @unique @map("${'Ä'.repeat(31)}")\n  @@map("${long}")\n}\n`,
    },
  })
})

suite('rename-column-view: what old code sends', () => {
  const cache = temporaryCache()
  const engine = startEngine(cache.folder)
  suiteTeardown(async () => {
    await engine.end()
    cache.remove()
  })

  test('names the old column, in conflicts and conditions too', async () => {
    const change = await pendingChange(engine, {
      before: user('email String @unique'),
      after: user('mail String @unique', 'mail'),
    })
    const upsert = `INSERT INTO "public"."User" ("email","age") VALUES ($1,$2) ON CONFLICT ("email") DO UPDATE SET "age" = $3 WHERE ("public"."User"."email" = $4 AND 1=1) RETURNING "public"."User"."id", "public"."User"."email", "public"."User"."age"`
    assert.deepEqual(
      await answersBehindExpand(
        engine,
        draftOf(change, 'rename-column-view'),
        [],
        [
          [upsert, 'a', '1', '2', 'a'],
          [upsert, 'a', '1', '2', 'a'],
          [
            `UPDATE "public"."User" SET "email" = $1 WHERE ("public"."User"."email" = $2 AND 1=1) RETURNING "public"."User"."id"`,
            ...['b', 'a'],
          ],
          ['SELECT "mail", "age" FROM "public"."User_v2"'],
        ],
      ),
      ['1 a 1', '1 a 2', '1', 'b 2'],
    )
  })
})
