import { sqlTheme } from './trap.js'

export const drops = sqlTheme(
  'drops and renames',
  `CREATE TYPE "Mood" AS ENUM ('good', 'bad'); CREATE TYPE "Unused" AS ENUM ('x');
   CREATE TABLE "Team" ("id" SERIAL PRIMARY KEY);
   CREATE TABLE "User" ("id" SERIAL PRIMARY KEY, "first" TEXT, "last" TEXT, "email" TEXT, "mood" "Mood", "shown" TEXT, "age" INTEGER, "teamId" INTEGER,
     CONSTRAINT "age_positive" CHECK ("age" > 0), CONSTRAINT "mail_there" CHECK ("email" IS NOT NULL) NOT VALID, CONSTRAINT "User_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team" ("id"), CONSTRAINT "User_email_uq" UNIQUE ("email"));
   CREATE TABLE "Alone" ("id" SERIAL PRIMARY KEY, "x" TEXT, "y" TEXT);
   CREATE INDEX "User_first_last_idx" ON "User" ("first", "last");
   CREATE INDEX "Alone_x_idx" ON "Alone" ("x");
   CREATE VIEW "Shown" AS SELECT "shown" FROM "User";
   CREATE SCHEMA "old"; CREATE TABLE "old"."Log" ("id" INTEGER);
   CREATE SEQUENCE "counter";
   CREATE FUNCTION "touch"() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
   CREATE TRIGGER "touched" BEFORE UPDATE ON "User" FOR EACH ROW EXECUTE FUNCTION "touch"();
   CREATE POLICY "own" ON "User" USING (true);
   CREATE FUNCTION "twice"(n INTEGER) RETURNS INTEGER LANGUAGE SQL AS $$ SELECT n * 2 $$;
   INSERT INTO "User" ("email") VALUES ('a'); INSERT INTO "Alone" ("x") VALUES ('a');`,
  [
    ['a column', 'ALTER TABLE "Alone" DROP COLUMN "y";', 'drop-column'],
    ['a column with an index of its own', 'ALTER TABLE "Alone" DROP COLUMN "x";', 'drop-column'],
    [
      'a column of an index over two',
      'ALTER TABLE "User" DROP COLUMN "last";',
      'drop-column drop-column-loses-index',
    ],
    [
      'a column that a view shows',
      'ALTER TABLE "User" DROP COLUMN "shown";',
      'drop-blocked-by-dependent',
      { refused: '2BP01' },
    ],
    [
      'the same with CASCADE',
      'ALTER TABLE "User" DROP COLUMN "shown" CASCADE;',
      'drop-column drop-dependents-cascade',
    ],
    [
      'the view first, then its column',
      'DROP VIEW "Shown"; ALTER TABLE "User" DROP COLUMN "shown";',
      'drop-view drop-column',
    ],
    ['a table', 'DROP TABLE "Alone";', 'drop-table'],
    [
      'a table with a foreign key locks the other one',
      'DROP VIEW "Shown"; DROP TABLE "User";',
      'drop-view drop-table',
    ],
    [
      'a table that others refer to',
      'DROP TABLE "Team";',
      'drop-blocked-by-dependent',
      { refused: '2BP01' },
    ],
    [
      'a table that others refer to, with CASCADE',
      'DROP TABLE "Team" CASCADE;',
      'drop-table drop-dependents-cascade',
    ],
    [
      'a table that the same file has made',
      'CREATE TABLE "Fresh" ("id" INTEGER); DROP TABLE "Fresh";',
      '',
    ],
    [
      'a table that is made anew by force',
      'DROP TABLE IF EXISTS "Alone"; CREATE TABLE "Alone" ("id" INTEGER);',
      'create-table-force',
    ],
    ['IF EXISTS of what is not there', 'DROP TABLE IF EXISTS "Nowhere";', ''],
    ['a schema with a table', 'DROP SCHEMA "old" CASCADE;', 'drop-schema'],
    ['a database', 'DROP DATABASE "elsewhere";', 'drop-database', { refused: '3D000' }],
    ['a CHECK', 'ALTER TABLE "User" DROP CONSTRAINT "age_positive";', 'drop-constraint'],
    [
      'the CHECK that helped to NOT NULL',
      'ALTER TABLE "User" VALIDATE CONSTRAINT "mail_there"; ALTER TABLE "User" ALTER COLUMN "email" SET NOT NULL; ALTER TABLE "User" DROP CONSTRAINT "mail_there";',
      '',
    ],
    [
      'a CHECK that the same statement replaces',
      'ALTER TABLE "User" DROP CONSTRAINT "age_positive", ADD CONSTRAINT "age_positive" CHECK ("age" >= 0) NOT VALID;',
      '',
    ],
    [
      'the index of a constraint',
      'DROP INDEX "User_email_uq";',
      'drop-constraint-backing-index',
      { refused: '2BP01' },
    ],
    [
      'the same, written by Prisma',
      '-- DropIndex\nDROP INDEX "User_email_uq";',
      'prisma-unique-constraint-as-index',
      { refused: '2BP01' },
    ],
    ['an enum that nothing uses', 'DROP TYPE "Unused";', ''],
    ['an enum in use', 'DROP TYPE "Mood";', 'drop-blocked-by-dependent', { refused: '2BP01' }],
    ['an enum in use with CASCADE', 'DROP TYPE "Mood" CASCADE;', 'drop-dependents-cascade'],
    ['a view', 'DROP VIEW "Shown";', 'drop-view'],
    [
      'a view that comes back in the same transaction',
      'DROP VIEW "Shown"; CREATE VIEW "Shown" AS SELECT "shown", "id" FROM "User";',
      '',
      { split: 'drop-view' },
    ],
    ['a sequence', 'DROP SEQUENCE "counter";', 'drop-sequence'],
    ['a trigger', 'DROP TRIGGER "touched" ON "User";', 'drop-trigger'],
    ['a policy', 'DROP POLICY "own" ON "User";', 'drop-policy'],
    ['a function', 'DROP FUNCTION "twice"(INTEGER);', 'drop-function'],
    ['a renamed column', 'ALTER TABLE "User" RENAME COLUMN "first" TO "given";', 'rename-column'],
    ['a renamed table', 'ALTER TABLE "Alone" RENAME TO "Lonely";', 'rename-table'],
    [
      'a renamed table behind a view of the old name',
      'BEGIN; ALTER TABLE "Alone" RENAME TO "Lonely"; CREATE VIEW "Alone" AS SELECT * FROM "Lonely"; COMMIT;',
      '',
    ],
    ['a renamed schema', 'ALTER SCHEMA "old" RENAME TO "older";', 'rename-schema'],
    ['a table that moves to another schema', 'ALTER TABLE "Alone" SET SCHEMA "old";', 'set-schema'],
    ['a renamed index', 'ALTER INDEX "Alone_x_idx" RENAME TO "Alone_x_index";', ''],
    [
      'a renamed constraint',
      'ALTER TABLE "User" RENAME CONSTRAINT "age_positive" TO "age_check";',
      '',
    ],
    [
      'all of it on a table of the same file',
      `CREATE TABLE "Fresh" ("id" INTEGER, "a" TEXT, "b" TEXT CONSTRAINT "b_there" CHECK ("b" <> ''));
       ALTER TABLE "Fresh" DROP CONSTRAINT "b_there"; ALTER TABLE "Fresh" DROP COLUMN "a"; ALTER TABLE "Fresh" RENAME COLUMN "b" TO "c"; ALTER TABLE "Fresh" RENAME TO "Fresher";`,
      '',
    ],
  ],
)
