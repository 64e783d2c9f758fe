import { provesPlans } from './proved.js'

const relation = (unique: string, back: string, attributes = '') => `
model User {
  id      Int @id
  profile ${back}
}
model Profile {
  id     Int  @id
  userId Int${unique}
  user   User @relation(fields: [userId], references: [id])
${attributes}}`

const inShop = (unique: string, back: string) => `
datasource db {
  provider = "postgresql"
  schemas  = ["public", "shop"]
}
model Customer {
  id   String @id
  card ${back}
  @@map("It's a.Customer")
  @@schema("public")
}
model Card {
  id       String    @id
  owner    String?   @map("Owner ID")${unique}
  customer Customer? @relation(fields: [owner], references: [id], onDelete: SetNull)
  @@map("cards")
  @@schema("shop")
}`

suite('one-to-many: proved on a real server', () => {
  provesPlans('one-to-many', {
    'an index comes in the place of the unique one': {
      before: relation(' @unique', 'Profile?'),
      after: relation('', 'Profile[]'),
    },
    'an index that the schema asks for': {
      before: relation(' @unique', 'Profile?'),
      after: relation('', 'Profile[]', '  @@index([userId, id], map: "It\'s an.Index")\n'),
    },
    'no index, mapped names in two schemas, an optional relation': {
      before: inShop(' @unique(map: "one each")', 'Card?'),
      after: inShop('', 'Card[]'),
      answers: { index: 'none' },
    },
  })
})
