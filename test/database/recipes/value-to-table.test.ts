import assert from 'node:assert/strict'
import type { Engine } from '../../../server/src/engine/engine.js'
import { startEngine, temporaryCache } from '../../support/engine.js'
import { answersBehindExpand } from './clientThroughView.js'
import { draftOf, pendingChange, type SchemaChange } from './pendingChange.js'
import { provesPlans } from './proved.js'

const user = (fields: string, rest = '', preview = '') => `
datasource db {
  provider = "postgresql"
}
${preview}
model User {
  id   Int    @id @default(autoincrement())
  name String
${fields}}
${rest}`

const email = (fields: string) => `model Email {
  id        Int     @id @default(autoincrement())
  userId    Int
  isPrimary Boolean @default(false)
${fields}
  user      User    @relation(fields: [userId], references: [id], onDelete: Cascade)
}`

const partial =
  'generator client {\n  provider = "prisma-client"\n  previewFeatures = ["partialIndexes"]\n}\n'

const inShop = (fields: string, rest: string) => `
datasource db {
  provider = "postgresql"
  schemas  = ["public", "shop"]
}
model Customer {
  id    String @id @default(uuid()) @map("The id") @db.Uuid
${fields}
  @@map("It's a.Customer")
  @@schema("shop")
}
${rest}`

suite('value-to-table: proved on a real server', () => {
  provesPlans('value-to-table', {
    'a required and unique one, to rows of which a Boolean marks the main one': {
      before: user('  email String @unique\n'),
      after: user('  emails Email[]\n', email('  address String @unique')),
      look: ({ proofs }) => {
        const [writes] = proofs.filter(({ id }) => id === 'P4')
        assert.match(writes?.say ?? '', /0 diverging rows, 0 lost values/)
      },
    },
    'an optional one in an index, to a wider column, with both indexes in the schema': {
      before: user('  email String? @db.VarChar(40)\n  @@index([email, name])\n', '', partial),
      after: user('  emails Email[]\n', email('  address String?'), partial),
    },
    'the first row made, each value once for each owner': {
      before: user('  phone String?\n'),
      after: user(
        '  phones Phone[]\n',
        `model Phone {
  id     Int      @id @default(autoincrement())
  userId Int
  number String
  at     DateTime @updatedAt
  user   User     @relation(fields: [userId], references: [id], onDelete: Cascade)
  @@unique([userId, number])
}`,
      ),
      answers: { main: 'first' },
    },
    'under odd names in another schema, a case-blind one that moves where it is taken': {
      first: 'CREATE SCHEMA shop; CREATE EXTENSION citext;',
      before: inShop('  mail String? @unique @map("E. mail") @db.Citext', ''),
      after: inShop(
        '  mails Mail[]',
        `model Mail {
  id       String   @id @default(cuid())
  owner    String   @map("Owner") @db.Uuid
  mail     String   @unique @map("E. mail") @db.Citext
  main     Boolean? @map("is it.main")
  customer Customer @relation(fields: [owner], references: [id], onDelete: Cascade)
  @@map("mails of")
  @@schema("shop")
}`,
      ),
      answers: { taken: 'move' },
    },
  })
})

const mails: SchemaChange = {
  before: user('  email String @unique\n'),
  after: user('  emails Email[]\n', email('  address String @unique')),
}
const phones: SchemaChange = {
  before: user('  phone String?\n'),
  after: user(
    '  phones Phone[]\n',
    `model Phone {
  id     Int    @id @default(autoincrement())
  userId Int
  number String
  user   User   @relation(fields: [userId], references: [id], onDelete: Cascade)
}`,
  ),
}

