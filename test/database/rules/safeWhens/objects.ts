import { fresh, people, type CasesOfSection } from './safeCase.js'

const newUser = 'CREATE TABLE "New" ("id" INTEGER, "role" "Role");'
const attach = (year: number) =>
  `ALTER TABLE "Event" ATTACH PARTITION "Event_${year}" FOR VALUES FROM ('${year}-01-01') TO ('${year + 1}-01-01');`
const swap = `BEGIN; CREATE TYPE "Role_new" AS ENUM ('USER'); ALTER TABLE "User" ALTER COLUMN "role" DROP DEFAULT;
  ALTER TABLE "User" ALTER COLUMN "role" TYPE "Role_new" USING ("role"::text::"Role_new");
  ALTER TYPE "Role" RENAME TO "Role_old"; ALTER TYPE "Role_new" RENAME TO "Role"; DROP TYPE "Role_old"; COMMIT;`
const addAfter = `ALTER TYPE "Unused" ADD VALUE 'Y' AFTER 'X';`
const refresh = 'REFRESH MATERIALIZED VIEW "Count"'

export const objects: CasesOfSection = {
  'attach-partition-scan': {
    fires: attach(2026),
    safe: [
      ['A valid `CHECK` on', attach(2027)],
      [
        'The partition is new',
        `CREATE TABLE "Event_2028" ("id" INTEGER NOT NULL, "at" DATE NOT NULL); ${attach(2028)}`,
      ],
    ],
  },
  'autovacuum-off': {
    fires: 'ALTER TABLE "User" SET (autovacuum_enabled = false);',
    safe: [
      ['The table is new', fresh],
      [
        'Other storage parameters',
        'ALTER TABLE "User" SET (autovacuum_vacuum_scale_factor = 0.1);',
      ],
    ],
  },
  cluster: {
    fires: 'CLUSTER "User" USING "User_pkey";',
    safe: [
      ['`ALTER TABLE … CLUSTER ON`', 'ALTER TABLE "User" CLUSTER ON "User_pkey";'],
      ['A table that is new', fresh],
    ],
  },
  'composite-type-change': {
    fires: 'ALTER TYPE "Point" ALTER ATTRIBUTE "x" TYPE BIGINT;',
    safe: [
      ['No column has the type', 'ALTER TYPE "Idle" ALTER ATTRIBUTE "x" TYPE BIGINT;'],
      ['`ADD ATTRIBUTE`', 'ALTER TYPE "Point" ADD ATTRIBUTE "z" INTEGER;'],
    ],
  },
  'create-domain-with-constraint': {
    fires: 'CREATE DOMAIN "Odd" AS INTEGER CHECK (VALUE % 2 = 1);',
    safe: [
      ['The domain has no constraint', 'CREATE DOMAIN "Any" AS INTEGER;'],
      ['Columns of it are only', people],
    ],
  },
  'create-enum': {
    fires: `CREATE TYPE "Kind" AS ENUM ('A');`,
    safe: [
      ['The values are fixed', people],
      ['This is a matter of taste', people],
    ],
  },
  'create-extension': {
    fires: 'CREATE EXTENSION "pg_trgm";',
    safe: [['An earlier migration', 'CREATE EXTENSION IF NOT EXISTS "citext";']],
  },
  'create-partition-of': {
    fires: `CREATE TABLE "Event_2028" PARTITION OF "Event" FOR VALUES FROM ('2028-01-01') TO ('2029-01-01');`,
    safe: [
      ['The partitioned table is new', fresh],
      [
        '`IF NOT EXISTS` finds it',
        `CREATE TABLE IF NOT EXISTS "Event_2025" PARTITION OF "Event" FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');`,
      ],
    ],
  },
  'create-publication': {
    fires: 'CREATE PUBLICATION "p" FOR TABLE "Plain";',
    safe: [['Every published table', people]],
  },
  'create-rule': {
    fires: 'CREATE RULE "r" AS ON DELETE TO "User" DO INSTEAD NOTHING;',
    safe: [['A table that is new', fresh]],
  },
  'create-trigger': {
    fires: 'CREATE TRIGGER "t" BEFORE INSERT ON "User" FOR EACH ROW EXECUTE FUNCTION "touch"();',
    safe: [
      ['A table that is new', fresh],
      [
        'A trigger that PostgreSQL refuses',
        'CREATE TRIGGER "t" BEFORE INSERT ON "User" FOR EACH ROW EXECUTE FUNCTION "nowhere"();',
      ],
      ['The trigger of a plan', people],
    ],
  },
  'ctas-untyped': {
    fires: 'CREATE TABLE "Copy" AS SELECT * FROM "User";',
    safe: [
      [
        'A temporary table',
        'CREATE TEMPORARY TABLE "Copy" AS SELECT * FROM "Team";',
        'CREATE TABLE "Copy" AS SELECT * FROM "Team"; DROP TABLE "Copy";',
      ],
      ['A materialized view', 'CREATE MATERIALIZED VIEW "Copy" AS SELECT * FROM "Team";'],
    ],
  },
  'detach-partition': {
    fires: 'ALTER TABLE "Event" DETACH PARTITION "Event_2025";',
    safe: [
      [
        '`DETACH PARTITION … CONCURRENTLY`',
        'ALTER TABLE "Event" DETACH PARTITION "Event_2025" CONCURRENTLY;',
      ],
      ['The partitioned table is new', fresh],
    ],
  },
  'domain-add-constraint': {
    fires: `ALTER DOMAIN "Mail" ADD CONSTRAINT "m" CHECK (VALUE <> '');`,
    safe: [
      ['No column has the domain', `ALTER DOMAIN "Alone" ADD CONSTRAINT "m" CHECK (VALUE <> '');`],
      [
        '`ADD CONSTRAINT … NOT VALID`',
        `ALTER DOMAIN "Mail" ADD CONSTRAINT "m" CHECK (VALUE <> '') NOT VALID;`,
      ],
    ],
  },
  'enable-disable-trigger': {
    fires: 'ALTER TABLE "User" DISABLE TRIGGER "touched";',
    safe: [
      ['A table that is new', fresh],
      [
        '`ENABLE` of what the same script',
        {
          sql: 'ALTER TABLE "User" DISABLE TRIGGER "touched"; ALTER TABLE "User" ENABLE TRIGGER "touched";',
          finds: 1,
        },
      ],
    ],
  },
  'enum-add-no-position': {
    fires: `ALTER TYPE "Role" ADD VALUE 'GUEST';`,
    safe: [
      ['Nothing sorts', people],
      [
        'In the schema too the value',
        {
          sql: `ALTER TYPE "Role" ADD VALUE 'GUEST';`,
          target: 'enum Role {\n USER\n ADMIN\n GUEST\n}\nmodel User {\n id Int @id\n role Role\n}',
        },
      ],
    ],
  },
  'enum-add-old-reader': {
    fires: `ALTER TYPE "Role" ADD VALUE 'GUEST';`,
    safe: [
      [
        'No column has the type',
        `ALTER TYPE "Unused" ADD VALUE 'Y';`,
        `CREATE TABLE "N" ("u" "Unused"); ALTER TYPE "Unused" ADD VALUE 'Y';`,
      ],
      ['The value is there already', `ALTER TYPE "Role" ADD VALUE IF NOT EXISTS 'ADMIN';`],
      ['The running version already', people],
    ],
  },
  'enum-add-value': {
    fires: { sql: `BEGIN; ${addAfter} COMMIT;`, postgresVersion: 11 },
    safe: [
      ['PostgreSQL 12 and later', { sql: `BEGIN; ${addAfter} COMMIT;`, postgresVersion: 12 }],
      ['The statement stands alone', { sql: addAfter, postgresVersion: 11 }],
    ],
  },
  'enum-rename-value': {
    fires: `ALTER TYPE "Role" RENAME VALUE 'ADMIN' TO 'OWNER';`,
    safe: [
      ['No column has the type', `ALTER TYPE "Unused" RENAME VALUE 'X' TO 'Y';`],
      [
        'The script itself has created',
        `CREATE TYPE "Fresh" AS ENUM ('A'); CREATE TABLE "N" ("f" "Fresh"); ALTER TYPE "Fresh" RENAME VALUE 'A' TO 'B';`,
      ],
    ],
  },
  'enum-value-removed': {
    fires: swap,
    safe: [
      ['No column uses the enum', fresh],
      ['The value keeps its label', 'SELECT 1;'],
    ],
  },
  'enum-value-used-same-transaction': {
    fires: `ALTER TYPE "Role" ADD VALUE 'GUEST'; ALTER TABLE "User" ALTER COLUMN "role" SET DEFAULT 'GUEST';`,
    safe: [
      [
        'Prisma 7.4 and later',
        {
          sql: `ALTER TYPE "Role" ADD VALUE 'GUEST'; ALTER TABLE "User" ALTER COLUMN "role" SET DEFAULT 'GUEST';`,
          execution: 'split',
        },
      ],
      [
        'The value stands in an earlier',
        `ALTER TABLE "User" ALTER COLUMN "role" SET DEFAULT 'ADMIN';`,
        `BEGIN; ALTER TYPE "Role" ADD VALUE 'GUEST'; COMMIT; ALTER TABLE "User" ALTER COLUMN "role" SET DEFAULT 'GUEST';`,
      ],
      [
        'From PostgreSQL 17 on',
        `CREATE TYPE "Fresh" AS ENUM ('A'); ALTER TYPE "Fresh" ADD VALUE 'B'; CREATE TABLE "N" ("f" "Fresh" DEFAULT 'B');`,
      ],
      [
        'The text only looks like',
        `ALTER TYPE "Role" ADD VALUE 'GUEST'; UPDATE "User" SET "bio" = 'GUEST' WHERE "id" = 1;`,
      ],
    ],
  },
  'function-volatility-change': {
    fires: `CREATE OR REPLACE FUNCTION "twice"(n INTEGER) RETURNS INTEGER LANGUAGE sql STABLE AS 'SELECT n * 2';`,
    safe: [
      [
        'Volatility and body stay',
        `CREATE OR REPLACE FUNCTION "twice"(n INTEGER) RETURNS INTEGER LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';`,
        `CREATE OR REPLACE FUNCTION "one"() RETURNS INTEGER LANGUAGE sql IMMUTABLE AS 'SELECT 2';`,
      ],
      [
        'A function that the replay',
        `CREATE OR REPLACE FUNCTION "other"() RETURNS INTEGER LANGUAGE sql STABLE AS 'SELECT 2';`,
      ],
    ],
  },
  'grant-widening': {
    fires: 'GRANT SELECT ON "User" TO PUBLIC;',
    safe: [['A right that is meant', people]],
  },
  'overbroad-grant': {
    fires: 'GRANT ALL ON "User" TO CURRENT_USER;',
    safe: [['The role is meant', people]],
  },
  superuser: {
    fires: 'ALTER ROLE CURRENT_USER SUPERUSER;',
    safe: [['A role of your own', people]],
  },
  'lock-table': {
    fires: 'BEGIN; LOCK TABLE "User"; COMMIT;',
    safe: [
      ['Modes below `SHARE`', 'BEGIN; LOCK TABLE "User" IN ROW EXCLUSIVE MODE; COMMIT;'],
      ['Tables that are new', fresh],
      [
        'In a DO block',
        `DO $$ BEGIN FOR i IN 1..3 LOOP BEGIN SET LOCAL lock_timeout = '1s'; LOCK TABLE "User"; EXIT; EXCEPTION WHEN lock_not_available THEN NULL; END; END LOOP; END $$;`,
      ],
    ],
  },
  'matview-with-data': {
    fires: 'CREATE MATERIALIZED VIEW "v" AS SELECT "id" FROM "User";',
    safe: [
      ['`WITH NO DATA`', 'CREATE MATERIALIZED VIEW "v" AS SELECT "id" FROM "User" WITH NO DATA;'],
      ['It reads no table with rows', fresh],
    ],
  },
  'refresh-matview': {
    fires: `${refresh};`,
    safe: [
      ['With `CONCURRENTLY`', people],
      [
        '`WITH NO DATA`',
        `${refresh} WITH NO DATA;`,
        'CREATE MATERIALIZED VIEW "v" AS SELECT 1 AS "n"; REFRESH MATERIALIZED VIEW "v";',
      ],
    ],
  },
  'replace-view-incompatible': {
    fires: 'CREATE OR REPLACE VIEW "Shown" AS SELECT "shown" FROM "User";',
    safe: [
      [
        'The old columns stay',
        'CREATE OR REPLACE VIEW "Shown" AS SELECT "id", "shown", "name" FROM "User";',
      ],
    ],
  },
  'replica-identity': {
    fires: 'ALTER TABLE "User" REPLICA IDENTITY FULL;',
    safe: [
      ['Nobody reads', people],
      ['A table that is new', fresh],
    ],
  },
  'rls-enabled-without-policy': {
    fires: 'ALTER TABLE "Team" ENABLE ROW LEVEL SECURITY;',
    safe: [
      [
        'The table has a policy',
        'ALTER TABLE "User" ENABLE ROW LEVEL SECURITY;',
        'ALTER TABLE "Team" ENABLE ROW LEVEL SECURITY; CREATE POLICY "p" ON "Team" USING (true);',
      ],
      ['The application connects', people],
      ['A table that is new', fresh],
    ],
  },
  'rls-weak-policy': {
    fires: 'CREATE POLICY "p" ON "Team" USING (true);',
    safe: [
      ['Every row is meant', people],
      ['`AS RESTRICTIVE`', 'CREATE POLICY "p" ON "Team" AS RESTRICTIVE USING (true);'],
    ],
  },
  'security-definer-path': {
    fires: `CREATE FUNCTION "g"() RETURNS INTEGER LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';`,
    safe: [
      [
        'The function has',
        `CREATE FUNCTION "g"() RETURNS INTEGER LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT 1';`,
      ],
      [
        '`SECURITY INVOKER`',
        `CREATE FUNCTION "g"() RETURNS INTEGER LANGUAGE sql SECURITY INVOKER AS 'SELECT 1';`,
      ],
    ],
  },
  'sequence-not-reset': {
    fires: `INSERT INTO "Team" ("id", "name") VALUES (7, 'a');`,
    safe: [
      [
        'The script moves the sequence',
        `INSERT INTO "Team" ("id", "name") VALUES (7, 'a'); SELECT setval('"Team_id_seq"', 7);`,
        `INSERT INTO "Team" ("id", "name") VALUES (7, 'a'); ALTER SEQUENCE "Team_id_seq" RESTART WITH 8;`,
      ],
      [
        'The values are `DEFAULT`',
        `INSERT INTO "Team" ("id", "name") VALUES (DEFAULT, 'a');`,
        `INSERT INTO "Team" ("id", "name") VALUES (nextval('"Team_id_seq"'), 'a');`,
      ],
      ['They lie far above', people],
    ],
  },
  'set-access-method': {
    fires:
      'CREATE ACCESS METHOD "heap2" TYPE TABLE HANDLER heap_tableam_handler; ALTER TABLE "User" SET ACCESS METHOD "heap2";',
    safe: [
      ['The table has that method', 'ALTER TABLE "User" SET ACCESS METHOD heap;'],
      ['A table that is new', fresh],
    ],
  },
  'set-logged-unlogged': {
    fires: 'ALTER TABLE "Plain" SET UNLOGGED;',
    safe: [
      ['The table is that already', 'ALTER TABLE "Plain" SET LOGGED;'],
      ['A table that is new', fresh],
    ],
  },
  'set-statistics': {
    fires: 'ALTER TABLE "User" ALTER "name" SET STATISTICS 500;',
    safe: [
      [
        'The script runs `ANALYZE`',
        'ALTER TABLE "User" ALTER "name" SET STATISTICS 500; ANALYZE "User";',
      ],
      ['A table that is new', fresh],
    ],
  },
  'set-tablespace': {
    fires: 'ALTER TABLE "User" SET TABLESPACE fast;',
    safe: [
      ['The table is in that', 'ALTER TABLE "User" SET TABLESPACE pg_default;'],
      ['A table that is new', fresh],
    ],
  },
  truncate: {
    fires: 'TRUNCATE "Plain";',
    safe: [['The table is created', fresh]],
  },
  'truncate-cascade': {
    fires: 'TRUNCATE "User" CASCADE;',
    safe: [
      ['No foreign key leads', 'TRUNCATE "Plain" CASCADE;'],
      ['Tables that are new', fresh],
    ],
  },
  'vacuum-full': {
    fires: 'VACUUM FULL "User";',
    safe: [
      ['Plain `VACUUM`', 'VACUUM "User";', 'ANALYZE "User";'],
      ['A table that is new', { sql: `${newUser} VACUUM FULL "New";`, execution: 'split' }],
      ['Inside a transaction', 'BEGIN; VACUUM FULL "User"; COMMIT;'],
    ],
  },
  'naming-convention': {
    fires: { sql: 'CREATE TABLE "New" ("id" INTEGER);', naming: { tables: 'snake_case' } },
    safe: [
      ['`naming` says nothing', 'CREATE TABLE "New" ("id" INTEGER);'],
      [
        "The tables of Prisma's implicit",
        {
          sql: 'CREATE TABLE "_TeamToUser" ("A" INTEGER NOT NULL, "B" INTEGER NOT NULL);',
          naming: { tables: 'snake_case' },
          target:
            'model Team {\n id Int @id\n users User[]\n}\nmodel User {\n id Int @id\n teams Team[]\n}',
        },
      ],
    ],
  },
}
