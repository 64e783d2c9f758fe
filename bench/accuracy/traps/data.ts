import { sqlTheme } from './trap.js'

export const data = sqlTheme(
  'data changes',
  `CREATE TABLE "User" ("id" SERIAL PRIMARY KEY, "name" TEXT, "nick" TEXT);
   CREATE TABLE "Setting" ("key" TEXT PRIMARY KEY, "value" TEXT);
   INSERT INTO "User" ("name") VALUES ('a'), ('b');`,
  [
    ['an UPDATE of all rows', `UPDATE "User" SET "name" = 'x';`, 'dml-without-where'],
    ['an UPDATE WHERE true', `UPDATE "User" SET "name" = 'x' WHERE true;`, 'dml-without-where'],
    ['an UPDATE WHERE 1 = 1', `UPDATE "User" SET "name" = 'x' WHERE 1 = 1;`, 'dml-without-where'],
    ['a DELETE of all rows', 'DELETE FROM "User";', 'dml-without-where'],
    ['a backfill', `UPDATE "User" SET "nick" = "name" WHERE "nick" IS NULL;`, 'unbatched-backfill'],
    ['one row by its key', `UPDATE "User" SET "name" = 'x' WHERE "id" = 1;`, ''],
    ['one row less by its key', 'DELETE FROM "User" WHERE "id" = 1;', ''],
    [
      'a backfill behind an ALTER TABLE',
      `ALTER TABLE "User" ADD COLUMN "n" TEXT; UPDATE "User" SET "n" = "name" WHERE "n" IS NULL;`,
      'backfill-under-exclusive-lock',
      { split: 'unbatched-backfill' },
    ],
    [
      'an UPDATE of a table of the same file',
      `CREATE TABLE "Fresh" ("a" TEXT); UPDATE "Fresh" SET "a" = 'x';`,
      '',
    ],
    ['seeds', `INSERT INTO "Setting" VALUES ('a', '1'), ('b', '2') ON CONFLICT DO NOTHING;`, ''],
    [
      'a column twice',
      `UPDATE "User" SET "name" = 'x', "name" = 'y' WHERE "id" = 1;`,
      'duplicate-column-assignment',
      { refused: '42601' },
    ],
    [
      'an UPDATE without WHERE in a block',
      `DO $$ BEGIN UPDATE "User" SET "name" = 'x'; END $$;`,
      'dml-without-where',
    ],
    [
      'a drop in a block',
      'DO $$ BEGIN ALTER TABLE "User" DROP COLUMN "nick"; END $$;',
      'drop-column',
    ],
    [
      'SQL that a block builds as it runs',
      `DO $$ BEGIN EXECUTE 'ALTER TABLE "User" DROP COLUMN ' || quote_ident('nick'); END $$;`,
      'do-block-ddl',
    ],
    [
      'a block that only catches what is there already',
      `DO $$ BEGIN CREATE TYPE "Fresh" AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;`,
      '',
    ],
  ],
)
