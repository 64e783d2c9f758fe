import { sqlTheme } from './trap.js'

export const nullability = sqlTheme(
  'NOT NULL and defaults',
  `CREATE TABLE "User" ("id" SERIAL PRIMARY KEY, "name" TEXT, "email" TEXT DEFAULT 'none', "age" INTEGER, "rank" INTEGER, "hint" TEXT, "lived" INTEGER NOT NULL DEFAULT 0, "token" UUID, "gap" TEXT,
     CONSTRAINT "name_there" CHECK ("name" IS NOT NULL), CONSTRAINT "age_positive" CHECK ("age" > 0), CONSTRAINT "rank_there" CHECK ("rank" IS NOT NULL AND "rank" > 0));
   INSERT INTO "User" ("name", "age", "rank", "hint") VALUES ('a', 1, 1, 'h');
   ALTER TABLE "User" ADD CONSTRAINT "token_there" CHECK ("token" IS NOT NULL) NOT VALID;`,
  [
    [
      'a column without a default',
      'ALTER TABLE "User" ALTER COLUMN "hint" SET NOT NULL;',
      'set-not-null-scan',
    ],
    [
      'NULLs that are there',
      'ALTER TABLE "User" ALTER COLUMN "gap" SET NOT NULL;',
      'set-not-null-existing-nulls',
      { refused: '23502' },
    ],
    [
      'a valid CHECK that says IS NOT NULL spares the scan',
      'ALTER TABLE "User" ALTER COLUMN "name" SET NOT NULL;',
      '',
    ],
    ['so does one part of an AND', 'ALTER TABLE "User" ALTER COLUMN "rank" SET NOT NULL;', ''],
    [
      'a CHECK > 0 lets NULL pass and spares nothing',
      'ALTER TABLE "User" ALTER COLUMN "age" SET NOT NULL;',
      'set-not-null-scan',
    ],
    [
      'a CHECK that is not valid yet spares nothing',
      'ALTER TABLE "User" ALTER COLUMN "token" SET NOT NULL;',
      'set-not-null-existing-nulls',
      { refused: '23502' },
    ],
    [
      'VALIDATE first, then SET NOT NULL',
      `UPDATE "User" SET "token" = gen_random_uuid() WHERE "token" IS NULL;
       ALTER TABLE "User" VALIDATE CONSTRAINT "token_there"; ALTER TABLE "User" ALTER COLUMN "token" SET NOT NULL;`,
      'unbatched-backfill',
    ],
    [
      'a column with a default: old writers live on',
      'ALTER TABLE "User" ALTER COLUMN "email" SET NOT NULL;',
      'set-not-null-scan',
    ],
    [
      'SET DEFAULT does not fill old rows',
      `ALTER TABLE "User" ALTER COLUMN "hint" SET NOT NULL, ALTER COLUMN "hint" SET DEFAULT 'x';`,
      'optional-to-required-with-default',
    ],
    ['DROP NOT NULL', 'ALTER TABLE "User" ALTER COLUMN "lived" DROP NOT NULL;', ''],
    ['SET DEFAULT', 'ALTER TABLE "User" ALTER COLUMN "lived" SET DEFAULT 3;', ''],
    ['DROP DEFAULT', 'ALTER TABLE "User" ALTER COLUMN "email" DROP DEFAULT;', ''],
    [
      'SET DEFAULT volatile',
      'ALTER TABLE "User" ALTER COLUMN "token" SET DEFAULT gen_random_uuid();',
      '',
    ],
    [
      'on a table of the same file',
      'CREATE TABLE "Fresh" ("a" TEXT); ALTER TABLE "Fresh" ALTER COLUMN "a" SET NOT NULL;',
      '',
    ],
    [
      'NOT NULL as a constraint that is not valid yet',
      'ALTER TABLE "User" ADD CONSTRAINT "hint_nn" NOT NULL "hint" NOT VALID;',
      '',
    ],
    [
      'a table whose name is taken by IF NOT EXISTS',
      'CREATE TABLE IF NOT EXISTS "User" ("hint" TEXT); ALTER TABLE "User" ALTER COLUMN "hint" SET NOT NULL;',
      'set-not-null-scan',
    ],
  ],
)
