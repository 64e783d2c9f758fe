import assert from 'node:assert/strict'
import {
  draftFrom,
  editsOf,
  filesOf,
  offerFrom,
  refusalFrom,
  told,
  type ChangeText,
} from './pendingFrom.js'

const rename: ChangeText = {
  database: `
    CREATE TABLE "User" ("id" INTEGER NOT NULL, "name" TEXT NOT NULL DEFAULT 'x', CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
    CREATE UNIQUE INDEX "User_name_key" ON "User" ("name");`,
  sql: `DROP INDEX "User_name_key";
ALTER TABLE "User" DROP COLUMN "name",
ADD COLUMN     "fullName" TEXT NOT NULL DEFAULT 'x';
CREATE UNIQUE INDEX "User_fullName_key" ON "User"("fullName");`,
  before: 'model User {\n  id Int @id\n  name String @unique @default("x")\n}',
  after: 'model User {\n  id Int @id\n  fullName String @unique @default("x")\n}',
}

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

suite('rename-column: refused with the reason', () => {
  const refused = (change: Partial<ChangeText>, say: RegExp) =>
    assert.match(refusalFrom({ ...rename, ...change }, 'rename-column'), say)
  const inTable =
    (change: object): NonNullable<ChangeText['catalogue']> =>
    (catalogue) => {
      const table = catalogue.tables['public.User'] ?? assert.fail()
      return { ...catalogue, tables: { 'public.User': { ...table, ...change } } }
    }

  test('a column that becomes required as well', () =>
    refused(
      { database: rename.database.replace("NOT NULL DEFAULT 'x'", '') },
      /^The change also makes "fullName" required, and "name" is not\. Rename it first/,
    ))

  test('a column that may be NULL and has a default', () =>
    refused(
      {
        database: rename.database.replace("NOT NULL DEFAULT 'x'", "DEFAULT 'x'"),
        sql: rename.sql.replace("NOT NULL DEFAULT 'x'", "DEFAULT 'x'"),
      },
      /a NULL that new code writes cannot be told from a value that it leaves out\. Keep the column with @map/,
    ))

  test('a column that becomes unique as well', () =>
    refused(
      { database: rename.database.replace(/CREATE UNIQUE INDEX.*/, '') },
      /^The change also makes "fullName" unique, and "name" is not/,
    ))

  test('an index whose condition names another new column', () =>
    refused(
      {
        sql: rename.sql
          .replace(
            'ADD COLUMN     "fullName"',
            'ADD COLUMN "seen" TEXT,\nADD COLUMN     "fullName"',
          )
          .concat('\nCREATE INDEX "seen_idx" ON "User"("fullName") WHERE "seen" IS NULL;'),
      },
      /^Index "seen_idx" also covers "seen", which is new as well\. Leave the index out/,
    ))

  test('part of the primary key', () =>
    refused(
      { database: rename.database.replace('PRIMARY KEY ("id")', 'PRIMARY KEY ("id", "name")') },
      /^"name" is part of the primary key of "User"/,
    ))

  test('a column that a sequence numbers', () =>
    refused(
      {
        database: `CREATE TABLE "User" ("id" INTEGER NOT NULL, "name" INTEGER NOT NULL DEFAULT 1, CONSTRAINT "User_pkey" PRIMARY KEY ("id"))`,
        sql: 'ALTER TABLE "User" DROP COLUMN "name", ADD COLUMN "fullName" SERIAL NOT NULL',
      },
      /numbered by a sequence/,
    ))

  test('a partitioned table', () =>
    refused({ catalogue: inTable({ kind: 'partitioned' }) }, /^"User" is partitioned/))

  test('a view over the column', () =>
    refused(
      {
        catalogue: (catalogue) => ({
          ...catalogue,
          views: [
            {
              view: 'public.people',
              materialized: false,
              definition: '',
              columns: ['public.User.name'],
            },
          ],
        }),
      },
      /^View "public\.people" reads "name": write the view anew without it first\. Keep the column with @map/,
    ))

  test('a foreign key of another table that refers to it', () =>
    refused(
      {
        database: `${rename.database}
          CREATE TABLE "Badge" ("owner" TEXT);
          ALTER TABLE "Badge" ADD CONSTRAINT "Badge_owner_fkey" FOREIGN KEY ("owner") REFERENCES "User"("name");`,
      },
      /^Foreign key "Badge_owner_fkey" of table "Badge" refers to "name"/,
    ))

  test('a generated column that is computed from it', () =>
    refused(
      {
        database: rename.database.replace(
          '"name" TEXT',
          '"upper" TEXT GENERATED ALWAYS AS (upper("name")) STORED, "name" TEXT',
        ),
        catalogue: (catalogue) => {
          const table = catalogue.tables['public.User'] ?? assert.fail()
          const columns = table.columns.map((column) =>
            column.name === 'upper' ? { ...column, default: 'upper(name)' } : column,
          )
          return { ...catalogue, tables: { 'public.User': { ...table, columns } } }
        },
      },
      /^The generated column "upper" is computed from "name"/,
    ))

  test('a trigger that names it in its definition, or would run behind the plan’s', () => {
    const trigger = (name: string, definition: string) =>
      inTable({ triggers: [{ name, definition }] })
    refused(
      {
        catalogue: trigger(
          't',
          'CREATE TRIGGER t BEFORE UPDATE OF name ON public."User" FOR EACH ROW EXECUTE FUNCTION f()',
        ),
      },
      /^Trigger "t" names "name" in its definition/,
    )
    refused(
      {
        catalogue: trigger(
          '~zz',
          'CREATE TRIGGER "~zz" BEFORE UPDATE ON public."User" FOR EACH ROW EXECUTE FUNCTION f()',
        ),
      },
      /^Trigger "~zz" would run behind the plan's own/,
    )
  })

  test('a function whose text names it, until a person has said that it means something else', () => {
    const text: ChangeText = {
      ...rename,
      catalogue: (catalogue) => ({
        ...catalogue,
        functions: [
          {
            schema: 'public',
            name: 'greet',
            language: 'sql',
            volatility: 'stable',
            definition: 'SELECT name FROM "User"',
          },
        ],
      }),
    }
    assert.deepEqual(
      offerFrom(text, 'rename-column').questions.map(({ id, default: answer }) => [id, answer]),
      [['functions', 'use it']],
    )
    assert.match(refusalFrom(text, 'rename-column'), /^public\.greet name "name" in their text/)
    const draft = draftFrom(text, 'rename-column', { functions: 'unrelated' })
    assert.match(draft.verify, /NOT IN \('public\.greet'\)/)
    assert.deepEqual(draft.answers, { functions: 'unrelated' })
  })

  test('an exclusion constraint or a deferrable one over it', () => {
    const constraint = {
      name: 'one_name',
      kind: 'unique',
      columns: ['name'],
      validated: true,
      enforced: true,
      deferrable: true,
      definition: 'UNIQUE (name) DEFERRABLE',
      index: 'User_name_key',
    }
    refused(
      {
        sql: rename.sql.replace(/DROP INDEX.*\n/, '').replace(/CREATE UNIQUE.*/, ''),
        catalogue: (catalogue) => {
          const table = catalogue.tables['public.User'] ?? assert.fail()
          const constraints = [...table.constraints, constraint] as typeof table.constraints
          return { ...catalogue, tables: { 'public.User': { ...table, constraints } } }
        },
      },
      /^Constraint "one_name" \(UNIQUE \(name\) DEFERRABLE\) cannot be copied/,
    )
  })

  test('a key whose other field goes in the same change', () =>
    refused(
      {
        before:
          'model User {\n  id Int @id\n  name String @default("x")\n  gone Int?\n\n  @@index([name, gone])\n}',
      },
      /^@@index\(\[name, gone\]\) also names "gone"/,
    ))
})
