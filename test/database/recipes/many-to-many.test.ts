import assert from 'node:assert/strict'
import { provesPlans } from './proved.js'

const posts = (post: string, user: string) => `
model Post {
  id    Int     @id @default(autoincrement())
  title String?
${post}}
model User {
  id    Int    @id @default(autoincrement())
${user}}`

const inShop = (order: string, customer: string) => `
datasource db {
  provider = "postgresql"
  schemas  = ["public", "shop"]
}
model Order {
  id    String @id @default(uuid()) @map("The id") @db.Uuid
${order}
  @@map("It's an.Order")
  @@schema("shop")
}
model Customer {
  id    String @id @default(uuid()) @db.Uuid
${customer}
  @@map("customers")
  @@schema("shop")
}`

suite('many-to-many: proved on a real server', () => {
  provesPlans('many-to-many', {
    'a relation whose list keeps its name, with an index': {
      before: posts(
        '  authorId Int?\n  author User? @relation(fields: [authorId], references: [id])\n  @@index([authorId])\n',
        '  posts Post[]\n',
      ),
      after: posts('  authors User[]\n', '  posts Post[]\n'),
      look: ({ proofs }) => {
        const [writes] = proofs.filter(({ id }) => id === 'P4')
        assert.match(writes?.say ?? '', /0 diverging rows, 0 lost values/)
      },
    },
    'mapped names in another schema, a cascade, a relation with a name': {
      first: 'CREATE SCHEMA shop;',
      before: inShop(
        '  owner String? @map("Owner. ID") @db.Uuid\n  customer Customer? @relation("has", fields: [owner], references: [id], onDelete: Cascade)\n',
        '  orders Order[] @relation("has")\n',
      ),
      after: inShop(
        '  customers Customer[] @relation("has")\n',
        '  orders Order[] @relation("has")\n',
      ),
    },
  })
})
