import assert from 'node:assert/strict'
import type { Answers, PlanDraft } from '../../../server/src/recipes/recipe.js'
import { startEngine, temporaryCache } from '../../support/engine.js'
import { draftOf, pendingChange, type SchemaChange } from './pendingChange.js'
import { provesPlans } from './proved.js'

const user = (fields: string) =>
  `model User {\n  id Int @id @default(autoincrement())\n  name String\n  createdAt DateTime @default(now())\n${fields}}\n`

const inShop = (fields: string) => `
datasource db {
  provider = "postgresql"
  schemas  = ["public", "shop"]
}
model Item {
  id   Int    @id
  text String @unique @map("It's")
${fields}  @@map("all items")
  @@schema("shop")
}
`

suite('updated-at: proved on a real server', () => {
  provesPlans('updated-at', {
    'rows that are there get the time of the deployment': {
      before: user(''),
      after: user('  updatedAt DateTime @updatedAt\n'),
      look: (_, draft) => assert.deepEqual(phases(draft), ['expand', 'contract']),
    },
    'they get that of their creation, and an index comes with it': {
      before: user(''),
      after: user('  updatedAt DateTime @updatedAt\n  @@index([updatedAt])\n'),
      answers: { value: '"createdAt"' },
      look: ({ proofs }) => assert.ok(proofs.some(({ id }) => id === 'P11')),
    },
    'in another schema, under other names, with a zone; the default and a trigger stay': {
      first: 'CREATE SCHEMA shop;',
      before: inShop(''),
      after: inShop(
        '  moved DateTime @default(now()) @updatedAt @map("Moved At") @db.Timestamptz(6)\n',
      ),
      answers: { trigger: 'stays' },
    },
    'generated columns and JSON in the table, computed for the old rows; a trigger stays': {
      before: user('  data Json @default("{}") @db.Json\n'),
      handmade: `ALTER TABLE "User" ADD COLUMN "upper" TEXT GENERATED ALWAYS AS (upper("name")) STORED;`,
      after: user('  data Json @default("{}") @db.Json\n  updatedAt DateTime @updatedAt\n'),
      answers: { value: `coalesce("createdAt", now())`, trigger: 'stays' },
    },
    'the database takes over from the client': {
      before: user('  updatedAt DateTime @updatedAt\n'),
      after: user('  updatedAt DateTime @default(now())\n'),
      look: (_, draft) => assert.deepEqual(phases(draft), ['expand']),
    },
  })
})

suite('updated-at: what the trigger does', () => {
  const cache = temporaryCache()
  const engine = startEngine(cache.folder)
  suiteTeardown(async () => {
    await engine.end()
    cache.remove()
  })

  const change: SchemaChange = {
    before: user(''),
    handmade: `ALTER TABLE "User" ADD COLUMN "upper" TEXT GENERATED ALWAYS AS (upper("name")) STORED;
INSERT INTO "User" ("name", "createdAt") VALUES ('a', '2001-01-01');`,
    after: user('  updatedAt DateTime @updatedAt\n'),
  }

  /** What the column of the first row tells behind each statement: how it stands to what it was. */
  async function moments(answers: Answers, until: string, statements: readonly string[]) {
    const draft = draftOf(await pendingChange(engine, change), 'updated-at', answers)
    const stage = await engine.stage(3)
    try {
      const files = draft.phases.flatMap(({ name, migrations }) =>
        name === 'expand' || until === 'contract' ? migrations : [],
      )
      const look = `SELECT CASE WHEN u IS NULL THEN 'none' WHEN u = '2001-01-01' THEN 'of the creation' WHEN u = '2002-02-02' THEN 'given' WHEN u > now() AT TIME ZONE 'UTC' - interval '1 minute' THEN 'now' END FROM (SELECT "updatedAt" AS u FROM "User" ORDER BY "id" LIMIT 1) AS one`
      const results = await stage.run(
        [
          `SET TimeZone = 'Asia/Tokyo'`,
          ...files.map(({ sql }) => sql),
          ...statements.flatMap((sql) => [sql, look]),
        ].map((sql) => (sql === look ? { sql } : { sql, script: true })),
        true,
      )
      const failure = results.find((result) => result.kind === 'failed')
      assert.equal(failure, undefined, JSON.stringify(failure))
      return results.flatMap((result) =>
        result.kind === 'rows' && result.rows.length > 0 ? [result.rows[0]?.[0]] : [],
      )
    } finally {
      await stage.close()
    }
  }

  const touch = `BEGIN; SET LOCAL concertina.backfill = 'on'; UPDATE "User" SET "updatedAt" = "updatedAt"; COMMIT`
  const given = `UPDATE "User" SET "name" = 'c', "updatedAt" = '2002-02-02'`
  const same = `UPDATE "User" SET "name" = "name"`

  test('a row has the time of its creation until code that does not know the column changes it', async () =>
    assert.deepEqual(
      await moments({ value: '"createdAt"' }, 'expand', [
        'SELECT',
        touch,
        same,
        given,
        touch,
        `UPDATE "User" SET "name" = 'd'`,
      ]),
      ['none', 'of the creation', 'of the creation', 'given', 'given', 'now'],
    ))

  test('without a question, the time is that of the deployment, in UTC', async () =>
    assert.deepEqual(
      await moments({}, 'expand', ['SELECT', given, touch, `UPDATE "User" SET "name" = 'd'`]),
      ['now', 'given', 'given', 'now'],
    ))

  test('the trigger that stays leaves backfills of other plans alone', async () =>
    assert.deepEqual(
      await moments({ trigger: 'stays' }, 'contract', [
        given,
        touch,
        `BEGIN; SET LOCAL concertina.backfill = 'mute'; UPDATE "User" SET "name" = 'e'; COMMIT`,
        same,
        `UPDATE "User" SET "name" = 'f'`,
      ]),
      ['given', 'given', 'given', 'given', 'now'],
    ))
})

function phases(draft: PlanDraft): readonly string[] {
  return draft.phases.map(({ name }) => name)
}
