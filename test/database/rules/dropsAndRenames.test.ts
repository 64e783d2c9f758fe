import assert from 'node:assert/strict'
import { startBench, type Bench } from '../../support/judge.js'

const id = 'id Int @id @default(autoincrement())'
const user = `model User {
  ${id}
  name String?
  nick String?
  team Team? @relation(fields: [teamId], references: [id])
  teamId Int?
}
`
const team = `model Team {
  ${id}
  users User[]
  tags Tag[]
}
`
const tag = `model Tag {
  ${id}
  label String?
  teams Team[]
}
`
const kind = `model Sort {
  ${id}
  kind Kind?
}
enum Kind {
  A
  B
}
`
const committed = user + team + tag + kind

suite('drops and renames, judged by what PostgreSQL does', () => {
  let bench: Bench
  suiteSetup(() => {
    bench = startBench(
      `CREATE TYPE "Kind" AS ENUM ('A', 'B');
       CREATE TABLE "Sort" ("id" SERIAL NOT NULL, "kind" "Kind", CONSTRAINT "Sort_pkey" PRIMARY KEY ("id"));
       CREATE TABLE "Team" ("id" SERIAL NOT NULL, CONSTRAINT "Team_pkey" PRIMARY KEY ("id"));
       CREATE TABLE "User" ("id" SERIAL NOT NULL, "name" TEXT, "nick" TEXT, "teamId" INTEGER, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
       CREATE TABLE "Tag" ("id" SERIAL NOT NULL, "label" TEXT, CONSTRAINT "Tag_pkey" PRIMARY KEY ("id"));
       CREATE TABLE "_TagToTeam" ("A" INTEGER NOT NULL, "B" INTEGER NOT NULL, CONSTRAINT "_TagToTeam_AB_pkey" PRIMARY KEY ("A","B"));
       CREATE INDEX "_TagToTeam_B_index" ON "_TagToTeam"("B");
       ALTER TABLE "_TagToTeam" ADD CONSTRAINT "_TagToTeam_A_fkey" FOREIGN KEY ("A") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE;
       ALTER TABLE "_TagToTeam" ADD CONSTRAINT "_TagToTeam_B_fkey" FOREIGN KEY ("B") REFERENCES "Team"("id") ON DELETE CASCADE ON UPDATE CASCADE;
       ALTER TABLE "User" ADD CONSTRAINT "User_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE SET NULL ON UPDATE CASCADE;`,
    )
  })
  suiteTeardown(() => bench.end())

  test('the history and the schema of these tests agree', async () =>
    assert.equal((await bench.pending(committed, committed)).sql, ''))

  test('prisma-rename-as-drop-add: a similar name, told once, on the new field', async () => {
    const models = committed.replace('  name String?', '  fullName String?')
    const { sql, places, messages } = await bench.pending(models, committed)
    assert.match(sql, /DROP COLUMN "name",\nADD COLUMN {5}"fullName" TEXT;/)
    assert.deepEqual(places, ['prisma-rename-as-drop-add: fullName'])
    assert.deepEqual(messages, [
      'Drops "name" of "User" and adds "fullName", which looks like a rename: all its values are lost, and running code that reads or writes it fails. The statement takes ACCESS EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Keep the column with @map("name"), or rename it in three deployments: expand, migrate, contract.',
    ])
  })

  test('prisma-rename-as-drop-add: gone with @map, which leaves nothing to do', async () => {
    const models = committed.replace('  name String?', '  fullName String? @map("name")')
    assert.equal((await bench.pending(models, committed)).sql, '')
  })

  test('prisma-rename-as-drop-add: another name in the same place', async () => {
    const models = committed.replace('  name String?', '  title String?')
    const { places } = await bench.pending(models, committed)
    assert.deepEqual(places, ['prisma-rename-as-drop-add: title'])
  })

  test('prisma-rename-as-drop-add: two at once, each with its own', async () => {
    const models = committed
      .replace('  name String?', '  nickUsed String?')
      .replace('  nick String?', '  displayName String?')
    const { places, messages } = await bench.pending(models, committed)
    assert.deepEqual(places, [
      'prisma-rename-as-drop-add: displayName',
      'prisma-rename-as-drop-add: nickUsed',
    ])
    assert.match(messages[0] ?? '', /^Drops "name" of "User" and adds "displayName",/)
    assert.match(messages[1] ?? '', /^Drops "nick" of "User" and adds "nickUsed",/)
  })

  test('prisma-rename-as-drop-add: a required new name fails on rows, and no other rule repeats it', async () => {
    const models = committed.replace('  name String?', '  fullName String')
    const { rules, messages } = await bench.pending(models, committed)
    assert.deepEqual(rules, ['prisma-rename-as-drop-add'])
    assert.match(messages[0] ?? '', /fails as soon as "User" has a row, for "fullName" is required/)
  })

  test('prisma-rename-as-drop-add: not with another type', async () => {
    const models = committed.replace('  name String?', '  fullName Int?')
    assert.deepEqual((await bench.pending(models, committed)).places, ['drop-column: User'])
  })

  test('prisma-rename-as-drop-add: a model with the same columns', async () => {
    const models = committed.replaceAll('model Tag ', 'model Label ').replaceAll('Tag[]', 'Label[]')
    const { places, messages } = await bench.pending(models, committed)
    assert.deepEqual(places, [
      'prisma-rename-as-drop-add: Label',
      'prisma-rename-as-drop-add: teams',
    ])
    assert.equal(
      messages[0],
      'Drops the table "Tag" and creates "Label" with the same columns, which looks like a rename: all its rows are lost, and running code that uses it fails. Keep the table with @@map("Tag"), or rename it in two deployments: with a view under the old name, then without.',
    )
    assert.match(messages[1] ?? '', /naming the relation on both sides: @relation\("TagToTeam"\)/)
  })

  test('prisma-rename-as-drop-add: gone with @@map and the name of the relation', async () => {
    const models = committed
      .replaceAll('model Tag {', 'model Label {\n  @@map("Tag")')
      .replaceAll('tags Tag[]', 'tags Label[] @relation("TagToTeam")')
      .replaceAll('teams Team[]', 'teams Team[] @relation("TagToTeam")')
    assert.equal((await bench.pending(models, committed)).sql, '')
  })

  test('prisma-rename-as-drop-add: not where the file copies the values first', async () => {
    const { rules } = await bench.migration(
      `ALTER TABLE "User" ADD COLUMN "fullName" TEXT; UPDATE "User" SET "fullName" = "name" WHERE "nick" IS NULL;
       ALTER TABLE "User" DROP COLUMN "name";
       CREATE TABLE "Label" ("id" SERIAL PRIMARY KEY, "label" TEXT); INSERT INTO "Label" SELECT * FROM "Tag"; DROP TABLE "Tag" CASCADE;`,
    )
    assert.deepEqual(rules, [
      'backfill-under-exclusive-lock',
      'drop-column',
      'drop-table',
      'drop-dependents-cascade',
    ])
  })

  test('drop-column: on the model, with the lock; the foreign key’s other table is named', async () => {
    const models = committed
      .replace('  nick String?\n', '')
      .replace('  team Team? @relation(fields: [teamId], references: [id])\n  teamId Int?\n', '')
      .replace('  users User[]\n', '')
    const { places, messages } = await bench.pending(models, committed)
    assert.deepEqual(places, ['drop-column: User', 'drop-column: User'])
    assert.equal(
      messages[0],
      'Drops "nick" of "User": its values are lost, and every query of running code that names it fails. The statement takes ACCESS EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Mark the field with @ignore and deploy that first, then drop the column in a later release.',
    )
    const byHand = await bench.migration('ALTER TABLE "User" DROP COLUMN "teamId";')
    assert.match(
      byHand.messages[0] ?? '',
      /Takes ACCESS EXCLUSIVE on "Team" and "User" for a moment/,
    )
  })

  test('drop-column: gone while the field is only ignored', async () => {
    const models = committed.replace('  nick String?', '  nick String? @ignore')
    assert.equal((await bench.pending(models, committed)).sql, '')
  })

  test('drop-column: not a column that the file has made itself, nor one that is not there', async () => {
    const { rules } = await bench.migration(
      `ALTER TABLE "User" ADD COLUMN "tmp" TEXT; ALTER TABLE "User" DROP COLUMN "tmp";
       ALTER TABLE "User" DROP COLUMN IF EXISTS "never";
       CREATE TABLE "N" ("a" INT); ALTER TABLE "N" DROP COLUMN "a";`,
    )
    assert.deepEqual(rules, [])
  })

  test('drop-table: on the datasource, and only with the locks that are left to take', async () => {
    const models = user.replace(/ {2}team.*\n {2}teamId.*\n/, '') + kind
    const { places, messages } = await bench.pending(models, committed)
    assert.deepEqual(places, [
      'drop-column: User',
      'drop-table: db',
      'drop-table: db',
      'drop-table: db',
    ])
    assert.equal(
      messages[1],
      'Drops the table "Tag": its rows are lost, and every query of running code that uses it fails. Takes ACCESS EXCLUSIVE on "Tag" (derived: an earlier statement holds it already) for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Deploy code that does not use it first, keep the model with @@ignore, and drop the table in a later release.',
    )
    const byHand = await bench.migration('DROP TABLE "_TagToTeam";')
    assert.match(byHand.messages[0] ?? '', /ACCESS EXCLUSIVE on "Tag", "Team" and "_TagToTeam"/)
  })

  test('drop-table: gone while the model is only ignored', async () => {
    const models = committed.replace('model Sort {', 'model Sort {\n  @@ignore')
    assert.equal((await bench.pending(models, committed)).sql, '')
  })

  test('drop-table: not a table that the file has made itself, nor one that is not there', async () => {
    const { rules } = await bench.migration(
      `CREATE TABLE "N" ("a" INT); DROP TABLE "N"; DROP TABLE IF EXISTS "Never";
       CREATE TEMP TABLE "scratch" AS SELECT * FROM "Tag"; DROP TABLE "scratch";`,
    )
    assert.deepEqual(rules, [])
  })

  test('drop-blocked-by-dependent: in place of drop-table, where PostgreSQL refuses it', async () => {
    const { rules, messages } = await bench.migration('DROP TABLE "Team";')
    assert.deepEqual(rules, ['drop-blocked-by-dependent'])
    assert.match(
      messages[0] ?? '',
      /PostgreSQL does not drop the table "Team", because the foreign key/,
    )
  })
})
