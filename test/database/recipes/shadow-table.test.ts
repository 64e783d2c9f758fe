import assert from 'node:assert/strict'
import type { Engine } from '../../../server/src/engine/engine.js'
import type { Answers } from '../../../server/src/recipes/recipe.js'
import { shadowTable } from '../../../server/src/recipes/shadow-table.js'
import { startEngine, temporaryCache } from '../../support/engine.js'
import { pendingChange, prove } from './pendingChange.js'
import { provesPlans } from './proved.js'

const event = (fields: string) => `
model Event {
  id    Int    @id @default(autoincrement())
  kind  String @unique
${fields}}`

/** What no schema shows stands on the table, and all of it is there in the end. */
const handmade = `
ALTER TABLE "shop"."It's an Order" ADD CONSTRAINT "not ""below"" zero" CHECK ("Sum total" >= 0);
CREATE INDEX "only open" ON "shop"."It's an Order" ("Sum total") WHERE "note" IS NULL;
CREATE VIEW "shop"."sums 100%" AS SELECT "The id", "customer" FROM "shop"."It's an Order";
CREATE TABLE "shop"."seen" ("order" UUID, "by" TEXT);
CREATE FUNCTION "shop"."see"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "shop"."seen" VALUES (NEW."The id", TG_NAME);
  RETURN NEW;
END $$;
CREATE TRIGGER "seen by" AFTER INSERT ON "shop"."It's an Order" FOR EACH ROW EXECUTE FUNCTION "shop"."see"();`

const shop = (fields: string) => `
datasource db {
  provider = "postgresql"
  schemas  = ["public", "shop"]
}
model Customer {
  id     Int     @id
  orders Order[]
  @@schema("public")
}
model Order {
  id       String   @id @default(uuid()) @map("The id") @db.Uuid
  customer Int
  before   String?  @db.Uuid
  owner    Customer @relation(fields: [customer], references: [id], onDelete: Cascade)
  earlier  Order?   @relation("Chain", fields: [before], references: [id])
  later    Order[]  @relation("Chain")
  lines    Line[]
${fields}
  @@index([customer])
  @@map("It's an Order")
  @@schema("shop")
}
model Line {
  order String @db.Uuid
  place Int
  of    Order  @relation(fields: [order], references: [id], onDelete: Cascade)
  @@id([order, place])
  @@schema("shop")
}`

suite('shadow-table: proved on a real server', () => {
  provesPlans('shadow-table', {
    'a type, a required column and a lost one, in one copy of a numbered table': {
      before: event(
        '  count Int\n  note String?\n  old String?\n  @@index([count])\n  @@index([old, note])\n',
      ),
      after: event('  count BigInt\n  note String\n  @@index([count])\n'),
      look: ({ proofs }) => {
        const passed = proofs.map(({ id }) => id)
        const wanted = ['P1', 'P2', 'P3', 'P4', 'P8', 'P9', 'P11', 'P12'] as const
        assert.deepEqual(
          wanted.filter((id) => !passed.includes(id)),
          [],
        )
      },
    },
    'a table in another schema, with odd names, and with what leads to it, stands on it and reads it':
      {
        first: 'CREATE SCHEMA shop;',
        before: shop(
          '  total Int @default(0) @map("Sum total")\n  note String?\n  gone DateTime? @default(now())',
        ),
        handmade,
        after: shop('  total BigInt @default(0) @map("Sum total")\n  note String @default("none")'),
      },
  })
})

suite('shadow-table on request: how the rows of a table lie', () => {
  const cache = temporaryCache()
  let engine: Engine | undefined
  suiteSetup(() => {
    engine = startEngine(cache.folder)
  })
  suiteTeardown(async () => {
    await engine?.end()
    cache.remove()
  })

  const log = `
model Log {
  id   Int      @default(autoincrement())
  at   DateTime @default(now())
  text String
  team Int
  of   Team     @relation(fields: [team], references: [id], onDelete: Cascade)
  @@id([id, at])
  @@index([at])
}
model Team {
  id   Int   @id
  logs Log[]
}`
  const requests: Readonly<Record<string, Answers>> = {
    'partitions by month, and one for other times': {
      partition: 'at',
      by: 'month',
      span: '2024-2025',
    },
    'partitions by the share of a key': { partition: 'id', by: 'hash', span: '3' },
    'pages that are filled to 70 per cent': { fillfactor: '70' },
  }
  for (const [what, answers] of Object.entries(requests))
    test(`${what}: proved, with no drift in any phase`, async () => {
      assert.ok(engine)
      const handmade = `ALTER TABLE "Log" ADD CONSTRAINT "said" CHECK ("text" <> 'x');
        CREATE FUNCTION "n"() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
        CREATE TRIGGER "n" BEFORE INSERT ON "Log" FOR EACH ROW EXECUTE FUNCTION "n"();`
      const change = await pendingChange(engine, { before: log, handmade, after: log })
      const offer = shadowTable.request?.(change, { name: 'Log' })
      const draft = offer?.draft(answers)
      assert.ok(offer && draft?.kind === 'plan', JSON.stringify(draft))
      const report = await prove(engine, change, offer, draft)
      assert.ok(report.kind === 'proved', JSON.stringify(report, undefined, 2))
    })
})
