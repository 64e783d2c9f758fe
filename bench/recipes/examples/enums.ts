import type { RecipeExample } from '../example.js'
import { customer, customers } from './parts.js'

const role = (values: string, usual = 'USER') =>
  `enum Role {\n${values
    .split(' ')
    .map((value) => `  ${value}\n`)
    .join('')}}\n${customer(`role Role @default(${usual})`, '@@index([role])')}`

const rows = [customers(['role'], [`(CASE n % 10 WHEN 0 THEN 'ADMIN' ELSE 'USER' END)::"Role"`])]

/** Enums that get or lose values. */
export const enumExamples: readonly RecipeExample[] = [
  {
    recipe: 'add-enum-value',
    before: role('USER ADMIN'),
    after: role('USER GUEST ADMIN'),
    rows,
  },
  {
    recipe: 'remove-enum-value',
    before: role('USER GUEST ADMIN'),
    after: role('USER ADMIN'),
    answers: { style: 'swap', rows: 'USER' },
    newValues: { role: [`'USER'`, `'ADMIN'`] },
    rows: [
      customers(
        ['role'],
        [
          `(CASE n % 10 WHEN 0 THEN 'ADMIN' WHEN 1 THEN 'GUEST' ELSE 'USER' END)::"Role"`,
        ],
      ),
    ],
  },
  {
    recipe: 'rename-enum-value',
    before: role('USER ADMIN'),
    after: role('READER ADMIN', 'READER'),
    rows,
  },
]
