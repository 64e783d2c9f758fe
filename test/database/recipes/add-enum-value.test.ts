import assert from 'node:assert/strict'
import { provesPlans } from './proved.js'

const role = (values: string) => `enum Role {\n${values}}\n`
const user = `model User {\n  id Int @id @default(autoincrement())\n  role Role @default(USER)\n}\n`

const long = 'Ü'.repeat(31)
const odd = (
  values: string,
) => `enum Odd {\n  A @map("a.a a")\n${values}  @@map("An enum's.Name")\n}
model Thing {
  id    Int   @id
  one   Odd   @map("of.the Kind")
  @@unique([one])
  @@map("${long}")
}
`

const shared = (values: string) => `${role(values)}${user}
model Invitation {
  id    Int    @id
  role  Role?
  roles Role[]
  by    Int
  @@unique([by, role])
  @@index([role])
  @@map("invitations")
}
`

const inShop = (values: string) => `
datasource db {
  provider = "postgresql"
  schemas  = ["public", "shop"]
}
enum Kind {
  A
${values}  @@map("kind")
  @@schema("shop")
}
model Item {
  id   Int    @id
  kind Kind   @default(A) @map("item_kind")
  up   Int?
  item Item?  @relation("up", fields: [up], references: [id])
  all  Item[] @relation("up")
  @@map("items")
  @@schema("public")
}
`

suite('add-enum-value: proved on a real server', () => {
  provesPlans('add-enum-value', {
    'one value of one column': {
      before: `${role('  USER\n')}${user}`,
      after: `${role('  USER\n  ADMIN\n')}${user}`,
      look: (report) => {
        const back = report.proofs.find(({ id }) => id === 'P8')
        assert.match(back?.say ?? '', /There is no way back from expand\.$/)
      },
    },
    'two values between others, of a list and of columns in keys and indexes': {
      before: shared('  USER\n  OWNER\n'),
      after: shared('  USER\n  ADMIN\n  GUEST\n  OWNER\n'),
    },
    'with 62 bytes, blanks, dots and quotes in the names': {
      before: odd(''),
      after: odd('  B @map("b \\\\ B.😀")\n'),
    },
    'in another schema, beside a change that stays pending': {
      first: 'CREATE SCHEMA shop;',
      before: inShop(''),
      after: inShop('  B\n').replace('  up   Int?', '  name String?\n  up   Int?'),
    },
  })
})
