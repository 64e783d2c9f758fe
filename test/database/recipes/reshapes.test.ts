import assert from 'node:assert/strict'
import { provesPlans } from './proved.js'

const person = (fields: string, attributes = '') =>
  `model Person {\n  id Int @id @default(autoincrement())\n${fields}  note String?\n${attributes}}`

const oddNames = (fields: string) =>
  `datasource db {
  provider = "postgresql"
  schemas  = ["public", "Sales dep"]
}
model Customer {
  id   String  @id @default(uuid())
${fields}
  @@map("It's ${'Ü'.repeat(25)} x")
  @@schema("Sales dep")
}`

suite('split-column: proved on a real server', () => {
  provesPlans('split-column', {
    'a required column into one required and one optional part': {
      before: person('  name String\n'),
      after: person('  firstName String\n  lastName String?\n'),
      look: ({ proofs }) => {
        const [writes] = proofs.filter(({ id }) => id === 'P4')
        assert.match(writes?.say ?? '', /0 diverging rows, 0 lost values/)
      },
    },
    'an optional column with a limit and indexes over it': {
      before: person(
        '  org Int\n  name String? @db.VarChar(30)\n',
        '  @@index([org, name])\n  @@index([name])\n',
      ),
      after: person(
        '  org Int\n  first String? @db.VarChar(30)\n  middle String? @db.VarChar(30)\n  last String?\n',
        '  @@index([last, first])\n',
      ),
      handmade: `CREATE INDEX "partly" ON "Person" (lower("name")) WHERE "name" <> '';`,
    },
    'under mapped and odd names, in another schema, without the committed schema': {
      before: oddNames('  name String @map("Full ""Name""")\n'.replaceAll('""', '')),
      after: oddNames('  given String @map("a.b c")\n  family String @default("-") @map("Fam")\n'),
      committed: false,
    },
    'a number by expressions of the user': {
      before: person('  cents Int\n'),
      after: person('  whole Int\n  rest Int\n'),
      answers: {
        whole: 'cents / 100',
        rest: 'cents % 100',
        cents: 'whole % 1000000 * 100 + rest % 100',
      },
    },
  })
})

suite('merge-columns: proved on a real server', () => {
  provesPlans('merge-columns', {
    'two required columns into one': {
      before: person('  given String\n  family String\n', '  @@index([family, given])\n'),
      after: person('  name String\n'),
    },
    'columns that share an index, under odd names, with a default': {
      before: oddNames(
        `  first String @default("x") @map("First one") @db.VarChar(20)
  second String? @map("a.second")
  @@index([first, second])
`,
      ),
      after: oddNames('  whole String @map("The whole")\n'),
    },
    'the first of two that is there': {
      before: person('  mobile BigInt?\n  phone BigInt?\n'),
      after: person('  number BigInt?\n'),
    },
  })
})
