import assert from 'node:assert/strict'
import { provesPlans } from './proved.js'

const item = (fields: string) => `model Item {\n  id Int @id\n${fields}}\n`
const inSales = (field: string) => `
datasource db {
  provider = "postgresql"
  schemas  = ["public", "Sales dep"]
}
model Order {
  id   String @id
  ${field}
  @@index([size])
  @@map("Order line")
  @@schema("Sales dep")
}
`

suite('convert-type: proved on a real server', () => {
  provesPlans('convert-type', {
    'a text as a whole number, in a unique key, others changed first': {
      before: item('  n String @unique\n  m Int\n  @@index([m, n])\n'),
      after: item('  n Int @unique\n  m Int\n  @@index([m, n])\n'),
    },
    'a text as a decimal or NULL, under mapped names in another schema': {
      first: 'CREATE SCHEMA "Sales dep";',
      before: inSales('size String? @map("How big") @db.VarChar(40)'),
      after: inSales('size Decimal? @map("How big") @db.Decimal(8, 2)'),
      answers: { misfits: 'null' },
      look: (_, draft) => {
        const files = draft.phases.at(-1)?.migrations.map(({ step }) => step)
        assert.deepEqual(files, ['contract_keep', 'contract'])
      },
    },
    'a text as a time or the default, swapped': {
      before: item('  at String @default("never")\n'),
      after: item('  at DateTime @default("2000-01-01T00:00:00Z")\n'),
      answers: { misfits: 'default', style: 'swap' },
    },
    'a time as a text': {
      before: item('  at DateTime @default(now())\n'),
      after: item('  at String\n'),
    },
    'a float as a whole number': {
      before: item('  n Float\n'),
      after: item('  n Int\n'),
    },
    'a number as true or false, or NULL': {
      before: item('  n Int?\n'),
      after: item('  n Boolean?\n'),
      answers: { misfits: 'null' },
    },
  })
})
