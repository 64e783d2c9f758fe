import assert from 'node:assert/strict'
import { provesPlans } from './proved.js'

const related = (actions: string) => `
model Team {
  id    Int    @id @default(autoincrement())
  users User[]
}
model User {
  id     Int   @id @default(autoincrement())
  teamId Int?
  team   Team? @relation(fields: [teamId], references: [id]${actions})
  @@unique([teamId, id])
}`

const tree = (actions: string) => `
model Node {
  id       Int    @id
  parentId Int?
  parent   Node?  @relation("tree", fields: [parentId], references: [id]${actions})
  children Node[] @relation("tree")
}`

const inShop = (actions: string) => `
datasource db {
  provider = "postgresql"
  schemas  = ["public", "shop"]
}
model Owner {
  no    Int    @id @map("No.")
  items Item[]
  @@map("${'Ü'.repeat(31)}x")
  @@schema("public")
}
model Item {
  id      Int   @id
  ownerNo Int   @map("Owner's No")
  owner   Owner @relation(fields: [ownerNo], references: [no]${actions})
  @@map("all items")
  @@schema("shop")
}`

suite('change-referential-action: proved on a real server', () => {
  provesPlans('change-referential-action', {
    'from SET NULL to CASCADE': {
      before: related(''),
      after: related(', onDelete: Cascade'),
    },
    'of a table that refers to itself, on a change of the key': {
      before: tree(', onDelete: Restrict'),
      after: tree(', onDelete: Cascade, onUpdate: NoAction'),
    },
    'between two schemas, with odd names': {
      first: 'CREATE SCHEMA shop;',
      before: inShop(''),
      after: inShop(', onDelete: Cascade'),
    },
    'of a key that was never validated: it stays so': {
      before: related(''),
      handmade: `ALTER TABLE "User" DROP CONSTRAINT "User_teamId_fkey";
ALTER TABLE "User" ADD CONSTRAINT "User_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE SET NULL ON UPDATE CASCADE NOT VALID;`,
      after: related(', onDelete: Cascade'),
      look: (_, { phases }) => assert.equal(phases[0]?.migrations.length, 1),
    },
  })
})
