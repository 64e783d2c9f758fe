import { sqlTheme } from './trap.js'

export const enums = sqlTheme(
  'enums and domains',
  `CREATE TYPE "Role" AS ENUM ('USER', 'ADMIN');
   CREATE TYPE "Point" AS ("x" INTEGER, "y" INTEGER);
   CREATE DOMAIN "Mail" AS TEXT; CREATE DOMAIN "Free" AS TEXT;
   CREATE TABLE "User" ("id" SERIAL PRIMARY KEY, "role" "Role" NOT NULL DEFAULT 'USER', "mail" "Mail", "at" "Point");
   INSERT INTO "User" ("mail") VALUES ('a');`,
  [
    ['a value', `ALTER TYPE "Role" ADD VALUE 'GUEST';`, 'enum-add-old-reader'],
    [
      'a value in its place',
      `ALTER TYPE "Role" ADD VALUE 'GUEST' BEFORE 'USER';`,
      'enum-add-old-reader',
    ],
    [
      'a value that is used at once as a default',
      `ALTER TYPE "Role" ADD VALUE 'GUEST'; ALTER TABLE "User" ALTER COLUMN "role" SET DEFAULT 'GUEST';`,
      'enum-add-old-reader enum-value-used-same-transaction',
      { split: 'enum-add-old-reader', refused: { whole: '55P04' } },
    ],
    [
      'a value that is used at once by an UPDATE',
      `ALTER TYPE "Role" ADD VALUE 'GUEST'; UPDATE "User" SET "role" = 'GUEST' WHERE "id" = 7;`,
      'enum-add-old-reader enum-value-used-same-transaction',
      { split: 'enum-add-old-reader', refused: { whole: '55P04' } },
    ],
    [
      'a value that is used in a block that Prisma cannot split off',
      `ALTER TYPE "Role" ADD VALUE 'GUEST'; DO $$ BEGIN UPDATE "User" SET "role" = 'GUEST' WHERE "id" = 7; END $$;`,
      'enum-add-old-reader enum-value-used-same-transaction',
      { refused: '55P04' },
    ],
    [
      'values of a type of the same file',
      `CREATE TYPE "Size" AS ENUM ('S', 'M'); ALTER TABLE "User" ADD COLUMN "size" "Size" NOT NULL DEFAULT 'S';`,
      '',
    ],
    ['a renamed value', `ALTER TYPE "Role" RENAME VALUE 'ADMIN' TO 'OWNER';`, 'enum-rename-value'],
    [
      'a value that goes, as Prisma writes it',
      `BEGIN;
       CREATE TYPE "Role_new" AS ENUM ('USER');
       ALTER TABLE "User" ALTER COLUMN "role" DROP DEFAULT;
       ALTER TABLE "User" ALTER COLUMN "role" TYPE "Role_new" USING ("role"::text::"Role_new");
       ALTER TYPE "Role" RENAME TO "Role_old"; ALTER TYPE "Role_new" RENAME TO "Role"; DROP TYPE "public"."Role_old";
       ALTER TABLE "User" ALTER COLUMN "role" SET DEFAULT 'USER';
       COMMIT;`,
      'enum-value-removed',
    ],
    ['a new enum', `CREATE TYPE "Size" AS ENUM ('S', 'M');`, ''],
    [
      'a CHECK for a domain in use',
      'ALTER DOMAIN "Mail" ADD CONSTRAINT "m" CHECK (VALUE <> \'\');',
      'domain-add-constraint',
    ],
    [
      'a CHECK NOT VALID for a domain in use',
      'ALTER DOMAIN "Mail" ADD CONSTRAINT "m" CHECK (VALUE <> \'\') NOT VALID;',
      '',
    ],
    [
      'a CHECK for a domain that nothing uses',
      'ALTER DOMAIN "Free" ADD CONSTRAINT "m" CHECK (VALUE <> \'\');',
      '',
    ],
    ['NOT NULL for a domain in use', 'ALTER DOMAIN "Mail" SET NOT NULL;', 'domain-add-constraint'],
    [
      'a row type in use',
      'ALTER TYPE "Point" ALTER ATTRIBUTE "x" TYPE BIGINT;',
      'composite-type-change',
      { refused: '0A000' },
    ],
    ['a domain with a CHECK', `CREATE DOMAIN "Code" AS TEXT CHECK (VALUE <> '');`, ''],
  ],
)
