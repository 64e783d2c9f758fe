/** A statement on which PostgreSQL versions differ, and what a rule says of it. */
export type Claim = {
  readonly title: string
  readonly database: string
  /** Runs before the statement in its transaction. */
  readonly before?: string
  readonly statement: string
  /** Sent outside of a transaction block. */
  readonly alone?: true
  /** The first and the last major version that accept it, and the SQLSTATE of the others. */
  readonly since?: number
  readonly until?: number
  readonly refusedWith?: string
  /** Of those that accept it: whether rows are read to check them, or written anew. */
  readonly reads?: boolean
  readonly rewrites?: boolean
  /** What a rule says, and has to say on those versions alone that accept, or refuse, the statement. */
  readonly says?: Says
}

export type Says = {
  readonly rule: string
  /** Statements that have made the database, and the script that the rule judges. */
  readonly database: string
  readonly sql: string
  readonly words: RegExp
  readonly where: 'accepted' | 'refused'
}

const people = 'CREATE TABLE "people" ("id" INTEGER, "name" TEXT, "age" INTEGER);'
const parent = 'CREATE TABLE "teams" ("id" INTEGER PRIMARY KEY);'
const logs =
  'CREATE TABLE "logs" ("at" INTEGER NOT NULL, "team" INTEGER) PARTITION BY RANGE ("at");'
const partitioned = `${logs} CREATE TABLE "old" PARTITION OF "logs" FOR VALUES FROM (1) TO (9);`

