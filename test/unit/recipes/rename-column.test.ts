import assert from 'node:assert/strict'
import { draftFrom, editsOf, filesOf, offerFrom, told, type ChangeText } from './pendingFrom.js'
import { rename } from './renameChange.js'

suite('rename-column: the plan', () => {
  const draft = () => draftFrom(rename, 'rename-column')

  test('takes every action of the rename out of the pending script, and asks nothing', () => {
    const offer = offerFrom(rename, 'rename-column')
    assert.equal(
      offer.title,
      'Rename "name" of "User" to "fullName" in three deployments: expand, migrate, contract',
    )
    assert.deepEqual(
      offer.actions.map(({ kind }) => kind),
      ['dropColumn', 'addColumn', 'createIndex', 'dropIndex'],
    )
    assert.deepEqual(offer.questions, [])
    assert.deepEqual(offer.subject, {
      model: 'User',
      table: 'public.User',
      columns: ['name', 'fullName'],
    })
  })

  test('expand: the new column without a default, the trigger, each index in a file of its own', () =>
    assert.deepEqual(filesOf(draft(), 'expand'), [
      `[expand, transaction]
BEGIN;
-- locks "User" in ACCESS EXCLUSIVE
ALTER TABLE "User" ADD COLUMN "fullName" text;
CREATE SCHEMA IF NOT EXISTS concertina;
CREATE SEQUENCE IF NOT EXISTS concertina."User.fullName.old_writes";
CREATE OR REPLACE FUNCTION concertina."User.fullName"() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $sync$
#variable_conflict use_column
DECLARE
  old_writer boolean := false;
BEGIN
  IF coalesce(current_setting('concertina.backfill', true), '') = 'mute' THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW."fullName" IS NOT NULL THEN
      NEW."name" := NEW."fullName";
    ELSE
      NEW."fullName" := NEW."name";
      old_writer := NEW."name" IS NOT NULL;
    END IF;
  ELSIF NEW."fullName" IS DISTINCT FROM OLD."fullName" THEN
    NEW."name" := NEW."fullName";
  ELSIF NEW."name" IS DISTINCT FROM OLD."name" THEN
    NEW."fullName" := NEW."name";
    old_writer := true;
  ELSIF NEW."fullName" IS NULL AND NEW."name" IS NOT NULL THEN
    NEW."fullName" := NEW."name";
  END IF;
  IF old_writer AND coalesce(current_setting('concertina.backfill', true), '') <> 'on' THEN
    PERFORM nextval('concertina."User.fullName.old_writes"');
  END IF;
  RETURN NEW;
END
$sync$;
CREATE TRIGGER "~concertina_User.fullName" BEFORE INSERT OR UPDATE ON "User"
  FOR EACH ROW EXECUTE FUNCTION concertina."User.fullName"();
COMMIT;`,
      `[expand_index, alone]
CREATE UNIQUE INDEX CONCURRENTLY "User_fullName_key" ON "User"("fullName");`,
    ]))

  test('validate: equality and NOT NULL are proved without a scan under a strong lock', () =>
    assert.deepEqual(filesOf(draft(), 'validate'), [
      `[check, transaction]
BEGIN;
-- locks "User" in ACCESS EXCLUSIVE
ALTER TABLE "User" ADD CONSTRAINT "concertina_User.fullName_equal" CHECK ("fullName" IS NOT DISTINCT FROM "name") NOT VALID;
ALTER TABLE "User" ADD CONSTRAINT "concertina_User.fullName_not_null" CHECK ("fullName" IS NOT NULL) NOT VALID;
COMMIT;`,
      `[validate, scan]
BEGIN;
SET LOCAL statement_timeout = 0;
ALTER TABLE "User" VALIDATE CONSTRAINT "concertina_User.fullName_equal", VALIDATE CONSTRAINT "concertina_User.fullName_not_null";
COMMIT;`,
      `[not_null, transaction]
BEGIN;
-- locks "User" in ACCESS EXCLUSIVE
ALTER TABLE "User" ALTER COLUMN "fullName" SET NOT NULL;
ALTER TABLE "User" DROP CONSTRAINT "concertina_User.fullName_not_null";
COMMIT;`,
    ]))

  test('contract: the trigger before the column, the default only now', () =>
    assert.deepEqual(filesOf(draft(), 'contract'), [
      `[contract, transaction]
BEGIN;
-- locks "User" in ACCESS EXCLUSIVE
DROP TRIGGER "~concertina_User.fullName" ON "User";
ALTER TABLE "User" DROP CONSTRAINT "concertina_User.fullName_equal";
ALTER TABLE "User" DROP COLUMN "name";
ALTER TABLE "User" ALTER COLUMN "fullName" SET DEFAULT 'x';
DROP FUNCTION IF EXISTS concertina."User.fullName"();
DROP SEQUENCE IF EXISTS concertina."User.fullName.old_writes";
COMMIT;`,
    ]))

  test('schema: the old field hidden, the new one optional, then required, then with its default', () => {
    assert.deepEqual(editsOf(draft(), 'expand'), [
      'User: fullName String? @unique',
      'User: name String @unique @default("x") @ignore behind fullName',
    ])
    assert.deepEqual(editsOf(draft(), 'validate'), ['User: fullName String @unique'])
    assert.deepEqual(editsOf(draft(), 'contract'), [
      'User: no name',
      'User: fullName String @unique @default("x")',
    ])
  })

  test('backfill touches the old column where the new one is empty', () => {
    const backfill = draft().backfill
    assert.deepEqual([backfill?.key, backfill?.from], [['id'], ['-2147483648']])
    assert.match(backfill?.sql ?? '', /SET "name" = t\."name"/)
    assert.match(backfill?.sql ?? '', /t\."fullName" IS NULL AND t\."name" IS NOT NULL/)
  })

  test('rollback of the contract brings the old column back with its values, default and index', () => {
    const { rollback } = draft().phases[2] ?? assert.fail()
    const text = told(rollback.sql)
    for (const part of [
      'ALTER TABLE "User" ADD COLUMN "name" text;\nALTER TABLE "User" ALTER COLUMN "name" SET DEFAULT \'x\';\nALTER TABLE "User" ALTER COLUMN "fullName" DROP DEFAULT;',
      'UPDATE "User" SET "name" = "fullName" WHERE "name" IS NULL;',
      'ALTER TABLE "User" ALTER COLUMN "name" SET NOT NULL;',
      'CREATE UNIQUE INDEX "User_name_key" ON "User" ("name");',
    ]) {
      assert.ok(text.includes(part), part)
    }
  })

  test('a field that only changes @map gets another name until the contract', () => {
    const mapped: ChangeText = {
      ...rename,
      after: 'model User {\n  id Int @id\n  name String @unique @default("x") @map("fullName")\n}',
    }
    const edits = draftFrom(mapped, 'rename-column')
    assert.deepEqual(editsOf(edits, 'expand'), [
      'User: name is called nameV2',
      'User: nameV2 String? @unique @map("fullName")',
      'User: name String @unique @default("x") @ignore behind nameV2',
    ])
    assert.deepEqual(editsOf(edits, 'contract'), [
      'User: no name',
      'User: nameV2 is called name',
      'User: name String @unique @default("x") @map("fullName")',
    ])
  })

  test('an index that keeps the name of the old one is called otherwise until then', () => {
    const pinned: ChangeText = {
      ...rename,
      database: rename.database.replaceAll('"User_name_key"', '"by_name"'),
      sql: rename.sql.replaceAll(/"User_(name|fullName)_key"/g, '"by_name"'),
      before: rename.before?.replace('@unique', '@unique(map: "by_name")') ?? '',
      after: rename.after.replace('@unique', '@unique(map: "by_name")'),
    }
    const draft = draftFrom(pinned, 'rename-column')
    assert.equal(
      filesOf(draft, 'expand')[1],
      '[expand_index, alone]\nCREATE UNIQUE INDEX CONCURRENTLY "by_name_new" ON "User"("fullName");',
    )
    assert.equal(editsOf(draft, 'expand')[0], 'User: fullName String? @unique(map: "by_name_new")')
    assert.match(
      filesOf(draft, 'contract')[0] ?? '',
      /ALTER INDEX "by_name_new" RENAME TO "by_name";/,
    )
  })

  test('what no schema shows is copied: partial indexes and checks', () => {
    const handmade: ChangeText = {
      ...rename,
      database: `${rename.database}
        CREATE INDEX "some names" ON "User" (lower("name")) WHERE "name" <> 'name';
        ALTER TABLE "User" ADD CONSTRAINT "User_name_check" CHECK (length("name") > 1);`,
      catalogue: (catalogue) => {
        const table = catalogue.tables['public.User'] ?? assert.fail()
        const constraints = table.constraints.map((constraint) =>
          constraint.kind === 'check' ? { ...constraint, columns: ['name'] } : constraint,
        )
        return { ...catalogue, tables: { 'public.User': { ...table, constraints } } }
      },
    }
    const files = filesOf(draftFrom(handmade, 'rename-column'), 'expand')
    assert.match(
      files[0] ?? '',
      /ADD CONSTRAINT "User_fullName_check" CHECK \(\(length\("fullName"\) > 1\)\) NOT VALID;/,
    )
    assert.equal(
      files[2],
      `[expand_index_2, alone]\nCREATE INDEX CONCURRENTLY "some fullNames" ON "User" (lower("fullName")) WHERE "fullName" <> 'name';`,
    )
  })
})
