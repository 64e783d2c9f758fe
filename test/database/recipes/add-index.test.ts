import { provesPlans } from './proved.js'

const user = (attributes: string) =>
  `model User {\n  id Int @id @default(autoincrement())\n  name String\n${attributes}}`

const long = `${'Ü'.repeat(31)}x`
const oddNames = (attributes: string) =>
  `model User {\n  id Int @id\n  name String @map("It's a.Name")\n${attributes}  @@map("${long}")\n}`

const member = (attributes: string) => `
model Team {
  id    Int    @id
  users User[]
}
model User {
  id     Int    @id
  teamId Int
  slug   String
  team   Team   @relation(fields: [teamId], references: [id])
  @@unique([teamId, slug])
${attributes}}`

const document = (attributes: string) =>
  `model Doc {\n  id Int @id\n  body Json\n${attributes}  @@map("docs")\n}`

const inShop = (fields: string, attributes: string) => `
datasource db {
  provider = "postgresql"
  schemas  = ["public", "shop"]
}
model Item {
  id   Int    @id
  name String @map("item_name")
${fields}  @@map("items")
  @@schema("shop")
${attributes}}`

const someRows = (attributes: string) => `
generator client {
  provider        = "prisma-client"
  previewFeatures = ["partialIndexes"]
}
datasource db {
  provider = "postgresql"
}
model User {
  id   Int     @id
  name String?
${attributes}}`

suite('add-index: proved on a real server', () => {
  provesPlans('add-index', {
    'on a plain table': { before: user(''), after: user('  @@index([name])\n') },
    'with 63 bytes, blanks, dots and quotes in the names': {
      before: oddNames(''),
      after: oddNames(`  @@index([name], map: "An index's.Name")\n`),
    },
    'over columns that are in a relation, a key and an index made by hand': {
      before: member(''),
      handmade: 'CREATE INDEX "handmade" ON "User" (lower("slug")) WHERE "teamId" > 3;',
      after: member('  @@index([teamId, slug(sort: Desc)])\n'),
    },
    'of a mapped model, with a method and operators of its own': {
      before: document(''),
      after: document('  @@index([body(ops: JsonbPathOps)], type: Gin)\n'),
    },
    'over some of the rows, which Prisma’s diff does not look for': {
      before: someRows(''),
      after: someRows('  @@index([name], where: raw("name IS NOT NULL"))\n'),
    },
    'in another schema, beside other changes that stay pending': {
      first: 'CREATE SCHEMA shop;',
      before: inShop('', ''),
      after: inShop('  price Int?\n', '  @@index([name])\n'),
    },
  })
})
