import { provesPlans } from './proved.js'

const related = (field: string, relation: string, back: string, attributes = '') => `
model Team {
  id    Int    @id @default(autoincrement())
  name  String
${back}}
model User {
  id     Int @id @default(autoincrement())
  email  String @unique
  ${field}
${relation}${attributes}}`

const relation = '  team   Team @relation(fields: [teamId], references: [id])\n'
const optional = relation.replace('Team ', 'Team? ')

const tree = (relations: string) => `
model Node {
  id       Int @id
  parentId Int?
${relations}}`

const odd = (child: string, parent: string) => `
model Team {
  region String @map("The Region")
  no     Int    @map("No.")
${parent}  @@id([region, no])
  @@map("${'Ü'.repeat(31)}x")
}
model User {
  id     Int    @id
  region String @map("It's Region")
  teamNo Int?   @map("TEAM")
${child}  @@index([region, teamNo])
  @@map("all users")
}`

const inShop = (child: string, parent: string) => `
datasource db {
  provider = "postgresql"
  schemas  = ["public", "shop"]
}
model Owner {
  id String @id @default(uuid()) @db.Uuid
${parent}  @@map("owners")
  @@schema("public")
}
model Item {
  id      Int    @id
  ownerId String @map("owner_id") @db.Uuid
${child}  @@unique([ownerId, id])
  @@map("items")
  @@schema("shop")
}`

suite('add-foreign-key: proved on a real server', () => {
  provesPlans('add-foreign-key', {
    'over a required column': {
      before: related('teamId Int', '', ''),
      after: related('teamId Int', relation, '  users User[]\n'),
    },
    'over a column that may be NULL, in an index': {
      before: related('teamId Int?', '', '', '  @@index([teamId])\n'),
      after: related('teamId Int?', optional, '  users User[]\n', '  @@index([teamId])\n'),
    },
    'from a table to itself': {
      before: tree(''),
      after: tree(
        '  parent Node? @relation("tree", fields: [parentId], references: [id])\n  children Node[] @relation("tree")\n',
      ),
    },
    'over two columns with odd names, cascading': {
      before: odd('', ''),
      after: odd(
        '  team Team? @relation(fields: [region, teamNo], references: [region, no], onDelete: Cascade)\n',
        '  users User[]\n',
      ),
    },
    'between two schemas': {
      first: 'CREATE SCHEMA shop;',
      before: inShop('', ''),
      after: inShop(
        '  owner Owner @relation(fields: [ownerId], references: [id])\n',
        '  items Item[]\n',
      ),
    },
  })
})
