import type { RecipeExample } from '../example.js'
import { customer, customers } from './parts.js'

/** Columns that get another type. */
export const typeExamples: readonly RecipeExample[] = [
  {
    recipe: 'widen-type',
    before: customer('code String @db.VarChar(20)', '@@index([code])'),
    after: customer('code String @db.VarChar(80)', '@@index([code])'),
    rows: [customers(['code'], [`'code ' || n`])],
  },
  {
    recipe: 'change-type',
    before: customer('number Int', '@@index([number])'),
    after: customer('number String', '@@index([number])'),
    rows: [customers(['number'], ['n % 100000'])],
  },
  {
    recipe: 'convert-type',
    before: customer('number String', '@@index([number])'),
    after: customer('number Int', '@@index([number])'),
    rows: [customers(['number'], ['n % 100000'])],
  },
  {
    recipe: 'int-to-bigint',
    before: customer('points Int @default(0)', '@@index([points])'),
    after: customer('points BigInt @default(0)', '@@index([points])'),
    rows: [customers(['points'], ['n'])],
    values: { points: ['17', '42', '2000000'] },
  },
  {
    recipe: 'float-to-decimal',
    before: customer('balance Float', '@@index([balance])'),
    after: customer('balance Decimal @db.Decimal(10, 2)', '@@index([balance])'),
    rows: [customers(['balance'], ['(n % 100000) / 100.0'])],
    values: { balance: ['17.25', '0', '-3.5'] },
  },
  {
    recipe: 'timestamp-to-timestamptz',
    before: customer('seenAt DateTime @default(now())', '@@index([seenAt])'),
    after: customer('seenAt DateTime @default(now()) @db.Timestamptz(3)', '@@index([seenAt])'),
    rows: [customers(['seenAt'], [`timestamp '2026-01-01' + n * interval '1 second'`])],
  },
  {
    recipe: 'json-to-jsonb',
    before: customer('settings Json @db.Json'),
    after: customer('settings Json'),
    rows: [customers(['settings'], [`json_build_object('n', n, 'dark', n % 2 = 0)`])],
  },
  {
    recipe: 'text-to-enum',
    before: customer('role String'),
    after: `enum Role {\n  USER\n  ADMIN\n}\n${customer('role Role')}`,
    rows: [customers(['role'], [`CASE n % 10 WHEN 0 THEN 'ADMIN' ELSE 'USER' END`])],
    values: { role: [`'USER'`, `'ADMIN'`], role_new: [`'USER'`, `'ADMIN'`] },
  },
  {
    recipe: 'shrink-type',
    before: customer('code String @db.VarChar(80)', '@@index([code])'),
    after: customer('code String @db.VarChar(20)', '@@index([code])'),
    rows: [customers(['code'], [`'code ' || n`])],
    values: { code: [`'code a'`, `'code b'`] },
  },
  {
    recipe: 'shadow-table',
    before: customer('points Int @default(0)\n  note String?', '@@index([points])'),
    after: customer('points BigInt @default(0)\n  note String', '@@index([points])'),
    rows: [customers(['points', 'note'], ['n', `CASE WHEN n % 3 = 0 THEN 'note ' || n END`])],
    values: { points: ['17', '42', '2000000'] },
    newValues: { note: [`'a note'`, `''`] },
  },
]
