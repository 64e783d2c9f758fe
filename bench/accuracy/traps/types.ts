import { sqlTheme } from './trap.js'

export const types = sqlTheme(
  'type changes',
  `CREATE EXTENSION IF NOT EXISTS citext;
   CREATE TABLE "Parent" ("id" INTEGER PRIMARY KEY);
   CREATE TABLE "T" ("id" SERIAL PRIMARY KEY, "v20" VARCHAR(20), "v50" VARCHAR(50) CHECK ("v50" <> ''), "txt" TEXT, "n" NUMERIC(10,2), "small" SMALLINT, "num" INTEGER, "big" BIGINT, "f" DOUBLE PRECISION, "r" REAL, "ts" TIMESTAMP(3), "ts6" TIMESTAMP(6), "tz" TIMESTAMPTZ(3), "u" UUID, "b" BOOLEAN, "j" JSONB, "ci" CITEXT, "ip" CIDR, "c" CHAR(4), "seen" TEXT, "sorted" TEXT, "def" TEXT DEFAULT 'none', "parentId" INTEGER REFERENCES "Parent" ("id"));
   CREATE INDEX "T_ci_idx" ON "T" ("ci"); CREATE INDEX "T_num_idx" ON "T" ("num"); CREATE INDEX "T_sorted_idx" ON "T" ("sorted");
   CREATE VIEW "Seen" AS SELECT "seen" FROM "T";
   INSERT INTO "T" ("v20", "txt", "num", "big") VALUES ('a', '1', 1, 1);`,
  [
    ['varchar grows', 'ALTER TABLE "T" ALTER COLUMN "v20" TYPE VARCHAR(40);', ''],
    ['varchar to text', 'ALTER TABLE "T" ALTER COLUMN "v20" SET DATA TYPE TEXT;', ''],
    ['text to varchar without a length', 'ALTER TABLE "T" ALTER COLUMN "txt" TYPE VARCHAR;', ''],
    [
      'varchar to text under a CHECK reads the table',
      'ALTER TABLE "T" ALTER COLUMN "v50" TYPE TEXT;',
      'alter-type-recheck',
    ],
    [
      'varchar shrinks',
      'ALTER TABLE "T" ALTER COLUMN "v20" TYPE VARCHAR(10);',
      'alter-type-rewrite alter-type-narrowing',
    ],
    [
      'text to varchar(n)',
      'ALTER TABLE "T" ALTER COLUMN "txt" TYPE VARCHAR(10);',
      'alter-type-rewrite alter-type-narrowing',
    ],
    [
      'USING with an explicit cast cuts in silence',
      'ALTER TABLE "T" ALTER COLUMN "txt" TYPE VARCHAR(10) USING "txt"::VARCHAR(10);',
      'alter-type-rewrite alter-type-lossy',
    ],
    [
      'USING that is only the column',
      'ALTER TABLE "T" ALTER COLUMN "v20" TYPE TEXT USING "v20"::TEXT;',
      '',
    ],
    [
      'USING that computes',
      'ALTER TABLE "T" ALTER COLUMN "v20" TYPE TEXT USING trim("v20");',
      'alter-type-rewrite',
    ],
    ['numeric gains precision', 'ALTER TABLE "T" ALTER COLUMN "n" TYPE NUMERIC(12,2);', ''],
    ['numeric without limits', 'ALTER TABLE "T" ALTER COLUMN "n" TYPE NUMERIC;', ''],
    [
      'numeric loses scale',
      'ALTER TABLE "T" ALTER COLUMN "n" TYPE NUMERIC(10,1);',
      'alter-type-rewrite alter-type-lossy',
    ],
    ['smallint to int', 'ALTER TABLE "T" ALTER COLUMN "small" TYPE INTEGER;', 'alter-type-rewrite'],
    [
      'int to bigint',
      'ALTER TABLE "T" ALTER COLUMN "num" TYPE BIGINT;',
      'alter-type-rewrite alter-type-client-reads',
    ],
    [
      'bigint to int',
      'ALTER TABLE "T" ALTER COLUMN "big" TYPE INTEGER;',
      'alter-type-rewrite alter-type-narrowing alter-type-client-reads',
    ],
    [
      'int to real',
      'ALTER TABLE "T" ALTER COLUMN "num" TYPE REAL;',
      'alter-type-rewrite alter-type-lossy alter-type-client-reads',
    ],
    [
      'double to int',
      'ALTER TABLE "T" ALTER COLUMN "f" TYPE INTEGER;',
      'alter-type-rewrite alter-type-lossy alter-type-client-reads',
    ],
    [
      'real to double',
      'ALTER TABLE "T" ALTER COLUMN "r" TYPE DOUBLE PRECISION;',
      'alter-type-rewrite',
    ],
    [
      'text to int without USING',
      'ALTER TABLE "T" ALTER COLUMN "txt" TYPE INTEGER;',
      'alter-type-uncastable',
      { refused: '42804' },
    ],
    [
      'text to int with USING',
      'ALTER TABLE "T" ALTER COLUMN "txt" TYPE INTEGER USING "txt"::INTEGER;',
      'alter-type-rewrite alter-type-client-reads alter-type-narrowing',
    ],
    [
      'the default cannot be cast',
      'ALTER TABLE "T" ALTER COLUMN "def" TYPE INTEGER USING "def"::INTEGER;',
      'alter-type-default-uncastable',
      { refused: '42804' },
    ],
    ['timestamp gains precision', 'ALTER TABLE "T" ALTER COLUMN "ts" TYPE TIMESTAMP(6);', ''],
    [
      'timestamp loses precision',
      'ALTER TABLE "T" ALTER COLUMN "ts6" TYPE TIMESTAMP(3);',
      'alter-type-rewrite alter-type-lossy',
    ],
    [
      'timestamptz to date',
      'ALTER TABLE "T" ALTER COLUMN "tz" TYPE DATE;',
      'alter-type-rewrite alter-type-lossy',
    ],
    [
      'jsonb to json',
      'ALTER TABLE "T" ALTER COLUMN "j" TYPE JSON;',
      'alter-type-rewrite add-column-json',
    ],
    [
      'citext to text rebuilds the index alone',
      'ALTER TABLE "T" ALTER COLUMN "ci" TYPE TEXT;',
      'alter-type-index-rebuild',
    ],
    ['cidr to inet', 'ALTER TABLE "T" ALTER COLUMN "ip" TYPE INET;', ''],
    [
      'a foreign key is checked again, and its parent is locked',
      'ALTER TABLE "T" ALTER COLUMN "parentId" TYPE BIGINT;',
      'alter-type-fk-revalidate alter-type-client-reads',
    ],
    [
      'a view stands on the column',
      'ALTER TABLE "T" ALTER COLUMN "seen" TYPE VARCHAR;',
      'alter-type-blocked-by-dependent',
      { refused: '0A000' },
    ],
    [
      'the sequence of a serial stays an int',
      'ALTER TABLE "T" ALTER COLUMN "id" TYPE BIGINT;',
      'alter-type-rewrite alter-type-sequence-left alter-type-client-reads',
    ],
    [
      'BIGSERIAL is no type to change to',
      'ALTER TABLE "T" ALTER COLUMN "id" SET DATA TYPE BIGSERIAL;',
      'prisma-bigserial-type-change',
      { refused: '42704' },
    ],
    [
      'another collation rebuilds the index',
      'ALTER TABLE "T" ALTER COLUMN "sorted" TYPE TEXT COLLATE "C";',
      'collation-change',
    ],
    [
      'another collation of a column without an index',
      'ALTER TABLE "T" ALTER COLUMN "v20" TYPE VARCHAR(20) COLLATE "C";',
      '',
    ],
    [
      'on a table of the same file',
      'CREATE TABLE "Fresh" ("a" INTEGER); ALTER TABLE "Fresh" ALTER COLUMN "a" TYPE BIGINT;',
      '',
    ],
  ],
)
