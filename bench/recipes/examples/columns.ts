import type { RecipeExample } from '../example.js'
import { customer, customers } from './parts.js'

const person = `'Given' || n || ' Family' || n % 1000`
const names = [`'Ada Lovelace'`, `'Grace Hopper'`, `'Li Na'`, `'Mary Ann Evans'`]

/** Columns that come, go, get another name, or are split and joined. */
export const columnExamples: readonly RecipeExample[] = [
  {
    recipe: 'rename-column',
    before: customer('name String', '@@index([name])'),
    after: customer('fullName String', '@@index([fullName])'),
    rows: [customers(['name'], [person])],
  },
  {
    recipe: 'rename-column-view',
    before: customer('name String?', '@@index([name])'),
    after: customer('fullName String?', '@@index([fullName])'),
    rows: [customers(['name'], [person])],
  },
  {
    recipe: 'add-required-column',
    before: customer('name String'),
    after: customer('name String\nslug String'),
    answers: { value: 'lower("name")' },
    rows: [customers(['name'], [person])],
  },
  {
    recipe: 'updated-at',
    before: customer('name String'),
    after: customer('name String\nupdatedAt DateTime @updatedAt'),
    answers: { value: '"createdAt"' },
    rows: [customers(['name'], [person])],
  },
  {
    recipe: 'set-not-null',
    before: customer('phone String?'),
    after: customer('phone String'),
    rows: [customers(['phone'], [`CASE WHEN n % 4 > 0 THEN '+49 ' || n END`])],
  },
  {
    recipe: 'drop-not-null',
    before: customer('phone String'),
    after: customer('phone String?'),
    rows: [customers(['phone'], [`'+49 ' || n`])],
  },
  {
    recipe: 'drop-column',
    before: customer('name String\nfax String', '@@index([fax])'),
    after: customer('name String'),
    rows: [customers(['name', 'fax'], [person, `'+49 ' || n`])],
  },
  {
    recipe: 'change-default',
    before: customer('plan String @default("free")'),
    after: customer('plan String @default("trial")'),
    rows: [customers(['plan'], [`'free'`])],
  },
  {
    recipe: 'split-column',
    before: customer('name String'),
    after: customer('firstName String\nlastName String?'),
    rows: [customers(['name'], [person])],
    values: { name: names, firstName: [`'Ada'`, `'Grace'`], lastName: [`'Lovelace'`, `'Hopper'`] },
  },
  {
    recipe: 'merge-columns',
    before: customer('given String\nfamily String'),
    after: customer('name String'),
    rows: [customers(['given', 'family'], [`'Given' || n`, `'Family' || n % 1000`])],
    values: { name: names, given: [`'Ada'`, `'Grace'`], family: [`'Lovelace'`, `'Hopper'`] },
  },
  {
    recipe: 'scalar-to-list',
    before: customer('tag String?'),
    after: customer('tag String[]'),
    rows: [customers(['tag'], [`CASE WHEN n % 3 > 0 THEN 'tag' || n % 50 END`])],
  },
]
