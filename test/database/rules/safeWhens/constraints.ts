import { fresh, people, type CasesOfSection } from './safeCase.js'

const toTeam = (column: string, more = '') =>
  `ALTER TABLE "User" ADD CONSTRAINT "f" FOREIGN KEY ("${column}") REFERENCES "Team" ("id")${more};`
const check = (more = '') => `ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("score" < 200)${more};`
const again = (more: string) =>
  `ALTER TABLE "Post" DROP CONSTRAINT "Post_userId_fkey"; ALTER TABLE "Post" ADD CONSTRAINT "Post_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ${more};`
const newTables =
  'CREATE TABLE "A" ("id" INTEGER PRIMARY KEY); CREATE TABLE "B" ("id" INTEGER PRIMARY KEY); CREATE TABLE "C" ("a" INTEGER, "b" INTEGER);'
const twoKeys = (first: string, second: string) =>
  `${newTables} ALTER TABLE "C" ADD CONSTRAINT "f" FOREIGN KEY ("a") REFERENCES "${first}" ("id"); ALTER TABLE "C" ADD CONSTRAINT "g" FOREIGN KEY ("b") REFERENCES "${second}" ("id"); UPDATE "User" SET "bio" = 'x' WHERE "bio" = 'y';`

export const constraints: CasesOfSection = {
  'add-check-validating': {
    fires: check(),
    safe: [
      ['`NOT VALID` or', check(' NOT VALID'), check(' NOT ENFORCED')],
      ['The table is new', fresh],
    ],
  },
  'add-exclusion': {
    fires: 'ALTER TABLE "User" ADD CONSTRAINT "e" EXCLUDE ("score" WITH =);',
    safe: [['The table is new', fresh]],
  },
  'add-fk-validating': {
    fires: toTeam('teamId'),
    safe: [
      ['The referencing table is new', fresh],
      ['The column was added', `ALTER TABLE "User" ADD COLUMN "x" INTEGER; ${toTeam('x')}`],
      ['`NOT VALID` or', toTeam('teamId', ' NOT VALID'), toTeam('teamId', ' NOT ENFORCED')],
    ],
  },
  'add-primary-key': {
    fires: 'ALTER TABLE "Plain" ADD PRIMARY KEY ("id");',
    safe: [['The table is new', fresh]],
  },
  'add-unique-constraint': {
    fires: 'ALTER TABLE "Plain" ADD CONSTRAINT "u" UNIQUE ("text");',
    safe: [
      ['The table is new', fresh],
      [
        '`USING INDEX`',
        'ALTER TABLE "Plain" ADD CONSTRAINT "u" UNIQUE USING INDEX "Plain_id_key";',
      ],
    ],
  },
  'change-primary-key': {
    fires:
      'ALTER TABLE "Keyed" DROP CONSTRAINT "Keyed_pkey", ADD CONSTRAINT "Keyed_pkey" PRIMARY KEY ("key");',
    safe: [['The table is new', fresh]],
  },
  'check-violating-rows': {
    fires: `INSERT INTO "Plain" VALUES (1, 1, 'a'); ALTER TABLE "Plain" ADD CONSTRAINT "c" CHECK ("maybe" > 5);`,
    safe: [
      [
        'No row violates it',
        `INSERT INTO "Plain" VALUES (1, NULL, 'a'); ALTER TABLE "Plain" ADD CONSTRAINT "c" CHECK ("maybe" > 5);`,
      ],
    ],
  },
  'constraint-never-validated': {
    fires: { sql: check(' NOT VALID'), later: [] },
    safe: [
      [
        'A later migration',
        { sql: check(' NOT VALID'), later: ['ALTER TABLE "User" VALIDATE CONSTRAINT "c";'] },
        { sql: check(' NOT VALID'), later: ['ALTER TABLE "User" DROP CONSTRAINT "c";'] },
      ],
      ['Old rows are meant', people],
    ],
  },
  'constraint-not-enforced': {
    fires: check(' NOT ENFORCED'),
    safe: [['It is meant as', people]],
  },
  'deferrable-hint': {
    fires:
      'ALTER TABLE "Team" ADD COLUMN "owner" INTEGER NOT NULL DEFAULT 1; ALTER TABLE "Team" ADD CONSTRAINT "f" FOREIGN KEY ("owner") REFERENCES "User" ("id"); ALTER TABLE "User" ADD CONSTRAINT "g" FOREIGN KEY ("score") REFERENCES "Team" ("id");',
    safe: [['One of the columns is optional', people]],
  },
  'drop-fk-locks-parent': {
    fires: 'ALTER TABLE "Post" DROP CONSTRAINT "Post_userId_fkey";',
    safe: [
      [
        'The table is new',
        fresh,
        'ALTER TABLE "Tag" DROP CONSTRAINT "Tag_code_fkey"; DROP TABLE "Tag"; DROP TABLE "Team";',
      ],
      ['Where the script adds', again('ON DELETE CASCADE')],
    ],
  },
  'drop-pk-replica-identity': {
    fires: 'ALTER TABLE "Keyed" DROP CONSTRAINT "Keyed_pkey";',
    safe: [
      [
        'The same script adds',
        'ALTER TABLE "Keyed" DROP CONSTRAINT "Keyed_pkey"; ALTER TABLE "Keyed" ADD PRIMARY KEY ("key");',
        'ALTER TABLE "Keyed" REPLICA IDENTITY USING INDEX "Keyed_key_uq"; ALTER TABLE "Keyed" DROP CONSTRAINT "Keyed_pkey";',
      ],
      [
        'The table is dropped',
        'ALTER TABLE "Keyed" DROP CONSTRAINT "Keyed_pkey"; DROP TABLE "Keyed";',
      ],
    ],
  },
  'fk-cascade-introduced': {
    fires: again('ON DELETE CASCADE'),
    safe: [['It is the aim', people]],
  },
  'fk-explicit-on-delete': {
    fires: toTeam('teamId'),
    safe: [['`NO ACTION` is what', toTeam('teamId', ' ON DELETE NO ACTION')]],
  },
  'fk-locks-referenced-table': {
    fires:
      'CREATE TABLE "New" ("n" INTEGER); ALTER TABLE "New" ADD CONSTRAINT "f" FOREIGN KEY ("n") REFERENCES "Team" ("id");',
    safe: [['The referenced table is new', fresh]],
  },
  'fk-nondeterministic-collation': {
    fires:
      'CREATE TABLE "P" ("c" TEXT COLLATE "C" PRIMARY KEY); ALTER TABLE "User" ADD CONSTRAINT "f" FOREIGN KEY ("bio") REFERENCES "P" ("c") NOT VALID;',
    safe: [
      [
        'Both columns have the same',
        'CREATE TABLE "P" ("c" TEXT PRIMARY KEY); ALTER TABLE "User" ADD CONSTRAINT "f" FOREIGN KEY ("bio") REFERENCES "P" ("c") NOT VALID;',
      ],
    ],
  },
  'fk-orphans': {
    fires: `INSERT INTO "Plain" VALUES (1, 9, 'a'); ALTER TABLE "Plain" ADD CONSTRAINT "f" FOREIGN KEY ("maybe") REFERENCES "Team" ("id");`,
    safe: [
      [
        'Every row has its match',
        `INSERT INTO "Plain" VALUES (1, NULL, 'a'); ALTER TABLE "Plain" ADD CONSTRAINT "f" FOREIGN KEY ("maybe") REFERENCES "Team" ("id");`,
      ],
    ],
  },
  'fk-recreate': {
    fires: again('ON DELETE RESTRICT'),
    safe: [['The key is added again with', again('ON DELETE RESTRICT NOT VALID')]],
  },
  'fk-target-not-unique': {
    fires:
      'ALTER TABLE "User" ADD CONSTRAINT "f" FOREIGN KEY ("bio") REFERENCES "Team" ("name") NOT VALID;',
    safe: [
      [
        'The unique index is created',
        'CREATE UNIQUE INDEX "u" ON "Team" ("name"); ALTER TABLE "User" ADD CONSTRAINT "f" FOREIGN KEY ("bio") REFERENCES "Team" ("name") NOT VALID;',
      ],
    ],
  },
  'fk-type-mismatch': {
    fires: toTeam('big', ' NOT VALID'),
    safe: [
      [
        'Both columns have the same type',
        toTeam('age', ' NOT VALID'),
        'ALTER TABLE "User" ADD CONSTRAINT "f" FOREIGN KEY ("bio") REFERENCES "Team" ("code") NOT VALID;',
      ],
    ],
  },
  'multiple-fks-one-transaction': {
    fires: twoKeys('Team', 'Post'),
    safe: [
      ['The referenced tables are new', twoKeys('A', 'B')],
      ['Statements that commit', { sql: twoKeys('Team', 'Post'), execution: 'split' }],
    ],
  },
  'nullable-fk': {
    fires: toTeam('teamId'),
    safe: [['The relation is optional', people]],
  },
  'partition-key-not-in-pk': {
    fires: 'ALTER TABLE "Event" ADD PRIMARY KEY ("id");',
    safe: [['The key holds every', 'ALTER TABLE "Event" ADD PRIMARY KEY ("id", "at");']],
  },
  'pk-using-index-nullable': {
    fires: 'ALTER TABLE "Plain" ADD PRIMARY KEY USING INDEX "Plain_maybe_key";',
    safe: [
      [
        'The columns are `NOT NULL`',
        'ALTER TABLE "Plain" ADD PRIMARY KEY USING INDEX "Plain_id_key";',
      ],
    ],
  },
  'validate-in-same-transaction': {
    fires: `${check(' NOT VALID')} ALTER TABLE "User" VALIDATE CONSTRAINT "c";`,
    safe: [
      [
        'Statements that commit',
        {
          sql: `${check(' NOT VALID')} ALTER TABLE "User" VALIDATE CONSTRAINT "c";`,
          execution: 'split',
        },
      ],
      ['The table is new', fresh],
    ],
  },
  'volatile-check': {
    fires: 'ALTER TABLE "User" ADD CONSTRAINT "c" CHECK (random() < 2) NOT VALID;',
    safe: [
      [
        'Immutable functions',
        'ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("one"() < 2) NOT VALID;',
        'ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("at" < now()) NOT VALID;',
      ],
    ],
  },
}
