import { provesPlans } from './proved.js'

suite('a key that becomes a UUID, proved on a database', function () {
  this.timeout(60_000)

  const family = (key: string, type: string) => `model User {
  id          ${key}
  email       String       @unique
  managerId   ${type.replace(' ', '? ')}
  manager     User?        @relation("Reports", fields: [managerId], references: [id], onDelete: SetNull)
  reports     User[]       @relation("Reports")
  posts       Post[]
  profile     Profile?
  memberships Membership[]
}
model Post {
  id       Int  @id @default(autoincrement())
  authorId ${type}
  author   User @relation(fields: [authorId], references: [id], onDelete: Cascade)
  @@index([authorId])
}
model Profile {
  userId ${type} @id
  bio    String?
  user   User   @relation(fields: [userId], references: [id], onDelete: Cascade)
  badges Badge[]
}
model Badge {
  code    String  @id
  ownerId ${type.replace(' ', '? ')} @unique
  owner   Profile? @relation(fields: [ownerId], references: [userId])
}
model Membership {
  team   String
  userId ${type}
  note   String?
  user   User   @relation(fields: [userId], references: [id])
  @@id([team, userId])
}
`
  const schemas = (key: string, type: string) => `datasource db {
  provider = "postgresql"
  schemas  = ["public", "Sales dep"]
}
model Order {
  number ${key} @map("Order number")
  lines  Line[]
  @@map("All orders")
  @@schema("Sales dep")
}
model Line {
  place   Int
  orderId ${type} @map("order_id")
  order   Order @relation(fields: [orderId], references: [number], map: "the order")
  @@id([orderId, place], map: "lines key")
  @@index([orderId(sort: Desc)], map: "lines of an order")
  @@schema("public")
}
`

  provesPlans('key-to-uuid', {
    'with columns that refer to it: of its own table, unique, a key themselves, in a key of two': {
      before: family('Int @id @default(autoincrement())', 'Int '),
      after: family(
        'String @id @default(dbgenerated("gen_random_uuid()")) @db.Uuid',
        'String @db.Uuid',
      ),
    },
    'under mapped names in two schemas, with values of the client': {
      before: schemas('Int @id @default(autoincrement())', 'Int '),
      after: schemas('String @id @default(uuid()) @db.Uuid', 'String @db.Uuid'),
    },
  })
})
