import { sqlTheme } from './trap.js'

export const objects = sqlTheme(
  'other objects and maintenance',
  `CREATE TABLE "User" ("id" SERIAL PRIMARY KEY, "name" TEXT);
   CREATE TABLE "Post" ("id" SERIAL PRIMARY KEY, "userId" INTEGER REFERENCES "User" ("id"));
   CREATE TABLE "Log" ("id" SERIAL PRIMARY KEY, "line" TEXT);
   CREATE TABLE "Event" ("at" DATE NOT NULL) PARTITION BY RANGE ("at");
   CREATE TABLE "Event_2025" PARTITION OF "Event" FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
   CREATE TABLE "Event_2026" ("at" DATE NOT NULL);
   CREATE TABLE "Event_2027" ("at" DATE NOT NULL CHECK ("at" >= '2027-01-01' AND "at" < '2028-01-01'));
   CREATE VIEW "Names" AS SELECT "id", "name" FROM "User";
   CREATE MATERIALIZED VIEW "Count" AS SELECT count(*) AS "n" FROM "User"; CREATE UNIQUE INDEX "Count_n_key" ON "Count" ("n");
   CREATE FUNCTION "touch"() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
   CREATE TRIGGER "touched" BEFORE UPDATE ON "User" FOR EACH ROW EXECUTE FUNCTION "touch"();
   CREATE SEQUENCE "counter";
   INSERT INTO "User" ("name") VALUES ('a'); INSERT INTO "Log" ("line") VALUES ('l');`,
  [
    ['TRUNCATE', 'TRUNCATE "Log";', 'truncate'],
    [
      'TRUNCATE of a table that others refer to',
      'TRUNCATE "User";',
      'truncate',
      { refused: '0A000' },
    ],
    ['TRUNCATE CASCADE', 'TRUNCATE "User" CASCADE;', 'truncate-cascade'],
    [
      'TRUNCATE of a table of the same file',
      'CREATE TABLE "Fresh" ("a" TEXT); TRUNCATE "Fresh";',
      '',
    ],
    ['VACUUM FULL', 'VACUUM FULL "Log";', 'vacuum-full'],
    ['VACUUM', 'VACUUM "Log";', ''],
    ['CLUSTER', 'CLUSTER "Log" USING "Log_pkey";', 'cluster'],
    ['SET UNLOGGED', 'ALTER TABLE "Log" SET UNLOGGED;', 'set-logged-unlogged'],
    [
      'SET UNLOGGED of a table of the same file',
      'CREATE TABLE "Fresh" ("a" TEXT); ALTER TABLE "Fresh" SET UNLOGGED;',
      '',
    ],
    ['SET TABLESPACE', 'ALTER TABLE "Log" SET TABLESPACE pg_default;', ''],
    [
      'ATTACH PARTITION',
      `ALTER TABLE "Event" ATTACH PARTITION "Event_2026" FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');`,
      'attach-partition-scan',
    ],
    [
      'ATTACH PARTITION behind a CHECK that says the bounds',
      `ALTER TABLE "Event" ATTACH PARTITION "Event_2027" FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');`,
      '',
    ],
    ['DETACH PARTITION', 'ALTER TABLE "Event" DETACH PARTITION "Event_2025";', 'detach-partition'],
    [
      'DETACH PARTITION CONCURRENTLY alone',
      'ALTER TABLE "Event" DETACH PARTITION "Event_2025" CONCURRENTLY;',
      '',
    ],
    [
      'a partition of a table that is there',
      `CREATE TABLE "Event_2028" PARTITION OF "Event" FOR VALUES FROM ('2028-01-01') TO ('2029-01-01');`,
      'create-partition-of',
    ],
    [
      'a partition of a table of the same file',
      `CREATE TABLE "Fresh" ("at" DATE) PARTITION BY RANGE ("at");
       CREATE TABLE "Fresh_2026" PARTITION OF "Fresh" FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');`,
      '',
    ],
    ['REFRESH', 'REFRESH MATERIALIZED VIEW "Count";', 'refresh-matview'],
    ['REFRESH CONCURRENTLY', 'REFRESH MATERIALIZED VIEW CONCURRENTLY "Count";', ''],
    ['a materialised view', 'CREATE MATERIALIZED VIEW "M" AS SELECT 1 AS "n";', ''],
    [
      'a trigger',
      'CREATE TRIGGER "t" BEFORE INSERT ON "Log" FOR EACH ROW EXECUTE FUNCTION "touch"();',
      'create-trigger',
    ],
    [
      'a trigger on a table of the same file',
      'CREATE TABLE "Fresh" ("a" TEXT); CREATE TRIGGER "t" BEFORE INSERT ON "Fresh" FOR EACH ROW EXECUTE FUNCTION "touch"();',
      '',
    ],
    ['DISABLE TRIGGER', 'ALTER TABLE "User" DISABLE TRIGGER "touched";', 'enable-disable-trigger'],
    [
      'a view that loses a column',
      'CREATE OR REPLACE VIEW "Names" AS SELECT "id" FROM "User";',
      'replace-view-incompatible',
      { refused: '42P16' },
    ],
    [
      'a view that gains a column',
      'CREATE OR REPLACE VIEW "Names" AS SELECT "id", "name", 1 AS "one" FROM "User";',
      '',
    ],
    ['a view', 'CREATE VIEW "Short" AS SELECT "id" FROM "User";', ''],
    [
      'row security without a policy',
      'ALTER TABLE "User" ENABLE ROW LEVEL SECURITY;',
      'rls-enabled-without-policy',
    ],
    [
      'row security with its policy',
      'CREATE POLICY "p" ON "User" USING ("id" > 0); ALTER TABLE "User" ENABLE ROW LEVEL SECURITY;',
      '',
    ],
    ['autovacuum off', 'ALTER TABLE "Log" SET (autovacuum_enabled = false);', 'autovacuum-off'],
    ['a fill factor', 'ALTER TABLE "Log" SET (fillfactor = 80);', ''],
    ['LOCK TABLE', 'BEGIN; LOCK TABLE "Log"; COMMIT;', 'lock-table'],
    ['an extension', 'CREATE EXTENSION IF NOT EXISTS "pgcrypto";', ''],
    ['a sequence', 'CREATE SEQUENCE "s"; ALTER SEQUENCE "counter" RESTART WITH 10;', ''],
    ['a comment', `COMMENT ON TABLE "User" IS 'people';`, ''],
    ['statistics of a column', 'ALTER TABLE "User" ALTER COLUMN "name" SET STATISTICS 500;', ''],
    [
      'a role, which every database of the server shares',
      'DROP ROLE IF EXISTS "nobody_has_this_name";',
      'prisma-shadow-incompatible',
    ],
  ],
)
