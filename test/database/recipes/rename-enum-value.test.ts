import { provesPlans } from './proved.js'

const user = (values: string, usual: string) => `enum Role {\n${values}}
model User {
  id   Int    @id @default(autoincrement())
  name String?
  role Role   @default(${usual})
  @@index([role])
}
`

const inSales = (values: string) => `
datasource db {
  provider = "postgresql"
  schemas  = ["public", "Sales dep"]
}
enum Kind {
${values}  @@map("the Kind's")
  @@schema("Sales dep")
}
model Order {
  id   Int   @id
  org  Int
  kind Kind? @map("Its kind")
  @@unique([org, kind], map: "once")
  @@map("Order line")
  @@schema("Sales dep")
}
`

suite('rename-enum-value: proved on a real server', () => {
  provesPlans('rename-enum-value', {
    'of a required column with a default in an index': {
      before: user('  USER\n  ADMIN\n', 'USER'),
      after: user('  READER\n  ADMIN\n', 'READER'),
    },
    'two of them, in a unique key, under mapped names in another schema': {
      first: 'CREATE SCHEMA "Sales dep";',
      before: inSales('  A @map("a a")\n  B\n  C\n'),
      after: inSales('  A @map("b a")\n  D\n  C\n'),
    },
  })
})
