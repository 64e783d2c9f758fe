import { provesPlans } from './proved.js'

const inSales = (comment: string) => `
datasource db {
  provider = "postgresql"
  schemas  = ["public", "Sales dep"]
}
model Order {
  id    Int     @id
  low   Int?    @map("The low")
  high  Int     @default(5) ${comment}
  code  String  @unique @db.VarChar(20)
  upId  Int?
  up    Order?  @relation("up", fields: [upId], references: [id])
  all   Order[] @relation("up")
  @@map("Order line")
  @@schema("Sales dep")
}
`

suite('add-check: proved on a real server', () => {
  provesPlans('add-check', {
    'over one column, beside a change that stays pending': {
      before: 'model Item {\n  id Int @id @default(autoincrement())\n  price Int\n}\n',
      after:
        'model Item {\n  id Int @id @default(autoincrement())\n  price Int\n  name String?\n\n  /// concertina-check price_positive: price > 0\n}\n',
    },
    'over several columns under mapped names in another schema, with functions and NULL': {
      first: 'CREATE SCHEMA "Sales dep";',
      before: inSales(''),
      after: inSales(
        `\n  // concertina-check Low.Not_Above: "The low" <= high AND char_length(code) < 15`,
      ),
    },
  })
})
