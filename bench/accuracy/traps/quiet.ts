import type { AnalysedScript } from '../../../server/src/rules/script.js'
import { sqlTheme, type SqlTheme } from './trap.js'

/** What a quiet trap takes for given instead of what the judge assumes: PostgreSQL 18, a file by itself. */
export type Given = Partial<Pick<AnalysedScript, 'postgresVersion' | 'later' | 'sortsBefore'>>

/**
 * A rule that says too little for a verdict: as a note, only when it is switched on, or only where
 * no other rule says more. `told` is SQL of which it speaks when it is asked alone, `passed` is SQL
 * close to that of which it must not.
 */
export type QuietTrap = {
  readonly rule: string
  readonly told: string
  readonly passed: string
  readonly given: Given
  readonly givenPassed: Given
  /** The SQLSTATE that a server refuses `told` with. */
  readonly refused?: string
}

export const quietHistory = `
  CREATE TABLE "Code" ("c" TEXT COLLATE "C" PRIMARY KEY);
  CREATE TABLE "User" ("id" SERIAL PRIMARY KEY, "email" TEXT NOT NULL DEFAULT 'x', "nick" TEXT, "age" INT, "ref" INT, "code" TEXT COLLATE "C");
  CREATE TABLE "Team" ("id" SERIAL PRIMARY KEY, "owner" INT REFERENCES "User" ("id"), "name" TEXT);
  CREATE TABLE "Alone" ("id" SERIAL PRIMARY KEY);
  CREATE INDEX "User_nick_idx" ON "User" ("nick");
  CREATE TYPE "Role" AS ENUM ('A', 'B');
  CREATE FUNCTION "f" (x INT) RETURNS INT LANGUAGE sql IMMUTABLE AS 'SELECT x';
  CREATE ACCESS METHOD "heap2" TYPE TABLE HANDLER heap_tableam_handler;`

const newTable = 'CREATE TABLE "New" ("id" SERIAL PRIMARY KEY, "n" INT);'
const addColumn = 'ALTER TABLE "User" ADD COLUMN "n" INT;'
const toTeam = 'ALTER TABLE "User" ADD CONSTRAINT "fk" FOREIGN KEY ("ref") REFERENCES "Team" ("id")'

type Row = readonly [
  rule: string,
  told: string,
  passed: string,
  more?: { readonly given?: Given; readonly givenPassed?: Given; readonly refused?: string },
]

