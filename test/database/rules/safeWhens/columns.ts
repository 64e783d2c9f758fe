import { fresh, people, type CasesOfSection } from './safeCase.js'

const add = (column: string) => `ALTER TABLE "User" ADD COLUMN ${column};`

export const columns: CasesOfSection = {
  'add-required-column-no-default': {
    fires: add('"x" TEXT NOT NULL'),
    safe: [
      ['The table is created by the same script', fresh],
      ['The table is empty in every', people],
    ],
  },
  'prisma-level-default-required': {
    fires: {
      sql: add('"x" TEXT NOT NULL'),
      target: 'model User {\n id Int @id\n x String @default(uuid())\n}',
    },
    safe: [
      ['On a table that the same script', fresh],
      [
        'With a default of the database',
        {
          sql: add('"x" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP'),
          target: 'model User {\n id Int @id\n x DateTime @default(now()) @updatedAt\n}',
        },
      ],
    ],
  },
  'add-column-volatile-default': {
    fires: add('"x" UUID DEFAULT gen_random_uuid()'),
    safe: [
      ['The table is created by the same', fresh],
      [
        'The default is a constant',
        add('"x" INTEGER DEFAULT -1'),
        add(`"x" TEXT[] DEFAULT ARRAY['a']`),
        add(`"x" "Role" DEFAULT 'USER'`),
        add('"x" TIMESTAMP DEFAULT now()'),
        add('"x" TIMESTAMP DEFAULT CURRENT_TIMESTAMP'),
      ],
    ],
  },
  'add-column-default-pg10': {
    fires: add('"x" INTEGER DEFAULT 1'),
    given: { postgresVersion: 10 },
    safe: [
      ['PostgreSQL 11 and later', { sql: add('"x" INTEGER DEFAULT 1'), postgresVersion: 11 }],
      ['The table is new', fresh],
    ],
  },
  'add-column-serial-identity': {
    fires: add('"x" SERIAL'),
    safe: [['The table is new', fresh]],
  },
  'add-column-generated-stored': {
    fires: add('"x" TEXT GENERATED ALWAYS AS (lower("name")) STORED'),
    safe: [
      ['The table is new', fresh],
      ['`VIRTUAL`', add('"x" TEXT GENERATED ALWAYS AS (lower("name")) VIRTUAL')],
    ],
  },
  'add-column-inline-check': {
    fires: add('"x" INTEGER CHECK ("x" > 0)'),
    safe: [
      ['The table is new', fresh],
      [
        'The table is written anew',
        add('"x" INTEGER DEFAULT (random() * 9)::integer CHECK ("x" >= 0)'),
      ],
    ],
  },
  'add-column-inline-unique': {
    fires: add('"x" TEXT UNIQUE'),
    safe: [
      ['The table is new', fresh],
      ['`PRIMARY KEY` on a new column', 'ALTER TABLE "Plain" ADD COLUMN "x" TEXT PRIMARY KEY;'],
    ],
  },
  'add-column-inline-fk': {
    fires: add('"x" INTEGER DEFAULT 1 REFERENCES "Team" ("id")'),
    safe: [
      ['Without a default all rows', add('"x" INTEGER REFERENCES "Team" ("id")')],
      ['The table is new', fresh],
    ],
  },
  'add-column-json': {
    fires: add('"x" JSON'),
    safe: [
      ['`jsonb`', add('"x" JSONB')],
      ['The table is new', fresh],
    ],
  },
  'set-not-null-scan': {
    fires: 'ALTER TABLE "User" ALTER COLUMN "name" SET NOT NULL;',
    safe: [
      [
        'A `CHECK` that says',
        'ALTER TABLE "User" ALTER COLUMN "proved" SET NOT NULL;',
        'ALTER TABLE "User" ALTER COLUMN "ranked" SET NOT NULL;',
      ],
      [
        'The column is required already',
        'ALTER TABLE "User" ALTER COLUMN "email" SET NOT NULL;',
        fresh,
      ],
    ],
  },
  'set-not-null-existing-nulls': {
    fires: `${add('"x" TEXT')} ALTER TABLE "User" ALTER COLUMN "x" SET NOT NULL;`,
    safe: [
      [
        'A statement between the two',
        `${add('"x" TEXT')} UPDATE "User" SET "x" = 'a'; ALTER TABLE "User" ALTER COLUMN "x" SET NOT NULL;`,
      ],
      [
        'The column comes with a default',
        `${add(`"x" TEXT DEFAULT 'a'`)} ALTER TABLE "User" ALTER COLUMN "x" SET NOT NULL;`,
      ],
      ['The table is new in this script', fresh],
    ],
  },
  'optional-to-required-with-default': {
    fires: `ALTER TABLE "User" ALTER COLUMN "name" SET NOT NULL, ALTER COLUMN "name" SET DEFAULT 'a';`,
    safe: [
      [
        'No row holds `NULL`',
        `ALTER TABLE "User" ALTER COLUMN "proved" SET NOT NULL, ALTER COLUMN "proved" SET DEFAULT 'a';`,
      ],
      [
        'The script fills the column',
        `UPDATE "User" SET "name" = 'a' WHERE "name" IS NULL;
         ALTER TABLE "User" ALTER COLUMN "name" SET NOT NULL, ALTER COLUMN "name" SET DEFAULT 'a';`,
      ],
      ['The table is new', fresh],
    ],
  },
  'set-not-null-old-writers': {
    fires: 'ALTER TABLE "User" ADD CONSTRAINT "k" CHECK ("name" IS NOT NULL) NOT VALID;',
    safe: [
      ['Code that always writes', people],
      ['The column has a default', people],
      ['A `CHECK` has bound writers', 'ALTER TABLE "User" ALTER COLUMN "proved" SET NOT NULL;'],
      ['The column or the table is new', fresh],
    ],
  },
  'drop-not-null': {
    fires: 'ALTER TABLE "User" ALTER COLUMN "email" DROP NOT NULL;',
    safe: [
      ['The running version accepts', people],
      ['Nothing writes `NULL`', people],
      [
        'The column is optional already',
        'ALTER TABLE "User" ALTER COLUMN "name" DROP NOT NULL;',
        fresh,
      ],
    ],
  },
  'change-default': {
    fires: 'ALTER TABLE "User" ALTER COLUMN "score" SET DEFAULT 5;',
    safe: [
      [
        'The column is new',
        `${add('"x" INTEGER')} ALTER TABLE "User" ALTER COLUMN "x" SET DEFAULT 1;`,
        'ALTER TABLE "User" ALTER COLUMN "score" DROP DEFAULT; ALTER TABLE "User" ALTER COLUMN "score" TYPE BIGINT; ALTER TABLE "User" ALTER COLUMN "score" SET DEFAULT 0;',
      ],
      [
        'The column is required and had no',
        `ALTER TABLE "User" ALTER COLUMN "email" SET DEFAULT 'none';`,
      ],
      ['Nothing relies on', people],
    ],
  },
  'set-default-volatile-no-backfill': {
    fires: 'ALTER TABLE "User" ALTER COLUMN "external" SET DEFAULT gen_random_uuid();',
    safe: [
      ['Old rows shall stay', people],
      [
        'The script fills them',
        'ALTER TABLE "User" ALTER COLUMN "external" SET DEFAULT gen_random_uuid(); UPDATE "User" SET "external" = gen_random_uuid() WHERE "external" IS NULL;',
      ],
      [
        'The column is required already',
        'ALTER TABLE "User" ALTER COLUMN "email" SET DEFAULT gen_random_uuid();',
        fresh,
      ],
    ],
  },
  'add-column-constrained-domain': {
    fires: add('"x" "Positive"'),
    safe: [
      ['The domain has no constraints', add('"x" "Label"')],
      ['The table is new', fresh],
    ],
  },
  'add-column-suboptimal-order': {
    fires:
      'CREATE TABLE "S" ("a" BOOLEAN NOT NULL, "b" BIGINT NOT NULL, "c" BOOLEAN NOT NULL, "d" BIGINT NOT NULL);',
    safe: [],
  },
  'not-null-not-valid-available': {
    fires: 'ALTER TABLE "User" ADD CONSTRAINT "k" CHECK ("name" IS NOT NULL) NOT VALID;',
    given: { postgresVersion: 18 },
    safe: [],
  },
}
