import assert from 'node:assert/strict'
import { startBench, type Bench } from '../../support/judge.js'

const id = 'id Int @id @default(autoincrement())'
const shown = `model Parent {
  ${id}
}
model Child {
  ${id}
  parentId Int?
  amount Int?
  name String?
}
`

suite('objects made by hand, judged by what Prisma would do', () => {
  let bench: Bench
  suiteSetup(() => {
    bench = startBench(
      `CREATE TABLE "Parent" ("id" SERIAL NOT NULL, CONSTRAINT "Parent_pkey" PRIMARY KEY ("id"));
       CREATE TABLE "Child" ("id" SERIAL NOT NULL, "parentId" INTEGER, "amount" INTEGER, "name" TEXT, CONSTRAINT "Child_pkey" PRIMARY KEY ("id"));`,
      `CREATE INDEX "Child_by_amount" ON "Child" ("amount");
       CREATE INDEX "Child_covering" ON "Child" ("name") INCLUDE ("amount");
       CREATE UNIQUE INDEX "Child_nulls" ON "Child" ("parentId", "name") NULLS NOT DISTINCT;
       CREATE INDEX "Child_partial" ON "Child" ("parentId") WHERE "amount" > 0;
       CREATE INDEX "Child_expression" ON "Child" (lower("name"));
       ALTER TABLE "Child" ADD CONSTRAINT "Child_check" CHECK ("amount" > 0);
       ALTER TABLE "Child" ADD CONSTRAINT "Child_parent" FOREIGN KEY ("parentId") REFERENCES "Parent" ("id");
       ALTER TABLE "Child" ALTER COLUMN "amount" SET DEFAULT 7;
       ALTER TABLE "Child" ADD COLUMN "twice" INTEGER GENERATED ALWAYS AS ("amount" * 2) STORED;
       CREATE TABLE "Audit" ("id" INTEGER PRIMARY KEY, "what" TEXT);
       CREATE INDEX "Audit_what" ON "Audit" ("what");
       CREATE VIEW "Names" AS SELECT "name" FROM "Child";`,
    )
  })
  suiteTeardown(() => bench.end())

  test('prisma-drops-handmade: what the committed schema does not show, on the model that has it', async () => {
    const { places } = await bench.pending(shown, shown)
    assert.deepEqual(places, [
      'prisma-drops-handmade: Child',
      'prisma-drops-handmade: Child',
      'prisma-drops-handmade: Child',
      'prisma-drops-handmade: Child',
      'prisma-drops-handmade: Child',
      'prisma-drops-handmade: amount',
      'prisma-drops-handmade: db',
    ])
  })

  test('prisma-drops-handmade: names the object, the lock, and the line that keeps it', async () => {
    const { messages } = await bench.pending(shown, shown)
    assert.deepEqual(
      messages.map((message) => message.split('.')[0]),
      [
        'Drops the foreign key "Child_parent" of "Child", which a migration made by hand and the schema has never shown',
        'Drops the index "Child_by_amount" of "Child", which a migration made by hand and the schema has never shown',
        'Drops the index "Child_covering" of "Child", which a migration made by hand and the schema has never shown',
        'Drops the index "Child_nulls" of "Child", which a migration made by hand and the schema has never shown',
        'Drops the column "twice" of "Child", which a migration made by hand and the schema has never shown',
        'Drops the default of "amount" of "Child", which a migration made by hand and the schema has never shown',
        'Drops the table "Audit", which a migration made by hand and the schema has never shown',
      ],
    )
    assert.match(messages[0] ?? '', /Takes ACCESS EXCLUSIVE on "Child" and "Parent" for a moment/)
    assert.match(
      messages[2] ?? '',
      /Show it in the schema with @@index\(\[name, amount\], map: "Child_covering"\), or take this command out of the migration\.$/,
    )
  })

  test('prisma-drops-handmade: gone when the schema shows the object', async () => {
    const models = `model Parent {
  ${id}
  children Child[]
}
model Child {
  ${id}
  parentId Int?
  parent Parent? @relation(fields: [parentId], references: [id], map: "Child_parent", onDelete: NoAction, onUpdate: NoAction)
  amount Int? @default(7)
  name String?
  twice Int? @default(dbgenerated())
  @@index([amount], map: "Child_by_amount")
  @@index([name, amount], map: "Child_covering")
  @@unique([parentId, name], map: "Child_nulls")
}
model Audit {
  id Int @id
  what String?
  @@index([what], map: "Audit_what")
}
`
    const { sql, rules } = await bench.pending(models, shown)
    assert.doesNotMatch(sql, /DROP (?:COLUMN|TABLE|DEFAULT|CONSTRAINT)/)
    assert.deepEqual(rules, [])
  })

  test('prisma-drops-handmade: not what the user has just taken out of the schema', async () => {
    const committed = shown.replace(
      'name String?',
      'name String?\n  twice Int? @default(dbgenerated())',
    )
    const { rules } = await bench.pending(shown, committed)
    assert.deepEqual(
      rules.filter((rule) => rule === 'drop-column'),
      ['drop-column'],
    )
  })

  test('prisma-drops-handmade: without a committed schema only what Prisma never writes', async () => {
    const { rules, messages } = await bench.pending(shown)
    assert.deepEqual(rules, [
      'prisma-relation-mode-fk-drop',
      'drop-index-blocking',
      'prisma-drops-handmade',
      'prisma-drops-handmade',
      'drop-column',
      'drop-table',
    ])
    assert.match(
      messages[2] ?? '',
      /^Drops the index "Child_covering" of "Child", which a migration made by hand, for Prisma writes none like it\./,
    )
    assert.match(messages[3] ?? '', /^Drops the index "Child_nulls"/)
  })
})
