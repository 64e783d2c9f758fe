import { sqlTheme } from './trap.js'

export const columns = sqlTheme(
  'new columns',
  `CREATE TYPE "Role" AS ENUM ('USER', 'ADMIN');
   CREATE DOMAIN "Positive" AS INTEGER CHECK (VALUE > 0);
   CREATE DOMAIN "Label" AS TEXT;
   CREATE FUNCTION "shard"() RETURNS INTEGER LANGUAGE SQL VOLATILE AS $$ SELECT floor(random() * 8)::int $$;
   CREATE FUNCTION "edition"() RETURNS INTEGER LANGUAGE SQL IMMUTABLE AS $$ SELECT 7 $$;
   CREATE TABLE "Team" ("id" SERIAL PRIMARY KEY);
   CREATE TABLE "User" ("id" SERIAL PRIMARY KEY, "name" TEXT);
   INSERT INTO "Team" DEFAULT VALUES;
   INSERT INTO "User" ("name") VALUES ('a'), (NULL);`,
  [
    ['a nullable column', 'ALTER TABLE "User" ADD COLUMN "x" TEXT;', ''],
    [
      'a required column',
      'ALTER TABLE "User" ADD COLUMN "x" TEXT NOT NULL;',
      'add-required-column-no-default',
      { refused: '23502' },
    ],
    [
      'a required column among harmless ones',
      'ALTER TABLE "User" ADD COLUMN "x" TEXT, ADD COLUMN "y" INTEGER NOT NULL, ADD COLUMN "z" BOOLEAN;',
      'add-required-column-no-default',
      { refused: '23502' },
    ],
    [
      'a required column with a constant',
      `ALTER TABLE "User" ADD COLUMN "x" TEXT NOT NULL DEFAULT 'a';`,
      '',
    ],
    [
      'a negative constant in brackets',
      'ALTER TABLE "User" ADD COLUMN "x" INTEGER NOT NULL DEFAULT (-1);',
      '',
    ],
    [
      'a constant of an enum',
      `ALTER TABLE "User" ADD COLUMN "x" "Role" NOT NULL DEFAULT 'USER';`,
      '',
    ],
    [
      'an empty list',
      'ALTER TABLE "User" ADD COLUMN "x" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];',
      '',
    ],
    ['a JSON constant', `ALTER TABLE "User" ADD COLUMN "x" JSONB NOT NULL DEFAULT '{}';`, ''],
    ['now()', 'ALTER TABLE "User" ADD COLUMN "x" TIMESTAMP(3) NOT NULL DEFAULT now();', ''],
    [
      'CURRENT_TIMESTAMP',
      'ALTER TABLE "User" ADD COLUMN "x" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;',
      '',
    ],
    [
      'an immutable function of the project',
      'ALTER TABLE "User" ADD COLUMN "x" INTEGER NOT NULL DEFAULT "edition"();',
      '',
    ],
    [
      'gen_random_uuid()',
      'ALTER TABLE "User" ADD COLUMN "x" UUID NOT NULL DEFAULT gen_random_uuid();',
      'add-column-volatile-default',
    ],
    [
      'clock_timestamp()',
      'ALTER TABLE "User" ADD COLUMN "x" TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp();',
      'add-column-volatile-default',
    ],
    [
      'random() hidden in an array',
      'ALTER TABLE "User" ADD COLUMN "x" FLOAT[] DEFAULT ARRAY[random()];',
      'add-column-volatile-default',
    ],
    [
      'a volatile function hidden in a call',
      `ALTER TABLE "User" ADD COLUMN "x" TEXT DEFAULT upper(md5(random()::text));`,
      'add-column-volatile-default',
    ],
    [
      'a volatile function of the project',
      'ALTER TABLE "User" ADD COLUMN "x" INTEGER DEFAULT "shard"();',
      'add-column-volatile-default',
    ],
    ['SERIAL', 'ALTER TABLE "User" ADD COLUMN "x" SERIAL NOT NULL;', 'add-column-serial-identity'],
    ['BIGSERIAL', 'ALTER TABLE "User" ADD COLUMN "x" BIGSERIAL;', 'add-column-serial-identity'],
    [
      'identity',
      'ALTER TABLE "User" ADD COLUMN "x" BIGINT GENERATED ALWAYS AS IDENTITY;',
      'add-column-serial-identity',
    ],
    [
      'a stored generated column',
      'ALTER TABLE "User" ADD COLUMN "x" TEXT GENERATED ALWAYS AS (lower("name")) STORED;',
      'add-column-generated-stored',
    ],
    [
      'a virtual generated column',
      'ALTER TABLE "User" ADD COLUMN "x" TEXT GENERATED ALWAYS AS (lower("name")) VIRTUAL;',
      '',
    ],
    [
      'a domain with a CHECK',
      'ALTER TABLE "User" ADD COLUMN "x" "Positive";',
      'add-column-constrained-domain',
    ],
    ['a domain without constraints', 'ALTER TABLE "User" ADD COLUMN "x" "Label";', ''],
    [
      'a CHECK of its own',
      'ALTER TABLE "User" ADD COLUMN "x" INTEGER CHECK ("x" > 0);',
      'add-column-inline-check',
    ],
    ['UNIQUE', 'ALTER TABLE "User" ADD COLUMN "x" TEXT UNIQUE;', 'add-column-inline-unique'],
    [
      'a nullable reference',
      'ALTER TABLE "User" ADD COLUMN "x" INTEGER REFERENCES "Team" ("id");',
      '',
    ],
    [
      'a reference with a default',
      'ALTER TABLE "User" ADD COLUMN "x" INTEGER DEFAULT 1 REFERENCES "Team" ("id");',
      'add-column-inline-fk',
    ],
    ['json', 'ALTER TABLE "User" ADD COLUMN "x" JSON;', 'add-column-json'],
    ['jsonb', 'ALTER TABLE "User" ADD COLUMN "x" JSONB;', ''],
    [
      'all of it on a table of the same file',
      `CREATE TABLE "Fresh" ("id" INTEGER NOT NULL);
       ALTER TABLE "Fresh" ADD COLUMN "a" TEXT NOT NULL, ADD COLUMN "b" UUID DEFAULT gen_random_uuid(), ADD COLUMN "c" SERIAL, ADD COLUMN "d" INTEGER CHECK ("d" > 0), ADD COLUMN "e" TEXT UNIQUE;`,
      '',
    ],
    [
      'a table of the same name in another schema is another table',
      `CREATE SCHEMA "audit"; CREATE TABLE "audit"."User" ("id" INTEGER);
       ALTER TABLE "User" ADD COLUMN "x" UUID DEFAULT gen_random_uuid();`,
      'add-column-volatile-default',
    ],
    [
      'a table of the same file that was filled is as old as any',
      `CREATE TABLE "Fresh" ("id" INTEGER); INSERT INTO "Fresh" VALUES (1);
       ALTER TABLE "Fresh" ADD COLUMN "x" INTEGER NOT NULL;`,
      'add-required-column-no-default',
      {
        split: 'add-required-column-no-default not-atomic-multi-statement',
        refused: '23502',
      },
    ],
    [
      'IF NOT EXISTS may have found the table there',
      `CREATE TABLE IF NOT EXISTS "User" ("id" INTEGER);
       ALTER TABLE "User" ADD COLUMN "x" UUID DEFAULT gen_random_uuid();`,
      'add-column-volatile-default',
    ],
  ],
)
