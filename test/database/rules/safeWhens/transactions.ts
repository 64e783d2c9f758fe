import { fresh, people, type CasesOfSection } from './safeCase.js'

const add = 'ALTER TABLE "User" ADD COLUMN "x" TEXT;'
const addToTeam = 'ALTER TABLE "Team" ADD COLUMN "x" TEXT;'
const index = 'CREATE INDEX "i" ON "Plain" ("text");'
const newTable = 'CREATE TABLE "New" ("id" INTEGER);'

export const transactions: CasesOfSection = {
  'missing-lock-timeout': {
    fires: add,
    safe: [
      ['The role that deploys', people],
      [
        'The file works on new tables',
        `${newTable} ALTER TABLE "New" ADD COLUMN "y" TEXT;`,
        `INSERT INTO "Team" ("name") VALUES ('a');`,
      ],
    ],
  },
  'lock-timeout-zero': {
    fires: `SET lock_timeout = 0; ${add}`,
    safe: [['No statement below', `SET lock_timeout = 0; ${newTable}`]],
  },
  'lock-timeout-too-long': {
    fires: `SET lock_timeout = '1h'; ${add}`,
    safe: [['No statement below', `SET lock_timeout = '1h'; ${newTable}`]],
  },
  'lock-timeout-after-statement': {
    fires: `${add} SET lock_timeout = '5s';`,
    safe: [
      ['An earlier statement', `SET lock_timeout = '5s'; ${add} SET lock_timeout = '9s';`],
      ['The statements above', `${newTable} SET lock_timeout = '5s';`],
    ],
  },
  'missing-statement-timeout': {
    fires: index,
    safe: [
      ['The role that deploys', people],
      ['Builds with `CONCURRENTLY`', 'CREATE INDEX CONCURRENTLY "i" ON "Plain" ("text");'],
    ],
  },
  'idle-in-transaction-timeout': {
    fires: `BEGIN; ${add} COMMIT;`,
    safe: [['The role that deploys', people]],
  },
  'application-name': {
    fires: add,
    safe: [['The connection string', people]],
  },
  'session-setting-leaks': {
    fires: `SET lock_timeout = '5s'; ${add}`,
    safe: [
      [
        '`SET LOCAL`',
        `SET LOCAL lock_timeout = '5s'; ${add}`,
        `SET lock_timeout = '5s'; ${add} RESET lock_timeout;`,
      ],
    ],
  },
  'set-local-without-transaction': {
    fires: { sql: `SET LOCAL lock_timeout = '5s'; ${add}`, execution: 'split' },
    safe: [
      [
        'Between `BEGIN` and',
        { sql: `BEGIN; SET LOCAL lock_timeout = '5s'; ${add} COMMIT;`, execution: 'split' },
        {
          sql: `DO $$ BEGIN SET LOCAL lock_timeout = '5s'; ALTER TABLE "User" ADD COLUMN "x" TEXT; END $$;`,
          execution: 'batch',
        },
      ],
      [
        'In a file of several statements',
        { sql: `SET LOCAL lock_timeout = '5s'; ${add}`, execution: 'batch' },
        {
          sql: `SET LOCAL lock_timeout = '5s'; ${add} ALTER SEQUENCE "counter" AS bigint;`,
          execution: 'fallback',
        },
      ],
    ],
  },
  'statement-after-exclusive': {
    fires: `${add} ${index}`,
    safe: [
      ['The slow statement stands', `${index} ${add}`, `BEGIN; ${add} COMMIT; ${index}`],
      ['Each statement commits', { sql: `${add} ${index}`, execution: 'split' }],
      ['The tables are new', fresh, `${add} CREATE INDEX "i" ON "User" ("age");`],
    ],
  },
  'wide-lock-window': {
    fires: 'CREATE INDEX "i" ON "Plain" ("text"); CREATE INDEX "j" ON "Post" ("title");',
    safe: [
      [
        'Each statement commits',
        {
          sql: `CREATE INDEX "i" ON "Plain" ("text"); CREATE INDEX "j" ON "Post" ("title");`,
          execution: 'split',
        },
      ],
      [
        'One statement needs both',
        'ALTER TABLE "User" ADD CONSTRAINT "f" FOREIGN KEY ("teamId") REFERENCES "Team" ("id");',
      ],
      ['The tables are new', fresh],
      ['Where nothing slow runs', people],
    ],
  },
  'transaction-nesting': {
    fires: `${addToTeam} BEGIN; ${add} COMMIT; CREATE TABLE "Last" ("id" INTEGER);`,
    safe: [
      ['Nothing but settings', `BEGIN; ${add} COMMIT; SET lock_timeout = '5s';`],
      [
        'Each statement commits',
        {
          sql: `${addToTeam} BEGIN; ${add} COMMIT; CREATE TABLE "Last" ("id" INTEGER);`,
          execution: 'split',
        },
      ],
    ],
  },
  'uncommitted-transaction': {
    fires: `BEGIN; ${add}`,
    safe: [['`COMMIT` or `ROLLBACK`', `BEGIN; ${add} COMMIT;`, `BEGIN; ${add} ROLLBACK;`]],
  },
  'not-atomic-multi-statement': {
    fires: { sql: `${add} CREATE UNIQUE INDEX "u" ON "User" ("bio");`, execution: 'split' },
    safe: [
      [
        '`BEGIN` and `COMMIT` stand',
        {
          sql: `BEGIN; ${add} CREATE UNIQUE INDEX "u" ON "User" ("bio"); COMMIT;`,
          execution: 'split',
        },
      ],
      [
        'What stands above can run',
        {
          sql: `ALTER TABLE "User" ADD COLUMN IF NOT EXISTS "x" TEXT; CREATE UNIQUE INDEX "u" ON "User" ("bio");`,
          execution: 'split',
        },
      ],
      [
        'The statement stands first',
        { sql: `CREATE UNIQUE INDEX "u" ON "User" ("bio"); ${add}`, execution: 'split' },
        { sql: `${add} CREATE UNIQUE INDEX "u" ON "User" ("x");`, execution: 'split' },
        {
          sql: `${newTable} CREATE UNIQUE INDEX "u" ON "New" ("id");`,
          execution: 'split',
        },
      ],
      [
        'Prisma up to 7.3',
        { sql: `${add} CREATE UNIQUE INDEX "u" ON "User" ("bio");`, execution: 'batch' },
      ],
    ],
  },
  'prisma-splitter-fallback': {
    fires: {
      sql: `${add} ALTER SEQUENCE "counter" AS bigint; CREATE INDEX CONCURRENTLY "i" ON "User" ("age");`,
      execution: 'fallback',
    },
    safe: [
      [
        'The statement stands alone',
        { sql: 'DROP INDEX CONCURRENTLY "User_name_idx";', execution: 'fallback' },
      ],
      ['Prisma’s parser'.replace('’', "'"), { sql: `${add} ${index}`, execution: 'split' }],
    ],
  },
  'identifier-too-long': {
    fires: `ALTER TABLE "User" ADD COLUMN "${'a'.repeat(64)}" TEXT;`,
    safe: [['The name has 63 bytes', `ALTER TABLE "User" ADD COLUMN "${'a'.repeat(63)}" TEXT;`]],
  },
  'do-block-ddl': {
    fires: `DO $$ BEGIN EXECUTE 'ALTER TABLE "User" DROP COLUMN ' || quote_ident('bio'); END $$;`,
    safe: [['All SQL of the block', `DO $$ BEGIN ALTER TABLE "User" ADD COLUMN "x" TEXT; END $$;`]],
  },
  'migration-does-not-apply': {
    fires: 'ALTER TABLE "Usr" ADD COLUMN "x" TEXT;',
    safe: [
      ['The statement fails only', 'CREATE EXTENSION "an_extension_of_another_house";'],
      ['Another rule finds an error', 'ALTER TABLE "User" ALTER COLUMN "name" TYPE INTEGER;'],
    ],
  },
  'raw-sql-unknown': {
    fires: 'CREATE EXTENSION "an_extension_of_another_house"; SELECT "of_that_house"();',
    safe: [['Nothing can be said', people]],
  },
  'multiple-alter-table': {
    fires: `${add} ALTER TABLE "User" ADD COLUMN "y" TEXT;`,
    safe: [['The parts belong', people]],
  },
  'non-linear-history': {
    fires: { sql: add, sortsBefore: '20260101000000_committed' },
    safe: [['The two touch', people]],
  },
  'prefer-robust': {
    fires: { sql: `${newTable} ${add}`, execution: 'split' },
    safe: [['One transaction for', { sql: `${newTable} ${add}`, execution: 'batch' }, add]],
  },
  'require-schema-qualified': {
    fires: 'DROP TABLE "Plain";',
    safe: [['The database has one schema', people]],
  },
  irreversible: {
    fires: 'DROP TABLE "Plain";',
    safe: [['The rows are kept', people]],
  },
}
