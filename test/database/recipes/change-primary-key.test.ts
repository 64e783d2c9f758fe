import { provesPlans } from './proved.js'

const order = (id: string, ref: string, block: string) => `model Order {
  id     Int    ${id} @default(autoincrement())
  number String ${ref} @default(uuid())
  shop   Int
  lines  Line[]
  parent Int?
  up     Order? @relation("up", fields: [parent], references: [id])
  down   Order[] @relation("up")
${block}}
model Line {
  id      Int    @id
  orderId Int?
  order   Order? @relation(fields: [orderId], references: [id])
}
`

const inSales = (id: string, block: string) => `
datasource db {
  provider = "postgresql"
  schemas  = ["public", "Sales dep"]
}
model Seat {
  row    Int @map("The row")
  number Int
  taken  String ${id} @db.VarChar(20)
  ${block}
  @@map("${'Ü'.repeat(31)}")
  @@schema("Sales dep")
}
`

suite('change-primary-key: proved on a real server', () => {
  provesPlans('change-primary-key', {
    'to several columns, the old one unique as before, with foreign keys of itself and another': {
      before: order('@id', '', ''),
      after: order('@unique', '', '  @@id([shop, number])\n'),
    },
    'to a column that is unique already, over its index': {
      before: 'model Item {\n  id Int @id\n  code String @unique @db.VarChar(40)\n}\n',
      after: 'model Item {\n  id Int @unique\n  code String @id @db.VarChar(40)\n}\n',
    },
    'from several columns under mapped names in another schema, without a committed schema': {
      first: 'CREATE SCHEMA "Sales dep";',
      committed: false,
      before: inSales('', '@@id([row, number], map: "seat key")'),
      after: inSales('@id(map: "the seat")', '@@unique([row, number], map: "once")'),
    },
  })
})
