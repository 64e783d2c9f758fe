import assert from 'node:assert/strict'
import { provesPlans } from './proved.js'

const role = (values: string) => `enum Role {\n${values}}\n`
const user = (attribute = '@default(USER)') =>
  `model User {\n  id Int @id @default(autoincrement())\n  name String?\n  role Role ${attribute}\n  @@index([role])\n}\n`

const shared = (values: string) => `${role(values)}${user()}
model Invitation {
  id    Int    @id
  role  Role?
  roles Role[]
  by    Int
  @@unique([by, role])
  @@map("invitations")
}
`

const lists = (values: string, usual: string) => `${role(values)}model User {
  id    Int    @id
  role  Role?  @default(${usual})
  roles Role[]
}
`

const odd = (values: string, usual: string) => `
datasource db {
  provider = "postgresql"
  schemas  = ["public", "Sales dep"]
}
enum Odd {
  A @map("a.a a") // the first
${values}
  @@map("An enum's.Name")
  @@schema("Sales dep")
}
model Thing {
  id    Int   @id
  one   Odd   @default(${usual}) @map("of.the Kind")
  other Int?
  @@unique([one, other])
  @@map("${'Ü'.repeat(31)}")
  @@schema("Sales dep")
}
`

suite('remove-enum-value: proved on a real server', () => {
  provesPlans('remove-enum-value', {
    'by checks on every column and list of the type, rows changed by hand': {
      before: shared('  USER\n  GUEST\n  ADMIN\n'),
      after: shared('  USER\n  ADMIN\n'),
    },
    'by a check, another value in its place, in a list and as the default too': {
      before: lists('  USER\n  GUEST\n  OLD\n', 'OLD'),
      after: lists('  USER\n', 'USER'),
      answers: { rows: 'USER' },
      look: (report) => {
        const writes = report.proofs.find(({ id }) => id === 'P11')
        assert.ok(Number(writes?.figures['rows'] ?? 0) > 0, JSON.stringify(writes))
      },
    },
    'by a second type, another value in its place and as the default': {
      before: `${role('  USER\n  GUEST\n  ADMIN\n')}${user('@default(GUEST)')}`,
      after: `${role('  USER\n  ADMIN\n')}${user('@default(ADMIN)')}`,
      answers: { style: 'swap', rows: 'USER' },
    },
    'by a second type in another schema, with blanks, dots and quotes, in a unique key': {
      first: 'CREATE SCHEMA "Sales dep";',
      before: odd('  B @map("b")\n', 'A'),
      after: odd('', 'A'),
      answers: { style: 'swap' },
    },
  })
})
