import type { AnalysedScript } from '../../../../server/src/rules/script.js'

/**
 * A case of which the page of a rule says that it is safe: SQL of which the rule is silent, or that
 * nobody can see it in the SQL.
 */
export type SafeCase = string | CaseScript | typeof fresh | typeof people

export type CaseScript = {
  readonly sql: string
  /** How often the rule speaks of it; 0 unless another statement of it is the trouble. */
  readonly finds?: number
} & Given

/** What a script is judged with besides: PostgreSQL 18, one transaction and no schema otherwise. */
export type Given = Partial<
  Pick<AnalysedScript, 'postgresVersion' | 'sortsBefore' | 'naming' | 'origin'>
> & {
  readonly execution?: 'batch' | 'split' | 'fallback'
  /** Models of the schema that it leads to, and of that at git HEAD. */
  readonly target?: string
  readonly committed?: string
  /** Migrations that follow. */
  readonly later?: readonly string[]
}

/** The SQL of which the rule speaks, on tables and types that the same script has made. */
export const fresh = Symbol('on new tables')

/** What only people know: the rule speaks, and its page says when not to mind. */
export const people = Symbol('only people know')

export type RuleCases = {
  /** SQL of which the rule speaks. */
  readonly fires: string | CaseScript
  /** What holds for it and for the texts in `safe`. */
  readonly given?: Given
  /** In the order of the page: how each of its lines under "When it is safe" begins. */
  readonly safe: readonly (readonly [line: string, ...cases: readonly SafeCase[]])[]
}

export type CasesOfSection = Readonly<Record<string, RuleCases>>

/** What the cases change. */
export const history = `
CREATE EXTENSION IF NOT EXISTS citext;
CREATE TYPE "Role" AS ENUM ('USER', 'ADMIN');
CREATE TYPE "Rank" AS ENUM ('USER');
CREATE TYPE "Unused" AS ENUM ('X');
CREATE TYPE "Point" AS ("x" INTEGER, "y" INTEGER);
CREATE TYPE "Idle" AS ("x" INTEGER);
CREATE DOMAIN "Positive" AS INTEGER CHECK (VALUE > 0);
CREATE DOMAIN "Label" AS TEXT;
CREATE DOMAIN "Mail" AS TEXT;
CREATE DOMAIN "Alone" AS TEXT;
CREATE FUNCTION "touch"() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE FUNCTION "one"() RETURNS INTEGER LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE FUNCTION "twice"(n INTEGER) RETURNS INTEGER LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';
CREATE SEQUENCE "counter";
CREATE TABLE "Team" ("id" SERIAL, "code" VARCHAR(10), "name" TEXT, CONSTRAINT "Team_pkey" PRIMARY KEY ("id"));
CREATE UNIQUE INDEX "Team_code_key" ON "Team" ("code");
CREATE TABLE "User" ("id" SERIAL, "email" TEXT NOT NULL, "name" TEXT, "age" INTEGER, "big" BIGINT, "teamId" INTEGER,
  "role" "Role" NOT NULL DEFAULT 'USER', "code" VARCHAR(10), "price" NUMERIC(10,2), "whole" NUMERIC(9,0), "at" TIMESTAMP(3), "exact" TIMESTAMP(6),
  "data" JSONB, "external" UUID, "number" INTEGER GENERATED ALWAYS AS IDENTITY, "score" INTEGER NOT NULL DEFAULT 0, "bio" TEXT,
  "shown" TEXT, "label" CITEXT, "checked" VARCHAR(10), "proved" TEXT, "ranked" INTEGER, "place" "Point", "mail" "Mail", "required" TEXT NOT NULL,
  CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
CREATE UNIQUE INDEX "User_email_key" ON "User" ("email");
CREATE INDEX "User_name_idx" ON "User" ("name");
CREATE INDEX "User_label_idx" ON "User" ("label");
CREATE INDEX "User_code_age_idx" ON "User" ("code", "age");
CREATE INDEX "User_twice_idx" ON "User" ("twice"("score"));
ALTER TABLE "User" ADD CONSTRAINT "price_positive" CHECK ("price" > 0);
ALTER TABLE "User" ADD CONSTRAINT "checked_there" CHECK ("checked" <> '');
ALTER TABLE "User" ADD CONSTRAINT "proved_there" CHECK ("proved" IS NOT NULL);
ALTER TABLE "User" ADD CONSTRAINT "ranked_there" CHECK ("ranked" IS NOT NULL AND "ranked" > 0);
ALTER TABLE "User" ADD CONSTRAINT "required_there" CHECK ("required" IS NOT NULL);
ALTER TABLE "User" ADD CONSTRAINT "age_later" CHECK ("age" > 0) NOT VALID;
CREATE VIEW "Shown" AS SELECT "id", "shown" FROM "User";
CREATE MATERIALIZED VIEW "Count" AS SELECT count(*) AS "n" FROM "User";
CREATE UNIQUE INDEX "Count_n_key" ON "Count" ("n");
CREATE TRIGGER "touched" BEFORE UPDATE ON "User" FOR EACH ROW EXECUTE FUNCTION "touch"();
CREATE POLICY "own" ON "User" USING (true);
CREATE TABLE "Post" ("id" SERIAL, "userId" INTEGER, "teamId" INTEGER, "title" TEXT, CONSTRAINT "Post_pkey" PRIMARY KEY ("id"));
ALTER TABLE "Post" ADD CONSTRAINT "Post_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE SET NULL;
CREATE INDEX "Post_teamId_idx" ON "Post" ("teamId");
CREATE TABLE "Word" ("id" INTEGER PRIMARY KEY);
CREATE TABLE "Tag" ("code" VARCHAR(10), "n" INTEGER);
ALTER TABLE "Tag" ADD CONSTRAINT "Tag_code_fkey" FOREIGN KEY ("code") REFERENCES "Team" ("code");
CREATE TABLE "Plain" ("id" INTEGER NOT NULL, "maybe" INTEGER, "text" TEXT);
CREATE UNIQUE INDEX "Plain_id_key" ON "Plain" ("id");
CREATE UNIQUE INDEX "Plain_maybe_key" ON "Plain" ("maybe");
CREATE TABLE "Computed" ("a" TEXT, "low" TEXT GENERATED ALWAYS AS (lower("a")) STORED);
CREATE TABLE "Keyed" ("id" INTEGER, "key" TEXT NOT NULL, CONSTRAINT "Keyed_pkey" PRIMARY KEY ("id"), CONSTRAINT "Keyed_key_uq" UNIQUE ("key"));
CREATE TABLE "Event" ("id" INTEGER NOT NULL, "at" DATE NOT NULL) PARTITION BY RANGE ("at");
CREATE TABLE "Event_2025" PARTITION OF "Event" FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE "Event_2026" ("id" INTEGER NOT NULL, "at" DATE NOT NULL);
CREATE TABLE "Event_2027" ("id" INTEGER NOT NULL, "at" DATE NOT NULL CHECK ("at" >= '2027-01-01' AND "at" < '2028-01-01'));
CREATE TABLE "_PostToWord" ("A" INTEGER NOT NULL REFERENCES "Post" ("id"), "B" INTEGER NOT NULL REFERENCES "Word" ("id"));
`
