import { provesPlans } from './proved.js'

const user = (optional: string) =>
  `model User {\n  id Int @id @default(autoincrement())\n  name String${optional} @db.VarChar(20)\n}`

const member = (optional: string) =>
  `
model Team {
  id    Int    @id
  users User[]
}
model User {
  id     Int   @id
  slug   String${optional} @unique
  teamId Int${optional}
  team   Team${optional} @relation(fields: [teamId], references: [id], onDelete: Restrict)
  @@index([teamId, slug])
}`
    .replace('teamId Int?', 'teamId Int')
    .replace('Team? ', 'Team ')

const inShop = (optional: string) => `
datasource db {
  provider = "postgresql"
  schemas  = ["public", "shop"]
}
model Item {
  id   Int    @id
  name String${optional} @map("It's ${'Ü'.repeat(28)}")
  @@map("${'Ü'.repeat(31)}x")
  @@schema("shop")
}`

suite('drop-not-null: proved on a real server', () => {
  provesPlans('drop-not-null', {
    'a plain column': { before: user(''), after: user('?') },
    'a unique column in another index': { before: member(''), after: member('?') },
    'with 63 bytes, blanks and quotes in the names, in another schema': {
      first: 'CREATE SCHEMA shop;',
      before: inShop(''),
      after: inShop('?'),
    },
  })
})