export const claims: Readonly<Record<string, Claim>> = {
  provenNotNull: {
    title: 'SET NOT NULL reads no row behind a validated CHECK',
    database: `${people} ALTER TABLE "people" ADD CONSTRAINT "c" CHECK ("name" IS NOT NULL);`,
    statement: 'ALTER TABLE "people" ALTER COLUMN "name" SET NOT NULL',
    reads: false,
    rewrites: false,
  },
  plainNotNull: {
    title: 'SET NOT NULL reads every row',
    database: people,
    statement: 'ALTER TABLE "people" ALTER COLUMN "name" SET NOT NULL',
    reads: true,
    rewrites: false,
  },
  notNullNotValid: {
    title: 'NOT NULL … NOT VALID',
    database: people,
    statement: 'ALTER TABLE "people" ADD CONSTRAINT "n" NOT NULL "name" NOT VALID',
    since: 18,
    refusedWith: '42601',
    reads: false,
    rewrites: false,
    says: {
      rule: 'set-not-null-scan',
      database: people,
      sql: 'ALTER TABLE "people" ALTER COLUMN "name" SET NOT NULL;',
      words: /ADD CONSTRAINT … NOT NULL "name" NOT VALID/,
      where: 'accepted',
    },
  },
  storedColumn: {
    title: 'a stored generated column rewrites the table',
    database: people,
    statement: 'ALTER TABLE "people" ADD COLUMN "d" INTEGER GENERATED ALWAYS AS ("age" * 2) STORED',
    rewrites: true,
  },
  virtualColumn: {
    title: 'a virtual generated column',
    database: people,
    statement:
      'ALTER TABLE "people" ADD COLUMN "d" INTEGER GENERATED ALWAYS AS ("age" * 2) VIRTUAL',
    since: 18,
    refusedWith: '42601',
    reads: false,
    rewrites: false,
    says: {
      rule: 'add-column-generated-stored',
      database: people,
      sql: 'ALTER TABLE "people" ADD COLUMN "d" INTEGER GENERATED ALWAYS AS ("age" * 2) STORED;',
      words: /Write VIRTUAL for STORED/,
      where: 'accepted',
    },
  },
  notEnforced: {
    title: 'CHECK … NOT ENFORCED',
    database: people,
    statement: 'ALTER TABLE "people" ADD CONSTRAINT "c" CHECK ("age" > 0) NOT ENFORCED',
    since: 18,
    refusedWith: '42601',
    reads: false,
  },
  partitionedForeignKey: {
    title: 'FOREIGN KEY … NOT VALID on a partitioned table',
    database: `${parent} ${partitioned}`,
    statement:
      'ALTER TABLE "logs" ADD CONSTRAINT "f" FOREIGN KEY ("team") REFERENCES "teams"("id") NOT VALID',
    since: 18,
    refusedWith: '42809',
    says: {
      rule: 'add-fk-validating',
      database: `${parent} ${logs}`,
      sql: 'ALTER TABLE "logs" ADD CONSTRAINT "f" FOREIGN KEY ("team") REFERENCES "teams"("id");',
      words: /Add it with NOT VALID, and validate/,
      where: 'accepted',
    },
  },
  partitionFirst: {
    title: 'a foreign key of the parent takes over that of its partition',
    database: `${parent} ${partitioned}
      ALTER TABLE "old" ADD CONSTRAINT "f" FOREIGN KEY ("team") REFERENCES "teams"("id") NOT VALID;
      ALTER TABLE "old" VALIDATE CONSTRAINT "f";`,
    statement:
      'ALTER TABLE "logs" ADD CONSTRAINT "f" FOREIGN KEY ("team") REFERENCES "teams"("id"); SELECT 1 / (count(*) = 2)::int FROM pg_constraint WHERE contype = \'f\' AND conrelid IN (\'logs\'::regclass, \'old\'::regclass) AND (conname = \'f\')',
  },
  nullsNotDistinct: {
    title: 'UNIQUE NULLS NOT DISTINCT',
    database: people,
    statement: 'ALTER TABLE "people" ADD CONSTRAINT "u" UNIQUE NULLS NOT DISTINCT ("name")',
    since: 15,
    refusedWith: '42601',
  },
  enumInTransaction: {
    title: 'ALTER TYPE … ADD VALUE in a transaction',
    database: `CREATE TYPE "role" AS ENUM ('A');`,
    before: 'SELECT 1',
    statement: `ALTER TYPE "role" ADD VALUE 'B'`,
    says: {
      rule: 'enum-add-value',
      database: `CREATE TYPE "role" AS ENUM ('A');`,
      sql: `ALTER TYPE "role" ADD VALUE 'B'; SELECT 1;`,
      words: /refuses \(25001\)/,
      where: 'refused',
    },
  },
  valueOfOldType: {
    title: 'a new value of an old enum, used in the transaction that adds it',
    database: `CREATE TYPE "role" AS ENUM ('A'); CREATE TABLE "people" ("role" "role");`,
    before: `ALTER TYPE "role" ADD VALUE 'B'`,
    statement: `INSERT INTO "people" ("role") VALUES ('B')`,
    since: Number.POSITIVE_INFINITY,
    refusedWith: '55P04',
  },
  valueOfNewType: {
    title: 'a value added to an enum that the transaction has created',
    database: '',
    before: `CREATE TYPE "role" AS ENUM ('A'); CREATE TABLE "people" ("role" "role"); ALTER TYPE "role" ADD VALUE 'B'`,
    statement: `INSERT INTO "people" ("role") VALUES ('B')`,
    since: 17,
    refusedWith: '55P04',
    says: {
      rule: 'enum-value-used-same-transaction',
      database: '',
      sql: `CREATE TYPE "role" AS ENUM ('A'); ALTER TYPE "role" ADD VALUE 'B'; SELECT 'B'::"role";`,
      words: /55P04/,
      where: 'refused',
    },
  },
  reindexConcurrently: {
    title: 'REINDEX … CONCURRENTLY outside a transaction',
    database: `${people} CREATE INDEX "i" ON "people"("name");`,
    statement: 'REINDEX INDEX CONCURRENTLY "i"',
    alone: true,
  },
  reindexInTransaction: {
    title: 'REINDEX … CONCURRENTLY in a transaction',
    database: `${people} CREATE INDEX "i" ON "people"("name");`,
    before: 'SELECT 1',
    statement: 'REINDEX INDEX CONCURRENTLY "i"',
    since: Number.POSITIVE_INFINITY,
    refusedWith: '25001',
  },
  detachConcurrently: {
    title: 'DETACH PARTITION … CONCURRENTLY outside a transaction',
    database: partitioned,
    statement: 'ALTER TABLE "logs" DETACH PARTITION "old" CONCURRENTLY',
    alone: true,
    says: {
      rule: 'detach-partition',
      database: `${logs} CREATE TABLE "old" ("at" INTEGER NOT NULL, "team" INTEGER);`,
      sql: 'ALTER TABLE "logs" DETACH PARTITION "old";',
      words: /DETACH PARTITION … CONCURRENTLY/,
      where: 'accepted',
    },
  },
  detachInTransaction: {
    title: 'DETACH PARTITION … CONCURRENTLY in a transaction',
    database: partitioned,
    before: 'SELECT 1',
    statement: 'ALTER TABLE "logs" DETACH PARTITION "old" CONCURRENTLY',
    since: Number.POSITIVE_INFINITY,
    refusedWith: '25001',
  },
  concurrentIndexOnPartitioned: {
    title: 'CREATE INDEX CONCURRENTLY on a partitioned table',
    database: partitioned,
    statement: 'CREATE INDEX CONCURRENTLY "i" ON "logs"("team")',
    alone: true,
    since: Number.POSITIVE_INFINITY,
    refusedWith: '0A000',
  },
  inputIsValid: {
    title: 'pg_input_is_valid',
    database: '',
    statement: `SELECT pg_input_is_valid('x', 'integer')`,
    since: 16,
    refusedWith: '42883',
  },
  collations: {
    title: 'a foreign key between a nondeterministic and another collation',
    database: `CREATE COLLATION "loose" (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
      CREATE TABLE "teams" ("name" TEXT COLLATE "loose" PRIMARY KEY); CREATE TABLE "people" ("team" TEXT);`,
    statement:
      'ALTER TABLE "people" ADD CONSTRAINT "f" FOREIGN KEY ("team") REFERENCES "teams"("name")',
    until: 17,
    refusedWith: '42P21',
  },
}
