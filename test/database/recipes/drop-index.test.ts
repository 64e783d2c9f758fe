import assert from 'node:assert/strict'
import { provesPlans } from './proved.js'

const user = (email: string, attributes = '') =>
  `model User {\n  id Int @id @default(autoincrement())\n  email String${email}\n  nick String?\n${attributes}}`

const inShop = (attributes: string) => `
datasource db {
  provider = "postgresql"
  schemas  = ["public", "shop"]
}
model Owner {
  id    Int    @id
  items Item[]
  @@schema("public")
}
model Item {
  id      Int    @id
  ownerId Int    @map("Owner's No")
  slug    String @map("The Slug") @unique
  owner   Owner  @relation(fields: [ownerId], references: [id])
${attributes}  @@map("${'Ü'.repeat(31)}x")
  @@schema("shop")
}`

suite('drop-index: proved on a real server', () => {
  provesPlans('drop-index', {
    'a plain index': {
      before: user('', '  @@index([email, nick(sort: Desc)])\n'),
      after: user(''),
      look: (_, { phases }) => assert.equal(phases.length, 1),
    },
    'a unique column: its attribute waits for the contract': {
      before: user(' @unique'),
      after: user(''),
      look: (_, { phases }) =>
        assert.deepEqual(
          phases.map(({ name, migrations }) => [name, migrations.length]),
          [
            ['expand', 0],
            ['contract', 1],
          ],
        ),
    },
    'a key of several columns, over a relation, in another schema': {
      first: 'CREATE SCHEMA shop;',
      before: inShop('  @@unique([ownerId, slug], map: "A key\'s.Name")\n'),
      after: inShop(''),
    },
    'an index of a relation, in another schema': {
      first: 'CREATE SCHEMA shop;',
      before: inShop('  @@index([ownerId])\n'),
      after: inShop(''),
    },
  })
})