const rows: readonly Row[] = [
  // Columns
  [
    'drop-not-null',
    'ALTER TABLE "User" ALTER "email" DROP NOT NULL;',
    'ALTER TABLE "User" ALTER "nick" DROP NOT NULL;',
  ],
  [
    'change-default',
    `ALTER TABLE "User" ALTER "email" SET DEFAULT 'y';`,
    `ALTER TABLE "User" ALTER "email" SET DEFAULT 'x';`,
  ],
  [
    'set-default-volatile-no-backfill',
    'ALTER TABLE "User" ALTER "nick" SET DEFAULT gen_random_uuid();',
    `ALTER TABLE "User" ALTER "nick" SET DEFAULT 'new';`,
  ],
  [
    'not-null-not-valid-available',
    'ALTER TABLE "User" ADD CONSTRAINT "k" CHECK ("nick" IS NOT NULL) NOT VALID;',
    'ALTER TABLE "User" ADD CONSTRAINT "k" CHECK ("age" > 0) NOT VALID;',
  ],
  [
    'set-not-null-old-writers',
    'ALTER TABLE "User" ADD CONSTRAINT "k" CHECK ("nick" IS NOT NULL) NOT VALID;',
    'ALTER TABLE "User" ADD CONSTRAINT "k" CHECK ("age" > 0) NOT VALID;',
  ],
  [
    'add-column-default-pg10',
    'ALTER TABLE "User" ADD COLUMN "n" INT DEFAULT 1;',
    'ALTER TABLE "User" ADD COLUMN "n" INT DEFAULT 1;',
    { given: { postgresVersion: 10 } },
  ],
  [
    'add-column-suboptimal-order',
    'CREATE TABLE "S" ("a" BOOLEAN NOT NULL, "b" BIGINT NOT NULL, "c" BOOLEAN NOT NULL, "d" BIGINT NOT NULL);',
    'CREATE TABLE "S" ("b" BIGINT NOT NULL, "d" BIGINT NOT NULL, "a" BOOLEAN NOT NULL, "c" BOOLEAN NOT NULL);',
  ],
  [
    'alter-type-cached-plan',
    'ALTER TABLE "User" ALTER "nick" TYPE VARCHAR(100);',
    `${newTable} ALTER TABLE "New" ALTER "n" TYPE BIGINT;`,
  ],
  // Indexes
  [
    'rename-index-or-constraint',
    'ALTER INDEX "User_nick_idx" RENAME TO "by_nick";',
    `${newTable} ALTER INDEX "New_pkey" RENAME TO "New_key";`,
  ],
  [
    'redundant-index',
    'CREATE INDEX "i" ON "User" ("nick", "age");',
    'CREATE INDEX "i" ON "User" ("age", "nick");',
  ],
  [
    'index-columns-many',
    'CREATE INDEX "i" ON "User" ("age", "ref", "nick", "email");',
    'CREATE INDEX "i" ON "User" ("age", "ref", "nick");',
  ],
  ['index-name-missing', 'CREATE INDEX ON "User" ("age");', 'CREATE INDEX "i" ON "User" ("age");'],
  [
    'index-hash',
    'CREATE INDEX "i" ON "User" USING hash ("age");',
    'CREATE INDEX "i" ON "User" USING btree ("age");',
  ],
  [
    'index-corruption-pg14',
    'CREATE INDEX CONCURRENTLY "i" ON "User" ("age");',
    'CREATE INDEX CONCURRENTLY "i" ON "User" ("age");',
    { given: { postgresVersion: 14 } },
  ],
  // Constraints
  ['fk-missing-index', `${toTeam};`, `CREATE INDEX "i" ON "User" ("ref"); ${toTeam};`],
  [
    'fk-locks-referenced-table',
    `${newTable} ALTER TABLE "New" ADD CONSTRAINT "fk" FOREIGN KEY ("n") REFERENCES "User" ("id");`,
    `${newTable} CREATE TABLE "Other" ("id" INT PRIMARY KEY); ALTER TABLE "New" ADD CONSTRAINT "fk" FOREIGN KEY ("n") REFERENCES "Other" ("id");`,
  ],
  ['deferrable-hint', `${toTeam};`, `${toTeam} DEFERRABLE INITIALLY DEFERRED;`],
  ['fk-explicit-on-delete', `${toTeam};`, `${toTeam} ON DELETE RESTRICT;`],
  [
    'nullable-fk',
    `${toTeam};`,
    'ALTER TABLE "User" ADD CONSTRAINT "fk" FOREIGN KEY ("id") REFERENCES "Team" ("id");',
  ],
  [
    'fk-nondeterministic-collation',
    'ALTER TABLE "User" ADD CONSTRAINT "fk" FOREIGN KEY ("nick") REFERENCES "Code" ("c");',
    'ALTER TABLE "User" ADD CONSTRAINT "fk" FOREIGN KEY ("code") REFERENCES "Code" ("c");',
  ],
  [
    'constraint-never-validated',
    'ALTER TABLE "User" ADD CONSTRAINT "k" CHECK ("age" > 0) NOT VALID;',
    'ALTER TABLE "User" ADD CONSTRAINT "k" CHECK ("age" > 0) NOT VALID; ALTER TABLE "User" VALIDATE CONSTRAINT "k";',
    { given: { later: [] }, givenPassed: { later: [] } },
  ],
  [
    'constraint-not-enforced',
    'ALTER TABLE "User" ADD CONSTRAINT "k" CHECK ("age" > 0) NOT ENFORCED;',
    'ALTER TABLE "User" ADD CONSTRAINT "k" CHECK ("age" > 0) NOT VALID;',
  ],
  // Drops
  ['drop-table-locks-referenced', 'DROP TABLE "Team";', 'DROP TABLE "Alone";'],
  // Enums, domains and other objects
  [
    'enum-add-no-position',
    `ALTER TYPE "Role" ADD VALUE 'C';`,
    `ALTER TYPE "Role" ADD VALUE 'C' BEFORE 'A';`,
  ],
  [
    'enum-add-value',
    `BEGIN; ALTER TYPE "Role" ADD VALUE 'C'; COMMIT;`,
    `BEGIN; ALTER TYPE "Role" ADD VALUE 'C'; COMMIT;`,
    { given: { postgresVersion: 11 } },
  ],
  ['create-enum', `CREATE TYPE "Kind" AS ENUM ('A');`, 'CREATE TYPE "Pair" AS ("a" INT, "b" INT);'],
  [
    'create-domain-with-constraint',
    'CREATE DOMAIN "positive" AS INT CHECK (VALUE > 0);',
    'CREATE DOMAIN "number" AS INT;',
  ],
  [
    'matview-with-data',
    'CREATE MATERIALIZED VIEW "v" AS SELECT "id" FROM "User";',
    'CREATE MATERIALIZED VIEW "v" AS SELECT "id" FROM "User" WITH NO DATA;',
  ],
  [
    'rls-weak-policy',
    'CREATE POLICY "p" ON "User" USING (true);',
    'CREATE POLICY "p" ON "User" USING ("id" = 1);',
  ],
  [
    'security-definer-path',
    `CREATE FUNCTION "g" () RETURNS INT LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';`,
    `CREATE FUNCTION "g" () RETURNS INT LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT 1';`,
  ],
  [
    'grant-widening',
    'GRANT SELECT ON "User" TO PUBLIC;',
    'GRANT SELECT ON "User" TO CURRENT_USER;',
  ],
  [
    'overbroad-grant',
    'GRANT ALL ON "User" TO CURRENT_USER;',
    'GRANT SELECT, INSERT ON "User" TO CURRENT_USER;',
  ],
  [
    'superuser',
    'ALTER ROLE CURRENT_USER SUPERUSER;',
    'ALTER ROLE CURRENT_USER CONNECTION LIMIT 50;',
  ],
  ['create-extension', 'CREATE EXTENSION "citext";', 'CREATE EXTENSION IF NOT EXISTS "plpgsql";'],
  [
    'set-statistics',
    'ALTER TABLE "User" ALTER "nick" SET STATISTICS 500;',
    'ALTER TABLE "User" ALTER "nick" SET STATISTICS 500; ANALYZE "User";',
  ],
  [
    'sequence-not-reset',
    'INSERT INTO "User" ("id") VALUES (7);',
    `INSERT INTO "User" ("nick") VALUES ('x');`,
  ],
  [
    'replica-identity',
    'ALTER TABLE "User" REPLICA IDENTITY FULL;',
    `${newTable} ALTER TABLE "New" REPLICA IDENTITY FULL;`,
  ],
  [
    'create-rule',
    'CREATE RULE "r" AS ON DELETE TO "User" DO INSTEAD NOTHING;',
    `${newTable} CREATE RULE "r" AS ON DELETE TO "New" DO INSTEAD NOTHING;`,
  ],
  [
    'create-publication',
    'CREATE PUBLICATION "p" FOR TABLE "User";',
    'CREATE VIEW "p" AS SELECT 1;',
  ],
  [
    'function-volatility-change',
    `CREATE OR REPLACE FUNCTION "f" (x INT) RETURNS INT LANGUAGE sql STABLE AS 'SELECT x';`,
    `CREATE OR REPLACE FUNCTION "f" (x INT) RETURNS INT LANGUAGE sql IMMUTABLE AS 'SELECT x';`,
  ],
  [
    'ctas-untyped',
    'CREATE TABLE "Copy" AS SELECT * FROM "User";',
    'CREATE TEMPORARY TABLE "Copy" AS SELECT * FROM "User";',
  ],
  [
    'set-access-method',
    'ALTER TABLE "User" SET ACCESS METHOD "heap2";',
    `${newTable} ALTER TABLE "New" SET ACCESS METHOD "heap2";`,
  ],
  // Data
  [
    'data-and-ddl-mixed',
    `${addColumn} UPDATE "User" SET "n" = 1 WHERE "id" = 1;`,
    'UPDATE "User" SET "age" = 1 WHERE "id" = 1;',
  ],
  [
    'long-transaction-data-load',
    'INSERT INTO "Team" ("name") SELECT "nick" FROM "User";',
    `INSERT INTO "Team" ("name") VALUES ('a');`,
  ],
  [
    'analyze-after-backfill',
    `UPDATE "User" SET "nick" = 'x';`,
    `UPDATE "User" SET "nick" = 'x'; ANALYZE "User";`,
  ],
  [
    'savepoint-churn',
    `BEGIN; ${'SAVEPOINT s; '.repeat(80)} COMMIT;`,
    `BEGIN; ${'SAVEPOINT s; '.repeat(20)} COMMIT;`,
  ],
  // The file
  ['missing-lock-timeout', addColumn, `SET lock_timeout = '5s'; ${addColumn} RESET lock_timeout;`],
  [
    'session-setting-leaks',
    `SET lock_timeout = '5s'; ${addColumn}`,
    `SET lock_timeout = '5s'; ${addColumn} RESET lock_timeout;`,
  ],
  [
    'missing-statement-timeout',
    'CREATE INDEX "i" ON "User" ("age");',
    `SET statement_timeout = '1min'; CREATE INDEX "i" ON "User" ("age"); RESET statement_timeout;`,
  ],
  [
    'idle-in-transaction-timeout',
    `BEGIN; ${addColumn} COMMIT;`,
    `SET idle_in_transaction_session_timeout = '1min'; BEGIN; ${addColumn} COMMIT;`,
  ],
  ['application-name', addColumn, `SET application_name = 'migration'; ${addColumn}`],
  [
    'raw-sql-unknown',
    'CREATE EXTENSION "an_extension_of_another_house";',
    'SELECT 1;',
    { refused: '0A000' },
  ],
  [
    'multiple-alter-table',
    `${addColumn} ALTER TABLE "User" ADD COLUMN "m" INT;`,
    'ALTER TABLE "User" ADD COLUMN "n" INT, ADD COLUMN "m" INT;',
  ],
  ['require-schema-qualified', 'DROP TABLE "Team";', 'DROP TABLE "public"."Team";'],
  ['irreversible', 'DROP TABLE "Team";', newTable],
  [
    'prefer-robust',
    `${newTable} ${addColumn}`,
    `${newTable.replace('TABLE', 'TABLE IF NOT EXISTS')} ${addColumn.replace('COLUMN', 'COLUMN IF NOT EXISTS')}`,
  ],
  [
    'non-linear-history',
    addColumn,
    addColumn,
    { given: { sortsBefore: '20260101000000_committed' } },
  ],
]

export const quietTraps: readonly QuietTrap[] = rows.map(
  ([rule, told, passed, { given = {}, givenPassed = {}, refused } = {}]) => ({
    rule,
    told,
    passed,
    given,
    givenPassed,
    ...(refused === undefined ? {} : { refused }),
  }),
)

/** The same for a server: what it does with each text, whatever is said of it. */
export const quietTheme: SqlTheme = sqlTheme(
  'what is said quietly',
  quietHistory,
  quietTraps.flatMap(({ rule, told, passed, refused }) => [
    [`${rule}, told`, told, '', refused === undefined ? {} : { refused }],
    [`${rule}, passed`, passed, ''],
  ]),
)
