import assert from 'node:assert/strict'
import { provesPlans } from './proved.js'

const user = (fields: string, rest = '') => `
model User {
  id    Int    @id @default(autoincrement())
  email String
${fields}}
${rest}`

const inShop = (fields: string, rest: string) => `
datasource db {
  provider = "postgresql"
  schemas  = ["public", "shop"]
}
model Customer {
  id    String @id @default(uuid()) @map("The id") @db.Uuid
${fields}
  @@map("It's a.Customer")
  @@schema("shop")
}
${rest}`

suite('split-table: proved on a real server', () => {
  provesPlans('split-table', {
    'two columns, one in indexes, to a table whose key is the relation': {
      before: user('  bio String?\n  born DateTime?\n  @@index([bio])\n  @@index([born, bio])\n'),
      after: user(
        '  profile Profile?\n',
        `model Profile {
  userId Int       @id
  bio    String?
  born   DateTime?
  views  Int       @default(0)
  user   User      @relation(fields: [userId], references: [id], onDelete: Cascade)
  @@index([bio])
}`,
      ),
      look: ({ proofs }) => {
        const [writes] = proofs.filter(({ id }) => id === 'P4')
        assert.match(writes?.say ?? '', /0 diverging rows, 0 lost values/)
      },
    },
    'under odd names in another schema, to a table with a key of its own that the client makes': {
      first: 'CREATE SCHEMA shop;',
      before: inShop('  settings Json? @map("Set. tings")', ''),
      after: inShop(
        '  extra Extra?',
        `model Extra {
  id       String   @id @default(cuid())
  owner    String   @unique @map("Owner") @db.Uuid
  settings Json?    @map("Set. tings")
  customer Customer @relation(fields: [owner], references: [id], onDelete: Cascade)
  @@map("extras of")
  @@schema("shop")
}`,
      ),
    },
  })
})
