import { provesPlans } from './proved.js'

const user = (attribute: string) =>
  `model User {\n  id Int @id @default(autoincrement())\n  name String\n  age Int${attribute}\n  @@index([age])\n}`

const inShop = (attribute: string) => `
datasource db {
  provider = "postgresql"
  schemas  = ["public", "shop"]
}
enum State {
  ON
  OFF
  @@schema("shop")
}
model Item {
  id    Int   @id
  state State${attribute} @map("It's State")
  @@map("all items")
  @@schema("shop")
}`

suite('change-default: proved on a real server', () => {
  provesPlans('change-default', {
    'another constant': { before: user(' @default(1)'), after: user(' @default(2)') },
    'one where there was none': { before: user(''), after: user(' @default(-7)') },
    'none any more, of a required column: it waits for the contract': {
      before: user(' @default(1)'),
      after: user(''),
    },
    'none any more, of an optional column': {
      before: user('? @default(1)'),
      after: user('?'),
    },
    'of an enum in another schema, known from the database alone': {
      first: 'CREATE SCHEMA shop;',
      before: inShop(' @default(ON)'),
      after: inShop(''),
      committed: false,
    },
  })
})
