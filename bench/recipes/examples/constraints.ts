import type { RecipeExample } from '../example.js'
import { customer, customers, members, team, teams } from './parts.js'

const relation = (attributes = '') =>
  `teamId Int\nteam Team @relation(fields: [teamId], references: [id]${attributes})`

const card = (unique: string, back: string) => `
model Owner {
  id   Int    @id @default(autoincrement())
  name String
  ${back}
}

model Card {
  id      Int    @id @default(autoincrement())
  number  String
  ownerId Int${unique}
  owner   Owner  @relation(fields: [ownerId], references: [id])
}
`

/** Indexes, keys, checks and relations over columns that stay. */
export const constraintExamples: readonly RecipeExample[] = [
  {
    recipe: 'add-index',
    before: customer('name String'),
    after: customer('name String', '@@index([name])'),
    rows: [customers(['name'], [`'Customer ' || n`])],
  },
  {
    recipe: 'drop-index',
    before: customer('name String', '@@index([name])'),
    after: customer('name String'),
    rows: [customers(['name'], [`'Customer ' || n`])],
  },
  {
    recipe: 'add-unique',
    before: customer('number String'),
    after: customer('number String @unique'),
    rows: [customers(['number'], [`'C-' || n`])],
  },
  {
    recipe: 'add-check',
    before: customer('age Int'),
    after: customer('age Int', '/// concertina-check age_positive: age > 0'),
    rows: [customers(['age'], ['18 + n % 70'])],
    values: { age: ['18', '42', '99'] },
  },
  {
    recipe: 'add-foreign-key',
    before: team('teamId Int', '', ''),
    after: team(relation()),
    rows: [teams, members],
    values: { teamId: ['1', '2', '3'] },
  },
  {
    recipe: 'change-referential-action',
    before: team(relation(), '@@index([teamId])'),
    after: team(relation(', onDelete: Cascade'), '@@index([teamId])'),
    rows: [teams, members],
  },
  {
    recipe: 'one-to-many',
    before: card(' @unique', 'card Card?'),
    after: card('', 'cards Card[]'),
    rows: [
      `INSERT INTO "Owner" ("name") SELECT 'Owner ' || n FROM generate_series(1, :rows + 4000) n`,
      `INSERT INTO "Card" ("number", "ownerId") SELECT 'Card ' || n, n FROM generate_series(1, :rows) n`,
    ],
  },
]