suite('value-to-table: what each version sees of the other', () => {
  const cache = temporaryCache()
  let engine: Engine
  suiteSetup(() => {
    engine = startEngine(cache.folder)
  })
  suiteTeardown(async () => {
    await engine.end()
    cache.remove()
  })

  /** Each statement, and how the two tables stand behind it. */
  const tells = async (
    change: SchemaChange,
    answers: Readonly<Record<string, string>>,
    statements: readonly (readonly [sql: string, stands: string])[],
  ) => {
    const draft = draftOf(await pendingChange(engine, change), 'value-to-table', answers)
    const isMail = change === mails
    const state = isMail
      ? `SELECT u.email, (SELECT string_agg(e.address || CASE WHEN e."isPrimary" THEN '*' ELSE '' END, ',' ORDER BY e.address) FROM "Email" AS e WHERE e."userId" = u.id) FROM "User" AS u ORDER BY u.id`
      : `SELECT u.phone, (SELECT string_agg(p.number, ',' ORDER BY p.id) FROM "Phone" AS p WHERE p."userId" = u.id) FROM "User" AS u ORDER BY u.id`
    const found = await answersBehindExpand(
      engine,
      draft,
      [
        isMail
          ? `INSERT INTO "User" ("name", "email") VALUES ('u', 'a'), ('v', 'b')`
          : `INSERT INTO "User" ("name", "phone") VALUES ('u', '1')`,
      ],
      statements.flatMap(([sql]) => [[sql], [state]] as const),
    )
    const told = statements.map(([sql], place) => [
      sql,
      `${found[2 * place] ?? ''} → ${found[2 * place + 1] ?? ''}`,
    ])
    assert.deepEqual(
      told.map(([sql, stands]) => [sql, stands?.replace(/^1 affected → /, '')]),
      statements,
    )
  }
  const set = (value: string, user = 1) =>
    `UPDATE "User" SET "email" = '${value}' WHERE "id" = ${user}`
  const further = (value: string, user: number, isPrimary = false) =>
    `INSERT INTO "Email" ("userId", "address", "isPrimary") VALUES (${user}, '${value}', ${isPrimary})`

  test('further rows stay; a value that its owner or another has is promoted or refused', () =>
    tells(mails, {}, [
      // The row of a user that the backfill has not reached finds its main one made.
      [further('c', 1), 'a a*,c; b NULL'],
      [set('d', 2), 'a a*,c; d d*'],
      [set('c', 2), '23505 → a a*,c; d d*'],
      [set('c'), 'c c*; d d*'],
      [further('e', 1, true), '23505 → c c*; d d*'],
      [further('e', 1), 'c c*,e; d d*'],
      [`UPDATE "Email" SET "isPrimary" = false WHERE "address" = 'c'`, 'NULL c,e; d d*'],
      [`UPDATE "Email" SET "isPrimary" = true WHERE "address" = 'e'`, 'e c,e*; d d*'],
      [`UPDATE "User" SET "id" = 9, "email" = 'f' WHERE "id" = 2`, 'e c,e*; f f*'],
      [`DELETE FROM "Email" WHERE "address" = 'e'`, 'NULL c; f f*'],
      [`INSERT INTO "User" ("name") VALUES ('w')`, 'NULL c; NULL NULL; f f*'],
      [`DELETE FROM "User" WHERE "id" = 1`, 'NULL NULL; f f*'],
    ]))

  test('a taken value moves to whoever old code gives it, where that was the answer', () =>
    tells(mails, { taken: 'move' }, [
      [further('c', 1), 'a a*,c; b NULL'],
      [set('c', 2), 'a a*; c c*'],
      [set('a', 2), '23505 → a a*; c c*'],
    ]))

  test('by the first row: what old code clears gives way to the next', () =>
    tells(phones, { main: 'first' }, [
      [`INSERT INTO "Phone" ("userId", "number") VALUES (1, '2')`, '2 2,1'],
      [`UPDATE "User" SET "phone" = '3' WHERE "id" = 1`, '3 3,1'],
      [`UPDATE "User" SET "phone" = NULL WHERE "id" = 1`, '1 1'],
      [`INSERT INTO "Phone" ("userId", "number") VALUES (1, '4')`, '1 1,4'],
      [`DELETE FROM "Phone" WHERE "number" = '1'`, '4 4'],
    ]))
})
