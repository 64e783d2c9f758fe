import { fresh, people, type CasesOfSection } from './safeCase.js'

const index = 'CREATE INDEX "i" ON "User" ("age");'
const concurrently = 'CREATE INDEX CONCURRENTLY "i" ON "User" ("age");'
const addColumn = 'ALTER TABLE "User" ADD COLUMN "x" TEXT;'

export const indexes: CasesOfSection = {
  'create-index-blocking': {
    fires: index,
    safe: [
      ['The table is created', fresh],
      [
        '`CONCURRENTLY`',
        concurrently,
        'CREATE INDEX IF NOT EXISTS "User_name_idx" ON "User" ("name");',
        'CREATE INDEX "i" ON ONLY "Event" ("id");',
        'CREATE INDEX "i" ON "Count" ("n");',
      ],
      ['A small table', people],
    ],
  },
  'create-index-after-exclusive': {
    fires: `${addColumn} ${index}`,
    safe: [
      ['Statements that commit', { sql: `${addColumn} ${index}`, execution: 'split' }],
      ['The table is new', fresh],
      ['The index is built with', concurrently],
    ],
  },
  'drop-index-blocking': {
    fires: 'DROP INDEX "User_name_idx";',
    safe: [
      ['The table is new', fresh, 'DROP INDEX "Plain_id_key"; DROP TABLE "Plain";'],
      [
        'The script has made the index',
        `${index} DROP INDEX "i";`,
        'DROP INDEX IF EXISTS "nowhere";',
      ],
      ['`CONCURRENTLY`', 'DROP INDEX CONCURRENTLY "User_name_idx";'],
    ],
  },
  'concurrently-in-transaction': {
    fires: `${concurrently} ${addColumn}`,
    safe: [
      ['The file has this one', concurrently],
      ['Prisma 7.4 and later', { sql: `${concurrently} ${addColumn}`, execution: 'split' }],
    ],
  },
  'concurrently-on-partitioned': {
    fires: 'CREATE INDEX CONCURRENTLY "i" ON "Event" ("id");',
    safe: [['A single partition', 'CREATE INDEX CONCURRENTLY "i" ON "Event_2025" ("id");']],
  },
  'partitioned-index-fanout': {
    fires: 'CREATE INDEX "i" ON "Event" ("id");',
    safe: [
      ['`ON ONLY` the parent', 'CREATE INDEX "i" ON ONLY "Event" ("id");'],
      ['New tables', fresh],
    ],
  },
  'unique-duplicates': {
    fires: `INSERT INTO "Plain" VALUES (1, 1, 'a'), (2, 2, 'a'); CREATE UNIQUE INDEX "i" ON "Plain" ("text");`,
    safe: [
      [
        'No two rows are equal',
        `INSERT INTO "Plain" VALUES (1, 1, 'a'), (2, 2, 'b'); CREATE UNIQUE INDEX "i" ON "Plain" ("text");`,
      ],
      ['The column was added', `${addColumn} CREATE UNIQUE INDEX "i" ON "User" ("x");`],
    ],
  },
  'index-gap': {
    fires: {
      sql: 'DROP INDEX "User_name_idx"; CREATE INDEX "User_name_idx" ON "User" ("name", "age");',
      execution: 'split',
    },
    safe: [
      [
        'Both statements are in one',
        'DROP INDEX "User_name_idx"; CREATE INDEX "User_name_idx" ON "User" ("name", "age");',
      ],
    ],
  },
  'index-hash': {
    fires: 'CREATE INDEX "i" ON "User" USING hash ("age");',
    safe: [['It was measured', people]],
  },
  'index-name-missing': {
    fires: 'CREATE INDEX ON "User" ("age");',
    safe: [['Nobody ever has', people]],
  },
  'index-columns-many': {
    fires: 'CREATE INDEX "i" ON "User" ("age", "score", "bio", "big");',
    safe: [
      ['Unique indexes', 'CREATE UNIQUE INDEX "i" ON "User" ("age", "score", "bio", "big");'],
      ['An index that covers', people],
    ],
  },
  'index-corruption-pg14': {
    fires: { sql: concurrently, postgresVersion: 14 },
    safe: [['14.4 and later', { sql: concurrently, postgresVersion: 15 }]],
  },
  'invalid-index-left': {
    fires: 'CREATE INDEX CONCURRENTLY IF NOT EXISTS "i" ON "User" ("age");',
    safe: [
      ['No invalid index', concurrently],
      [
        'A `DROP INDEX` of this name',
        {
          sql: 'DROP INDEX IF EXISTS "i"; CREATE INDEX CONCURRENTLY IF NOT EXISTS "i" ON "User" ("age");',
          execution: 'split',
        },
      ],
    ],
  },
  'redundant-index': {
    fires: 'CREATE INDEX "i" ON "User" ("name", "age");',
    safe: [
      [
        'Unique, partial and expression',
        'CREATE INDEX "i" ON "User" ("name", "age") WHERE "age" > 5;',
        'CREATE INDEX "i" ON "User" (lower("name"));',
        'CREATE INDEX "i" ON "User" USING hash ("name");',
        'CREATE INDEX "i" ON "User" ("name" text_pattern_ops, "age");',
        'CREATE INDEX "i" ON "User" ("name" DESC, "age");',
      ],
      ['The narrow index', people],
    ],
  },
  'reindex-blocking': {
    fires: 'REINDEX TABLE "User";',
    safe: [
      ['`CONCURRENTLY`', 'REINDEX TABLE CONCURRENTLY "User";'],
      ['The table is new', fresh],
    ],
  },
  'fk-missing-index': {
    fires: 'ALTER TABLE "User" ADD CONSTRAINT "f" FOREIGN KEY ("teamId") REFERENCES "Team" ("id");',
    safe: [
      ['The table is new', fresh],
      ['The referencing table stays', people],
      [
        'An index begins with',
        'ALTER TABLE "Post" ADD CONSTRAINT "f" FOREIGN KEY ("teamId") REFERENCES "Team" ("id");',
      ],
    ],
  },
}
