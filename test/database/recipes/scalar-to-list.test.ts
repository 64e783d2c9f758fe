import { provesPlans } from './proved.js'

const inSales = (field: string) => `
datasource db {
  provider = "postgresql"
  schemas  = ["public", "Sales dep"]
}
enum Kind {
  A
  B @map("b b")
  @@map("the kind")
  @@schema("Sales dep")
}
model Order {
  id   String @id
  org  Int
  ${field}
  @@index([org, kind(sort: Desc)], map: "of org")
  @@map("Order line")
  @@schema("Sales dep")
}
`

suite('scalar-to-list: proved on a real server', () => {
  provesPlans('scalar-to-list', {
    'an optional text': {
      before: 'model Item {\n  id Int @id\n  name String?\n  tag String? @map("A tag")\n}\n',
      after: 'model Item {\n  id Int @id\n  name String?\n  tag String[] @map("A tag")\n}\n',
    },
    'a required enum in an index, under mapped names in another schema': {
      first: 'CREATE SCHEMA "Sales dep";',
      before: inSales('kind Kind @default(A) @map("its kind")'),
      after: inSales('kind Kind[] @default([B]) @map("its kind")'),
    },
    'a required JSON, which has no comparison of its own': {
      before: 'model Item {\n  id Int @id\n  body Json @db.Json\n}\n',
      after: 'model Item {\n  id Int @id\n  body Json[] @db.Json\n}\n',
    },
  })
})
