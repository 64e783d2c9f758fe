import { provesPlans } from './proved.js'

suite('a key that becomes a BigInt, proved on a database', function () {
  this.timeout(60_000)

  const family = (type: string) =>
    `model User {
  id          Int          @id @default(autoincrement())
  email       String       @unique
  managerId   Int?         @unique
  manager     User?        @relation("Reports", fields: [managerId], references: [id], onDelete: SetNull)
  reports     User?        @relation("Reports")
  posts       Post[]
  profile     Profile?
  memberships Membership[]
}
model Post {
  id       Int  @id @default(autoincrement())
  authorId Int
  author   User @relation(fields: [authorId], references: [id], onDelete: Cascade)
  @@index([authorId])
}
model Profile {
  userId Int    @id
  bio    String?
  user   User   @relation(fields: [userId], references: [id], onDelete: Cascade)
  badges Badge[]
}
model Badge {
  code    String  @id
  ownerId Int?
  owner   Profile? @relation(fields: [ownerId], references: [userId])
}
model Membership {
  team   String
  userId Int
  note   String?
  user   User   @relation(fields: [userId], references: [id])
  @@id([team, userId], map: "members key")
}
`
      .replace(/(model User \{\n  id {10})Int/, `$1${type}`)
      .replace(/\b((?:managerId|authorId|userId|ownerId) +)Int/g, `$1${type}`)

  const tags = (type: string) => `model Post {
  id       ${type}     @id @default(autoincrement()) @map("Post id")
  parentId ${type}?    @map("parent")
  parent   Post?       @relation("Thread", fields: [parentId], references: [id])
  replies  Post[]      @relation("Thread")
  tags     Tag[]
  related  Post[]      @relation("related")
  back     Post[]      @relation("related")
  @@map("All posts")
  @@schema("Blog 2")
}
model Tag {
  id    Int    @id
  posts Post[]
  @@schema("public")
}
`
  const schemas =
    'datasource db {\n  provider = "postgresql"\n  schemas  = ["public", "Blog 2"]\n}\n'

  const small = (type: string, native = '') => `model Country {
  code   ${type}   @id ${native}
  cities City[]
}
model City {
  id        String  @id @default(uuid())
  countryId ${type} @default(1) ${native}
  name      String
  country   Country @relation(fields: [countryId], references: [code], onDelete: SetDefault)
  @@unique([countryId, name])
}
`

  provesPlans('key-to-bigint', {
    'with columns that refer to it: of its own table, unique, a key themselves, in a key of two': {
      before: family('Int'),
      after: family('BigInt'),
    },
    'with tables of implicit relations, under mapped names in two schemas': {
      before: schemas + tags('Int'),
      after: schemas + tags('BigInt'),
      handmade: `ALTER TABLE "Blog 2"."All posts" ADD CONSTRAINT "not its own" CHECK ("parent" <> "Post id");
CREATE INDEX "partly" ON "Blog 2"."All posts" ("parent", "Post id") WHERE "parent" > 3;`,
    },
    'of a small number without a sequence, a foreign key that was never validated, no committed schema':
      {
        committed: false,
        before: small('Int', '@db.SmallInt'),
        after: small('BigInt'),
        handmade: `ALTER TABLE "City" DROP CONSTRAINT "City_countryId_fkey";
ALTER TABLE "City" ADD CONSTRAINT "City_countryId_fkey" FOREIGN KEY ("countryId") REFERENCES "Country"("code") ON DELETE SET DEFAULT ON UPDATE CASCADE NOT VALID;
CREATE SCHEMA "hidden";
CREATE TABLE "hidden"."log of nobody" ("country" SMALLINT REFERENCES "Country"("code"));`,
      },
  })
})
