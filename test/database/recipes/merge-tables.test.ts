import assert from 'node:assert/strict'
import type { RehearsalStep } from '../../../server/src/engine/messages.js'
import { startEngine, temporaryCache } from '../../support/engine.js'
import { draftOf, pendingChange } from './pendingChange.js'
import { provesPlans } from './proved.js'

const cats = (more = '') => `
model Cat {
  id    Int    @id @default(autoincrement())
  name  String
  lives Int    @default(9)
${more}}
`
const dogs = (more = '') => `
model Dog {
  id    Int     @id @default(autoincrement())
  name  String
  barks Boolean
${more}}
`
const pets = (more: string) => `
enum PetKind {
  CAT
  DOG
}
model Pet {
  id       Int      @id @default(autoincrement())
  kind     PetKind
  old      Int?
  name     String
  lives    Int?
  barks    Boolean?
${more}  @@unique([kind, old])
}
`

const owned = (model: string, fields: string, map: string) => `
model ${model} {
  id      String   @id @default(cuid())
  ownerId Int      @map("The owner's")
  owner   Owner    @relation(fields: [ownerId], references: [id], onDelete: Cascade)
  tag     String?  @map("tag. ged")
  seen    DateTime @updatedAt
${fields}
  @@map("${map}")
  @@schema("zoo")
}
`
const inZoo = (fields: string, models: string) => `
datasource db {
  provider = "postgresql"
  schemas  = ["public", "zoo"]
}
model Owner {
  id Int @id
${fields}
  @@schema("public")
}
${models}`

const code = (model: string, field: string) => `
model ${model} {
  shop  Int
  code  String
  ${field}
  @@id([shop, code])
}
`

suite('merge-tables: proved on a real server', () => {
  provesPlans('merge-tables', {
    'numbered keys, to a table with a column for them and what only one of the old ones requires': {
      before: `${cats()}${dogs()}`,
      after: pets(''),
      look: ({ proofs }, draft) => {
        const [writes] = proofs.filter(({ id }) => id === 'P4')
        assert.match(writes?.say ?? '', /0 diverging rows, 0 lost values/)
        assert.deepEqual(draft.answers, {
          Cat: 'CAT',
          Dog: 'DOG',
          'Cat.lives.value': "'9'",
          'Dog.barks.value': 'false',
        })
      },
    },
    'keys made by the client, which stay; a text that says what a row is; a relation, a unique key, indexes; under odd names in another schema':
      {
        first: 'CREATE SCHEMA zoo;',
        before: inZoo(
          '  cats Cat[]\n  dogs Dog[]',
          `${owned('Cat', '  @@unique([tag])', "It's a.Cat")}${owned('Dog', '  size Decimal? @db.Decimal(6, 2)\n  @@unique([tag])\n  @@index([ownerId])', 'dogs')}`,
        ),
        after: inZoo(
          '  animals Animal[]',
          owned(
            'Animal',
            '  sort String\n  size Decimal? @db.Decimal(6, 2)\n  @@unique([sort, tag])\n  @@index([ownerId])',
            'ani mals',
          ),
        ),
        answers: { "It's a.Cat": "'It''s a cat'" },
      },
    'three tables, the kind in a key of several columns, one column under another name, beside a table that just goes':
      {
        before: `${code('Book', 'title String')}${code('Film', 'title String')}${code('Song', 'songTitle String')}
model Log {
  id   Int    @id
  text String
}
`,
        after: `
enum Sort {
  book
  film
  song
}
model Work {
  sort  Sort
  shop  Int
  code  String
  title String
  @@id([sort, shop, code])
}
`,
      },
    'an enum that only one of them has and that goes with it; a unique key of one of them; a kind of its own':
      {
        before: `
enum CatState {
  asleep
  hungry
}
model Cat {
  id    String    @id @default(cuid())
  name  String
  state CatState?
  last  CatState  @default(asleep)
}
model Dog {
  id      String @id @default(uuid())
  name    String
  licence String @unique
}
`,
        after: `
enum Kind {
  cat
  bird
  dog
}
model Pet {
  id      String  @id @default(cuid())
  kind    Kind    @default(bird)
  name    String
  licence String? @unique
}
`,
      },
  })
})

suite('merge-tables: what becomes of rows', () => {
  const cache = temporaryCache()
  const engine = startEngine(cache.folder)
  suiteTeardown(async () => {
    await engine.end()
    cache.remove()
  })

  const change = {
    before: `${cats('  chip  Int?   @unique\n')}${dogs('  chip  Int?   @unique\n')}`,
    handmade: `INSERT INTO "Dog" ("name", "barks") VALUES ('Rex', true);`,
    after: pets('  chip     Int?\n  @@unique([kind, chip])\n'),
  }

  /** What the query answers behind the scripts. */
  async function answers(scripts: readonly string[], sql: string): Promise<string> {
    const stage = await engine.stage(3)
    try {
      const steps = [...scripts.map((one): RehearsalStep => ({ sql: one, script: true })), { sql }]
      const results = await stage.run(steps, false)
      const failure = results.find((one) => one.kind === 'failed')
      assert.equal(failure, undefined, JSON.stringify(failure))
      const last = results.at(-1)
      return last?.kind === 'rows' ? last.rows.map((row) => row.join(' ')).join('; ') : ''
    } finally {
      await stage.close()
    }
  }

  test('one that becomes another kind gets a number that no row has, be it not migrated yet', async () => {
    const { phases } = draftOf(await pendingChange(engine, change), 'merge-tables')
    const found = await answers(
      [
        ...(phases[0]?.migrations ?? []).map(({ sql }) => sql),
        `INSERT INTO "Cat" ("name") VALUES ('Tom')`,
        `UPDATE "Pet" SET "kind" = 'DOG'`,
      ],
      `SELECT "id", "name", "barks" FROM "Dog" UNION ALL SELECT -"id", "name", NULL FROM "Cat" ORDER BY 1`,
    )
    assert.equal(found, '1 Rex t; 2 Tom f')
  })

  test('the contract phase taken back, the old tables say what the new one says by then', async () => {
    const { phases, verify } = draftOf(await pendingChange(engine, change), 'merge-tables')
    const [expand = '', contract = ''] = phases.flatMap(({ migrations }) =>
      migrations.map(({ sql }) => sql),
    )
    const made = [
      expand,
      `TRUNCATE "Dog"`,
      `INSERT INTO "Cat" ("name", "chip") VALUES ('Tom', 1), ('Kit', 2), ('Mia', 3), ('Leo', 4)`,
      contract,
      // Two swap what is unique; one goes; one becomes another kind; one comes without what is required.
      `UPDATE "Pet" SET "chip" = NULL WHERE "name" = 'Tom'`,
      `UPDATE "Pet" SET "chip" = 1 WHERE "name" = 'Kit'`,
      `UPDATE "Pet" SET "chip" = 2, "lives" = NULL WHERE "name" = 'Tom'`,
      `DELETE FROM "Pet" WHERE "name" = 'Mia'`,
      `UPDATE "Pet" SET "kind" = 'DOG' WHERE "name" = 'Leo'`,
      `INSERT INTO "Pet" ("kind", "name") VALUES ('CAT', 'Ada')`,
      phases[1]?.rollback.sql ?? '',
    ]
    assert.equal(
      await answers(made, `SELECT "id", "name", "lives", "chip" FROM "Cat" ORDER BY "id"`),
      '1 Tom 9 2; 2 Kit 9 1; 5 Ada 9 ',
    )
    assert.equal(await answers(made, verify), '')
  })
})
