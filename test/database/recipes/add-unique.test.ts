import assert from 'node:assert/strict'
import { provesPlans } from './proved.js'

const user = (email: string, attributes = '') =>
  `model User {\n  id Int @id @default(autoincrement())\n  email String${email}\n  nick String?\n${attributes}}`

const someRows = (attributes: string) =>
  `generator client {\n  provider = "prisma-client-js"\n  previewFeatures = ["partialIndexes"]\n}\n${user('', attributes)}`

const oddNames = (attributes: string) =>
  `model User {\n  id Int @id\n  name String? @map("It's a.Name")\n  no Int @map("No")\n${attributes}  @@map("${'Ü'.repeat(31)}x")\n}`

const member = (attributes: string) => `
enum Role {
  READ
  WRITE
}
model Team {
  id    Int    @id
  users User[]
}
model User {
  id     Int    @id
  teamId Int
  role   Role
  slug   String @unique
  team   Team   @relation(fields: [teamId], references: [id])
  @@index([teamId])
${attributes}}`

const profile = (unique: string, back: string) => `
model User {
  id      Int @id
  profile Profile${back}
}
model Profile {
  id     Int  @id
  userId Int${unique}
  user   User @relation(fields: [userId], references: [id])
}`

const inShop = (unique: string) => `
datasource db {
  provider = "postgresql"
  schemas  = ["public", "shop"]
}
model Item {
  id   Int    @id
  name String @map("item_name")${unique}
  @@map("items")
  @@schema("shop")
}`

suite('add-unique: proved on a real server', () => {
  provesPlans('add-unique', {
    'a column, held back until there are no duplicates': {
      before: user(''),
      after: user(' @unique'),
      look: ({ proofs }) => {
        const [writes] = proofs.filter(({ id }) => id === 'P4')
        assert.match(writes?.say ?? '', /Rows that stood in the way were taken out/)
      },
    },
    'a column that may be NULL, refused where there are duplicates': {
      before: user(''),
      after: user('', '  @@unique([nick])\n'),
      answers: { duplicates: 'refuse' },
    },
    'a reference and an enum, of which many rows are equal': {
      before: member(''),
      after: member('  @@unique([teamId, role])\n'),
    },
    'only some rows, held back until there are no duplicates among them': {
      before: someRows(''),
      after: someRows('  @@unique([email], where: { nick: null })\n'),
    },
    'columns of which one is a key already: nothing to look for': {
      before: member(''),
      after: member('  @@unique([id, teamId])\n'),
      look: (_, { phases, answers }) => assert.deepEqual([phases.length, answers], [1, {}]),
    },
    'a relation that becomes one-to-one': {
      before: profile('', '[]'),
      after: profile(' @unique', '?'),
    },
    'with 63 bytes, blanks, dots and quotes in the names': {
      before: oddNames(''),
      after: oddNames('  @@unique([name, no], map: "A key\'s.Name")\n'),
    },
    'of a mapped model in another schema': {
      first: 'CREATE SCHEMA shop;',
      before: inShop(''),
      after: inShop(' @unique'),
      answers: { duplicates: 'refuse' },
    },
  })
})
