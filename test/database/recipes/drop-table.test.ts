import { provesPlans } from './proved.js'

const author = (fields: string) => `model User {\n  id Int @id\n  name String\n${fields}}\n`
const post = `
model Post {
  id       Int    @id @default(autoincrement())
  title    String @unique
  authorId Int
  author   User   @relation(fields: [authorId], references: [id])
  @@index([authorId, title])
}
`

const long = `${'Ü'.repeat(31)}x`
const oddNames = `
/// Of quotes
model Odd {
  id   Int    @id
  text String @map("It's a.Name")
  up   Int?
  odd  Odd?   @relation("up", fields: [up], references: [id])
  odds Odd[]  @relation("up")
  @@map("${long}")
}
`

const inShop = (model: string, field: string) => `
datasource db {
  provider = "postgresql"
  schemas  = ["public", "shop"]
}
enum Kind {
  A
  B
  @@schema("shop")
}
model Shop {
  id   Int  @id
  kind Kind @default(A)
${field}  @@schema("public")
}
${model}`

const item = `
/// Of items alone
enum Size {
  S
  L
  @@map("Si. ze")
  @@schema("public")
}
model Item {
  id     BigInt @id @default(autoincrement())
  kind   Kind
  sizes  Size[]
  shopId Int?   @map("shop_id")
  shop   Shop?  @relation(fields: [shopId], references: [id], onDelete: Cascade)
  @@map("items")
  @@schema("shop")
}
`

suite('drop-table: proved on a real server', () => {
  provesPlans('drop-table', {
    'a plain table, with an enum that goes too': {
      before: `enum Level {\n  LOW\n  HIGH\n}\nmodel Log {\n  id Int @id\n  text String\n  level Level @default(LOW)\n}\n`,
      after: '',
    },
    'with a relation, a unique and an index': {
      before: `${author('  posts Post[]\n')}${post}`,
      after: author(''),
    },
    'with 63 bytes, quotes and dots in the names, and a relation to itself': {
      before: `${author('')}${oddNames}`,
      after: author(''),
    },
    'with what no schema shows: a check, a trigger, a partial index': {
      before: `${author('')}model Log {\n  id Int @id\n  text String\n}\n`,
      handmade: `ALTER TABLE "Log" ADD CONSTRAINT "short" CHECK (length("text") < 90);
CREATE INDEX "some" ON "Log" ("text") WHERE "id" > 3;
CREATE FUNCTION "stamp"() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW."text" := coalesce(NEW."text", ''''); RETURN NEW; END';
CREATE TRIGGER "stamped" BEFORE INSERT ON "Log" FOR EACH ROW EXECUTE FUNCTION "stamp"();`,
      after: author(''),
    },
    'of a mapped model in another schema, with an enum that stays and one that goes, beside a change that stays pending':
      {
        first: 'CREATE SCHEMA shop;',
        before: inShop(item, '  items Item[]\n'),
        after: inShop('', '  name String?\n'),
      },
  })
})
