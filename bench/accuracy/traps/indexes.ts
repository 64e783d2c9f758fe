import { sqlTheme } from './trap.js'

export const indexes = sqlTheme(
  'indexes',
  `CREATE TABLE "User" ("id" SERIAL PRIMARY KEY, "a" TEXT, "b" TEXT, "dup" TEXT, "never" TEXT);
   CREATE TABLE "Other" ("id" SERIAL PRIMARY KEY, "a" TEXT);
   CREATE INDEX "User_a_idx" ON "User" ("a"); CREATE UNIQUE INDEX "User_b_key" ON "User" ("b");
   CREATE TABLE "Event" ("at" DATE NOT NULL, "k" TEXT) PARTITION BY RANGE ("at");
   CREATE TABLE "Event_2026" PARTITION OF "Event" FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
   INSERT INTO "User" ("a", "b", "dup") VALUES ('x', '1', 'same'), ('y', '2', 'same');`,
  [
    ['an index', 'CREATE INDEX "i" ON "User" ("dup");', 'create-index-blocking'],
    [
      'an index on an expression',
      'CREATE INDEX "i" ON "User" (lower("a"));',
      'create-index-blocking',
    ],
    [
      'an index that may be there',
      'CREATE INDEX IF NOT EXISTS "i" ON "User" ("dup");',
      'create-index-blocking',
    ],
    [
      'an index on a table of the same file',
      'CREATE TABLE "Fresh" ("a" TEXT); CREATE UNIQUE INDEX "i" ON "Fresh" ("a");',
      '',
    ],
    [
      'an index on a table of the same file that was filled',
      `CREATE TABLE "Fresh" AS SELECT * FROM "User"; CREATE INDEX "i" ON "Fresh" ("a");`,
      'create-index-blocking',
    ],
    [
      'a table of the same name in another schema excuses nothing',
      'CREATE SCHEMA "s"; CREATE TABLE "s"."User" ("dup" TEXT); CREATE INDEX "i" ON "User" ("dup");',
      'create-index-blocking',
    ],
    [
      'a unique index over different values',
      'CREATE UNIQUE INDEX "i" ON "User" ("a");',
      'create-index-blocking',
    ],
    [
      'a unique index over equal values',
      'CREATE UNIQUE INDEX "i" ON "User" ("dup");',
      'unique-duplicates',
      { refused: '23505' },
    ],
    [
      'a unique index on a column that is new and has no values',
      'ALTER TABLE "User" ADD COLUMN "n" TEXT; CREATE UNIQUE INDEX "i" ON "User" ("n");',
      'create-index-after-exclusive',
      { split: 'create-index-blocking' },
    ],
    ['CONCURRENTLY alone', 'CREATE INDEX CONCURRENTLY "i" ON "User" ("dup");', ''],
    [
      'CONCURRENTLY with company',
      'CREATE INDEX CONCURRENTLY "i" ON "User" ("dup"); CREATE INDEX CONCURRENTLY "j" ON "User" ("never");',
      'concurrently-in-transaction',
      { split: '', refused: { whole: '25001' } },
    ],
    [
      'CONCURRENTLY beside a statement that the parser of Prisma cannot read',
      'CREATE INDEX CONCURRENTLY "i" ON "User" ("dup"); ALTER SEQUENCE "User_id_seq" AS BIGINT;',
      'concurrently-in-transaction',
      { split: 'prisma-splitter-fallback', refused: '25001' },
    ],
    [
      'CONCURRENTLY between BEGIN and COMMIT',
      'BEGIN; CREATE INDEX CONCURRENTLY "i" ON "User" ("dup"); COMMIT;',
      'concurrently-in-transaction',
      { refused: '25001' },
    ],
    [
      'COMMIT before CONCURRENTLY does not help in one query',
      'COMMIT; CREATE INDEX CONCURRENTLY "i" ON "User" ("dup");',
      'concurrently-in-transaction transaction-nesting',
      { split: '', refused: { whole: '25001' } },
    ],
    [
      'DROP INDEX CONCURRENTLY with company is one transaction on each Prisma',
      'DROP INDEX CONCURRENTLY "User_a_idx"; CREATE INDEX CONCURRENTLY "i" ON "User" ("dup");',
      'concurrently-in-transaction',
      { split: 'prisma-splitter-fallback', refused: '25001' },
    ],
    ['DROP INDEX CONCURRENTLY alone', 'DROP INDEX CONCURRENTLY "User_a_idx";', ''],
    ['DROP INDEX', 'DROP INDEX "User_a_idx";', 'drop-index-blocking'],
    [
      'DROP INDEX of a table that goes with it',
      'DROP INDEX "User_a_idx"; DROP TABLE "User";',
      'drop-table',
    ],
    [
      'an index that is dropped and made anew',
      'DROP INDEX "User_b_key"; CREATE UNIQUE INDEX "User_b_key" ON "User" ("b", "a");',
      'drop-index-blocking create-index-after-exclusive',
      { split: 'index-gap create-index-blocking not-atomic-multi-statement' },
    ],
    [
      'an index behind an ALTER TABLE of the same table',
      'ALTER TABLE "User" ADD COLUMN "n" TEXT; CREATE INDEX "i" ON "User" ("a", "n");',
      'create-index-after-exclusive',
      { split: 'create-index-blocking' },
    ],
    [
      'CONCURRENTLY IF NOT EXISTS may find the invalid rest of a failure',
      'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "i" ON "User" ("a");',
      '',
    ],
    [
      'CONCURRENTLY on a partitioned table',
      'CREATE INDEX CONCURRENTLY "i" ON "Event" ("k");',
      'concurrently-on-partitioned',
      { refused: '0A000' },
    ],
    [
      'an index on a partitioned table',
      'CREATE INDEX "i" ON "Event" ("k");',
      'partitioned-index-fanout',
    ],
    ['an index ON ONLY the parent', 'CREATE INDEX "i" ON ONLY "Event" ("k");', ''],
    ['REINDEX', 'REINDEX TABLE "User";', 'reindex-blocking'],
    ['REINDEX CONCURRENTLY', 'REINDEX INDEX CONCURRENTLY "User_a_idx";', ''],
    [
      'two indexes on two tables',
      'CREATE INDEX "i" ON "User" ("dup"); CREATE INDEX "j" ON "Other" ("a");',
      'create-index-blocking wide-lock-window',
      { split: 'create-index-blocking' },
    ],
  ],
)
