import assert from 'node:assert/strict'
import type { Engine } from '../../../server/src/engine/engine.js'
import type { Answers } from '../../../server/src/recipes/recipe.js'
import { startEngine, temporaryCache } from '../../support/engine.js'
import {
  draftOf,
  offersFor,
  pendingChange,
  prove,
  refusalOf,
  type SchemaChange,
} from './pendingChange.js'

suite('a column that is swapped for one of another type, proved on a database', function () {
  this.timeout(60_000)
  const cache = temporaryCache()
  const engine: Engine = startEngine(cache.folder)
  suiteTeardown(async () => {
    await engine.end()
    cache.remove()
  })

  const proves = (title: string, recipe: string, change: SchemaChange, answers: Answers = {}) =>
    test(`${recipe}: ${title}`, async () => {
      const pending = await pendingChange(engine, change)
      const [offer] = offersFor(pending).filter((one) => one.recipe === recipe)
      assert.ok(
        offer,
        offersFor(pending)
          .map((one) => one.recipe)
          .join(),
      )
      const report = await prove(engine, pending, offer, draftOf(pending, recipe, answers))
      assert.ok(report.kind === 'proved', JSON.stringify(report, null, 2))
    })

  const keys = (field: string) => `model User {
  id   Int    @id
  org  Int
  ${field}
  @@unique([org, n], name: "orgAndN", map: "org n")
  @@index([n(sort: Desc)])
}
`
  proves('in a unique key, an index and a check', 'int-to-bigint', {
    before: keys('n Int @default(3) @unique'),
    after: keys('n BigInt @default(3) @unique'),
    handmade: `ALTER TABLE "User" ADD CONSTRAINT "positive" CHECK ("n" > 0);
CREATE INDEX "partly" ON "User" ("n") WHERE "n" > 100;`,
  })
  proves(
    'in a unique key, an index and a check, by @map',
    'int-to-bigint',
    {
      before: keys('n Int @unique'),
      after: keys('n BigInt @unique'),
      handmade: `ALTER TABLE "User" ADD CONSTRAINT "positive" CHECK ("n" > 0);
CREATE INDEX "partly" ON "User" ("n") WHERE "n" > 100;`,
    },
    { style: 'map' },
  )
  const schemas = (field: string) =>
    `datasource db {
  provider = "postgresql"
  schemas  = ["public", "Sales dep"]
}
model Order {
  id    String @id @default(uuid())
  ${field}
  @@map("Order ""line""")
  @@schema("Sales dep")
}
model Other {
  id Int @id
  @@schema("public")
}
`.replace('""line""', 'line')
  for (const style of ['swap', 'map'])
    proves(
      `under mapped names in another schema, style ${style}`,
      'change-type',
      {
        before: schemas('count Int @map("How many")'),
        after: schemas('count String @map("How many")'),
      },
      { style },
    )
  proves(
    'a list of rows without a committed schema',
    'change-type',
    {
      committed: false,
      before: 'model User {\n id Int @id\n isBig Boolean? @default(true) @map("is_big")\n}\n',
      after: 'model User {\n id Int @id\n isBig String? @default("true") @map("is_big")\n}\n',
    },
    { style: 'swap' },
  )
  proves(
    'a foreign key, style swap',
    'shrink-type',
    {
      before:
        'model Org {\n id String @id @db.VarChar(40)\n users User[]\n}\nmodel User {\n id Int @id\n orgId String\n org Org @relation(fields: [orgId], references: [id])\n @@index([orgId])\n}\n',
      after:
        'model Org {\n id String @id @db.VarChar(40)\n users User[]\n}\nmodel User {\n id Int @id\n orgId String @db.VarChar(40)\n org Org @relation(fields: [orgId], references: [id])\n @@index([orgId])\n}\n',
    },
    { style: 'swap' },
  )
  const codes = (type: string) =>
    `model Item {\n id Int @id\n code String? @default("x") @map("The code") @db.${type}\n @@index([code])\n}\n`
  proves('by a check that stays', 'shrink-type', {
    before: codes('VarChar(40)'),
    after: codes('VarChar(20)'),
  })
  proves(
    'cut off, style swap',
    'shrink-type',
    { before: codes('VarChar(40)'), after: codes('VarChar(20)') },
    { style: 'swap', misfits: 'cut' },
  )
  proves(
    'a number, style map',
    'shrink-type',
    {
      before: 'model Item {\n id Int @id\n n BigInt @unique\n}\n',
      after: 'model Item {\n id Int @id\n n Int @unique\n}\n',
    },
    { style: 'map' },
  )
  const roles =
    'enum Role {\n USER\n ADMIN\n OTHER @map("it is another")\n\n @@map("The role")\n}\n'
  const people = (field: string) => `model User {\n id Int @id\n ${field}\n @@index([role])\n}\n`
  for (const style of ['swap', 'map'])
    proves(
      `a text and a type of the same change, style ${style}`,
      'text-to-enum',
      {
        before: people('role String'),
        after: `${roles}${people('role Role')}`,
      },
      { style },
    )
  proves(
    'a text in any letters with a default, others to one value',
    'text-to-enum',
    {
      before: `${roles}${people('role String @default("USER") @db.VarChar(20)')}`,
      after: `${roles}${people('role Role @default(USER)')}`,
    },
    { match: 'loose', others: 'it is another' },
  )
  proves(
    'true and false',
    'text-to-enum',
    {
      before: `${roles}${people('role Boolean?')}`,
      after: `${roles}${people('role Role?')}`,
    },
    { true: 'ADMIN', false: 'USER' },
  )
  for (const style of ['swap', 'map'])
    proves(
      `style ${style}`,
      'float-to-decimal',
      {
        before: 'model Item {\n id Int @id\n price Float\n @@index([price])\n}\n',
        after:
          'model Item {\n id Int @id\n price Decimal @db.Decimal(10, 2)\n @@index([price])\n}\n',
      },
      { style },
    )
  for (const style of ['swap', 'map'])
    proves(
      `style ${style}`,
      'timestamp-to-timestamptz',
      {
        before: 'model Item {\n id Int @id\n made DateTime @default(now())\n @@index([made])\n}\n',
        after:
          'model Item {\n id Int @id\n made DateTime @default(now()) @db.Timestamptz(3)\n @@index([made])\n}\n',
      },
      style === 'swap' ? { style } : { style },
    )
  for (const style of ['swap', 'map'])
    proves(
      `style ${style}`,
      'json-to-jsonb',
      {
        before: 'model Item {\n id Int @id\n body Json @db.Json\n more Json? @db.Json\n}\n',
        after: 'model Item {\n id Int @id\n body Json\n more Json? @db.Json\n}\n',
      },
      { style },
    )

  const refuses = (
    title: string,
    recipe: string,
    change: SchemaChange,
    say: RegExp,
    answers: Answers = {},
  ) =>
    test(`${recipe} is refused ${title}`, async () =>
      assert.match(refusalOf(await pendingChange(engine, change), recipe, answers), say))

  refuses(
    'where a check is written for the old type',
    'change-type',
    {
      before: 'model User {\n id Int @id\n n Int\n}\n',
      after: 'model User {\n id Int @id\n n String\n}\n',
      handmade: 'ALTER TABLE "User" ADD CONSTRAINT "positive" CHECK ("n" > 0);',
    },
    /Constraint "positive".*written for integer/,
  )
  refuses(
    'where a view reads the column',
    'int-to-bigint',
    {
      before: 'model User {\n id Int @id\n n Int\n}\n',
      after: 'model User {\n id Int @id\n n BigInt\n}\n',
      handmade: 'CREATE VIEW "numbers" AS SELECT "n" FROM "User";',
    },
    /View "public.numbers" reads "n"/,
  )
})
