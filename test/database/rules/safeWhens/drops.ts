import { fresh, people, type CasesOfSection } from './safeCase.js'

/** What goes may come back in one transaction, and may not have been there. */
const comesBack = (drop: string, create: string) => [
  [
    'The same transaction creates',
    `${drop} ${create}`,
    `BEGIN; ${drop} ${create} COMMIT;`,
  ] as const,
]

export const drops: CasesOfSection = {
  'drop-column': {
    fires: 'ALTER TABLE "User" DROP COLUMN "bio";',
    safe: [
      ['No running client', people],
      [
        'The column was added',
        'ALTER TABLE "User" ADD COLUMN "x" TEXT; ALTER TABLE "User" DROP COLUMN "x";',
        'ALTER TABLE "User" DROP COLUMN IF EXISTS "nowhere";',
        fresh,
      ],
    ],
  },
  'drop-column-loses-index': {
    fires: 'ALTER TABLE "User" DROP COLUMN "age";',
    safe: [
      ['The index is on this one', 'ALTER TABLE "User" DROP COLUMN "name";'],
      [
        'The script creates the index',
        'ALTER TABLE "User" DROP COLUMN "age"; CREATE INDEX "User_code_age_idx" ON "User" ("code");',
      ],
    ],
  },
  'drop-table': {
    fires: 'DROP TABLE "Plain";',
    safe: [
      [
        'The table was created',
        fresh,
        'DROP TABLE IF EXISTS "Nowhere";',
        'CREATE TEMPORARY TABLE "t" ("a" TEXT); DROP TABLE "t";',
      ],
      ['It is empty', people],
    ],
  },
  'drop-table-locks-referenced': {
    fires: 'CREATE TABLE "Label2" ("code" VARCHAR(10), "n" INTEGER); DROP TABLE "Tag";',
    safe: [
      [
        'The table has no foreign keys',
        'CREATE TABLE "Simple" ("id" INTEGER NOT NULL, "maybe" INTEGER, "text" TEXT); DROP TABLE "Plain";',
      ],
    ],
  },
  'create-table-force': {
    fires: 'DROP TABLE "Plain"; CREATE TABLE "Plain" ("id" INTEGER);',
    safe: [
      [
        'The table was not there',
        'DROP TABLE IF EXISTS "Nowhere"; CREATE TABLE "Nowhere" ("id" INTEGER);',
        'CREATE TABLE "Copy" AS SELECT * FROM "Plain"; DROP TABLE "Plain"; CREATE TABLE "Plain" ("id" INTEGER);',
      ],
    ],
  },
  'drop-schema': {
    fires: 'DROP SCHEMA "public" CASCADE;',
    safe: [['The script has created', 'CREATE SCHEMA "old"; DROP SCHEMA "old" CASCADE;']],
  },
  'drop-database': { fires: 'DROP DATABASE "shop";', safe: [['Never in a migration', people]] },
  'drop-constraint': {
    fires: 'ALTER TABLE "User" DROP CONSTRAINT "price_positive";',
    safe: [
      [
        'Another constraint of its kind',
        'ALTER TABLE "User" DROP CONSTRAINT "price_positive"; ALTER TABLE "User" ADD CONSTRAINT "p" CHECK ("price" >= 0) NOT VALID;',
      ],
      ['A `CHECK (c IS NOT NULL)`', 'ALTER TABLE "User" DROP CONSTRAINT "required_there";'],
    ],
  },
  'drop-constraint-backing-index': {
    fires: 'DROP INDEX "Keyed_key_uq";',
    safe: [['A unique index without', 'DROP INDEX "User_email_key";']],
  },
  'drop-blocked-by-dependent': {
    fires: 'DROP TABLE "User";',
    safe: [
      [
        'Nothing needs it',
        'DROP TABLE "Plain";',
        'ALTER TABLE "Tag" DROP CONSTRAINT "Tag_code_fkey"; DROP TABLE "Team";',
      ],
    ],
  },
  'drop-dependents-cascade': {
    fires: 'DROP TABLE "User" CASCADE;',
    safe: [['Nothing depends on it', 'DROP TABLE "Plain" CASCADE;']],
  },
  'drop-type': {
    fires: 'CREATE EXTENSION "an_extension_of_another_house"; DROP TYPE "of_that_house";',
    safe: [['No column has the type', 'DROP TYPE "Unused";']],
  },
  'drop-view': {
    fires: 'DROP VIEW "Shown";',
    safe: [
      ...comesBack('DROP VIEW "Shown";', 'CREATE VIEW "Shown" AS SELECT "shown" FROM "User";'),
      [
        '`IF EXISTS` finds none',
        'CREATE VIEW "V" AS SELECT 1; DROP VIEW "V";',
        'DROP VIEW IF EXISTS "Nowhere";',
      ],
    ],
  },
  'drop-function': {
    fires: 'DROP FUNCTION "one"();',
    safe: [
      ...comesBack(
        'DROP FUNCTION "one"();',
        `CREATE FUNCTION "one"() RETURNS INTEGER LANGUAGE sql AS 'SELECT 1';`,
      ),
      [
        '`IF EXISTS` finds none',
        `CREATE FUNCTION "f"() RETURNS INTEGER LANGUAGE sql AS 'SELECT 1'; DROP FUNCTION "f"();`,
      ],
    ],
  },
  'drop-sequence': {
    fires: 'DROP SEQUENCE "counter";',
    safe: [
      ...comesBack('DROP SEQUENCE "counter";', 'CREATE SEQUENCE "counter";'),
      ['`IF EXISTS` finds none', 'CREATE SEQUENCE "s"; DROP SEQUENCE "s";'],
    ],
  },
  'drop-trigger': {
    fires: 'DROP TRIGGER "touched" ON "User";',
    safe: [
      ...comesBack(
        'DROP TRIGGER "touched" ON "User";',
        'CREATE TRIGGER "touched" BEFORE INSERT ON "User" FOR EACH ROW EXECUTE FUNCTION "touch"();',
      ),
      ['The replayed table has no such', 'DROP TRIGGER IF EXISTS "nowhere" ON "User";', fresh],
    ],
  },
  'drop-policy': {
    fires: 'DROP POLICY "own" ON "User";',
    safe: [
      ...comesBack('DROP POLICY "own" ON "User";', 'CREATE POLICY "own" ON "User" USING (true);'),
      ['`IF EXISTS` finds none', 'DROP POLICY IF EXISTS "nowhere" ON "User";', fresh],
    ],
  },
  'rename-column': {
    fires: 'ALTER TABLE "User" RENAME COLUMN "bio" TO "about";',
    safe: [
      [
        'The table or the column is new',
        fresh,
        'ALTER TABLE "User" ADD COLUMN "x" TEXT; ALTER TABLE "User" RENAME COLUMN "x" TO "y";',
      ],
    ],
  },
  'rename-table': {
    fires: 'ALTER TABLE "Plain" RENAME TO "Simple";',
    safe: [
      ['The table is new', fresh],
      [
        'A view, or another table',
        'ALTER TABLE "Plain" RENAME TO "Simple"; CREATE VIEW "Plain" AS SELECT * FROM "Simple";',
        'CREATE TABLE "New" ("id" INTEGER, "maybe" INTEGER, "text" TEXT); ALTER TABLE "Plain" RENAME TO "Old"; ALTER TABLE "New" RENAME TO "Plain";',
      ],
    ],
  },
  'rename-schema': {
    fires: 'ALTER SCHEMA "old" RENAME TO "older";',
    safe: [['No running code', people]],
  },
  'set-schema': {
    fires: 'CREATE SCHEMA "old"; ALTER TABLE "Plain" SET SCHEMA "old";',
    safe: [
      ['The table is new', fresh],
      [
        'A view gets the old name',
        'CREATE SCHEMA "old"; ALTER TABLE "Plain" SET SCHEMA "old"; CREATE VIEW "Plain" AS SELECT * FROM "old"."Plain";',
      ],
    ],
  },
  'rename-index-or-constraint': {
    fires: 'ALTER INDEX "User_name_idx" RENAME TO "by_name";',
    safe: [['Nothing names it', people]],
  },
}
