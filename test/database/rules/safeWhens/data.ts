import { fresh, people, type CasesOfSection } from './safeCase.js'

const backfill = `UPDATE "User" SET "bio" = "name" WHERE "bio" IS NULL;`
const one = `UPDATE "User" SET "bio" = 'x' WHERE "id" = 7;`
const alter = 'ALTER TABLE "User" ADD COLUMN "x" TEXT;'
const savepoints = (count: number) => `BEGIN; ${'SAVEPOINT s; '.repeat(count)} COMMIT;`

export const data: CasesOfSection = {
  'dml-without-where': {
    fires: `UPDATE "User" SET "bio" = 'x';`,
    safe: [
      ['A table that is new', fresh],
      ['An `UPDATE` that only fills', `${alter} UPDATE "User" SET "x" = 'a';`],
      ['A condition that names', `UPDATE "User" SET "bio" = 'x' WHERE "bio" IS NULL;`],
    ],
  },
  'unbatched-backfill': {
    fires: backfill,
    safe: [
      [
        'The condition names single',
        `UPDATE "User" SET "bio" = 'x' WHERE "id" = 7;`,
        `UPDATE "User" SET "bio" = 'x' WHERE "id" IN (7, 8);`,
      ],
      ['The table is new', fresh],
      ['The rows are few', people],
    ],
  },
  'backfill-under-exclusive-lock': {
    fires: `${alter} ${backfill}`,
    safe: [
      ['Prisma 7.4 and later', { sql: `${alter} ${backfill}`, execution: 'split' }],
      ['The rows come before', `${backfill} ${alter}`],
      ['The altered table is new', fresh, `${alter} UPDATE "User" SET "bio" = 'x' WHERE "id" = 7;`],
    ],
  },
  'data-and-ddl-mixed': {
    fires: { sql: `${alter} ${one}`, execution: 'split' },
    safe: [
      ['Both stand between', { sql: `BEGIN; ${alter} ${one} COMMIT;`, execution: 'split' }],
      ['Prisma up to 7.3', { sql: `${alter} ${one}`, execution: 'batch' }],
      [
        'Rows given as `VALUES`',
        { sql: `${alter} INSERT INTO "Team" ("name") VALUES ('a');`, execution: 'split' },
      ],
    ],
  },
  'long-transaction-data-load': {
    fires: 'INSERT INTO "Team" ("name") SELECT "name" FROM "User";',
    safe: [
      ['The tables that it reads', fresh],
      [
        'It fills a temporary',
        'CREATE TEMPORARY TABLE "t" ("name" TEXT); INSERT INTO "t" SELECT "name" FROM "User";',
      ],
    ],
  },
  'analyze-after-backfill': {
    fires: backfill,
    safe: [
      ['The script runs `ANALYZE`', `${backfill} ANALYZE "User";`],
      ['Autovacuum comes', people],
    ],
  },
  'duplicate-column-assignment': {
    fires: `UPDATE "User" SET "bio" = 'a', "bio" = 'b' WHERE "id" = 1;`,
    safe: [
      [
        'Elements of an array',
        `UPDATE "User" SET "place"."x" = 1, "place"."y" = 2 WHERE "id" = 1;`,
      ],
    ],
  },
  'savepoint-churn': {
    fires: savepoints(80),
    safe: [['Up to 64 savepoints', savepoints(60)]],
  },
}
