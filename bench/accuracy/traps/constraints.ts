import { sqlTheme } from './trap.js'

export const constraints = sqlTheme(
  'constraints and foreign keys',
  `CREATE TABLE "Team" ("id" SERIAL PRIMARY KEY, "code" TEXT);
   CREATE TABLE "Club" ("id" SERIAL PRIMARY KEY, "plain" TEXT); CREATE UNIQUE INDEX "by_code" ON "Team" ("code");
   CREATE TABLE "Sent" ("id" INTEGER PRIMARY KEY); CREATE PUBLICATION "out" FOR TABLE "Sent";
   CREATE TABLE "User" ("id" SERIAL PRIMARY KEY, "email" TEXT, "dup" TEXT, "age" INTEGER, "teamId" INTEGER, "clubId" INTEGER, "lost" INTEGER, "newClub" INTEGER, "long" BIGINT, "span" INT4RANGE, "key" TEXT NOT NULL DEFAULT 'k',
     CONSTRAINT "User_clubId_fkey" FOREIGN KEY ("clubId") REFERENCES "Club" ("id"));
   CREATE TABLE "Keyless" ("id" INTEGER NOT NULL, "maybe" INTEGER);
   CREATE UNIQUE INDEX "Keyless_id_key" ON "Keyless" ("id"); CREATE UNIQUE INDEX "Keyless_maybe_key" ON "Keyless" ("maybe");
   CREATE TABLE "Event" ("id" INTEGER NOT NULL, "at" DATE NOT NULL) PARTITION BY RANGE ("at");
   ALTER TABLE "User" ADD CONSTRAINT "age_old" CHECK ("age" > 0) NOT VALID;
   INSERT INTO "Team" DEFAULT VALUES;
   INSERT INTO "User" ("email", "dup", "age", "teamId", "lost") VALUES ('a', 's', 5, 1, 99), ('b', 's', 6, 1, 99);`,
  [
    ['UNIQUE', 'ALTER TABLE "User" ADD CONSTRAINT "u" UNIQUE ("email");', 'add-unique-constraint'],
    [
      'UNIQUE over equal values',
      'ALTER TABLE "User" ADD CONSTRAINT "u" UNIQUE ("dup");',
      'unique-duplicates',
      { refused: '23505' },
    ],
    [
      'a primary key',
      'ALTER TABLE "Keyless" ADD CONSTRAINT "pk" PRIMARY KEY ("id");',
      'add-primary-key',
    ],
    [
      'a primary key from an index of a required column',
      'ALTER TABLE "Keyless" ADD CONSTRAINT "pk" PRIMARY KEY USING INDEX "Keyless_id_key";',
      '',
    ],
    [
      'a primary key from an index of a nullable column',
      'ALTER TABLE "Keyless" ADD CONSTRAINT "pk" PRIMARY KEY USING INDEX "Keyless_maybe_key";',
      'pk-using-index-nullable',
    ],
    [
      'another primary key',
      'ALTER TABLE "User" DROP CONSTRAINT "User_pkey", ADD CONSTRAINT "User_pkey" PRIMARY KEY ("id", "key");',
      'change-primary-key',
    ],
    [
      'a primary key without the key of the partitions',
      'ALTER TABLE "Event" ADD CONSTRAINT "pk" PRIMARY KEY ("id");',
      'partition-key-not-in-pk',
      { refused: '0A000' },
    ],
    ['CHECK', 'ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("age" < 200);', 'add-check-validating'],
    [
      'a CHECK that rows violate',
      'ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("age" > 5);',
      'check-violating-rows',
      { refused: '23514' },
    ],
    [
      'a unique constraint from an index',
      'ALTER TABLE "Team" ADD CONSTRAINT "by_code" UNIQUE USING INDEX "by_code";',
      '',
    ],
    [
      'the primary key of a published table',
      'ALTER TABLE "Sent" DROP CONSTRAINT "Sent_pkey";',
      'drop-pk-replica-identity',
    ],
    ['CHECK NOT VALID', 'ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("age" < 200) NOT VALID;', ''],
    ['VALIDATE of an earlier file', 'ALTER TABLE "User" VALIDATE CONSTRAINT "age_old";', ''],
    [
      'NOT VALID and VALIDATE in one file',
      'ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("age" < 200) NOT VALID; ALTER TABLE "User" VALIDATE CONSTRAINT "c";',
      'validate-in-same-transaction',
      { split: 'not-atomic-multi-statement' },
    ],
    [
      'NOT VALID and VALIDATE on a table of the same file',
      'CREATE TABLE "Fresh" ("a" INTEGER); ALTER TABLE "Fresh" ADD CONSTRAINT "c" CHECK ("a" > 0) NOT VALID; ALTER TABLE "Fresh" VALIDATE CONSTRAINT "c";',
      '',
    ],
    [
      'a CHECK that asks the clock of the transaction',
      'ALTER TABLE "User" ADD CONSTRAINT "c" CHECK (random() < 2) NOT VALID;',
      'volatile-check',
    ],
    [
      'EXCLUDE',
      'ALTER TABLE "User" ADD CONSTRAINT "e" EXCLUDE USING gist ("span" WITH &&);',
      'add-exclusion',
    ],
    [
      'CHECK NOT ENFORCED',
      'ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("age" < 200) NOT ENFORCED;',
      '',
    ],
    [
      'a foreign key between tables that are there',
      'ALTER TABLE "User" ADD CONSTRAINT "f" FOREIGN KEY ("teamId") REFERENCES "Team" ("id");',
      'add-fk-validating',
    ],
    [
      'a foreign key with orphans',
      'ALTER TABLE "User" ADD CONSTRAINT "f" FOREIGN KEY ("lost") REFERENCES "Team" ("id");',
      'fk-orphans',
      { refused: '23503' },
    ],
    [
      'a foreign key NOT VALID',
      'ALTER TABLE "User" ADD CONSTRAINT "f" FOREIGN KEY ("teamId") REFERENCES "Team" ("id") NOT VALID;',
      '',
    ],
    [
      'NOT VALID and VALIDATE of a foreign key in one file',
      'ALTER TABLE "User" ADD CONSTRAINT "f" FOREIGN KEY ("teamId") REFERENCES "Team" ("id") NOT VALID; ALTER TABLE "User" VALIDATE CONSTRAINT "f";',
      'validate-in-same-transaction',
      { split: 'not-atomic-multi-statement' },
    ],
    [
      'a new table that refers to one that is there',
      `CREATE TABLE "Fresh" ("id" INTEGER, "teamId" INTEGER);
       ALTER TABLE "Fresh" ADD CONSTRAINT "f" FOREIGN KEY ("teamId") REFERENCES "Team" ("id") ON DELETE CASCADE;`,
      '',
    ],
    [
      'a new table that refers to two that are there',
      `CREATE TABLE "Fresh" ("id" INTEGER, "teamId" INTEGER, "clubId" INTEGER);
       ALTER TABLE "Fresh" ADD CONSTRAINT "f" FOREIGN KEY ("teamId") REFERENCES "Team" ("id");
       ALTER TABLE "Fresh" ADD CONSTRAINT "g" FOREIGN KEY ("clubId") REFERENCES "Club" ("id");`,
      '',
    ],
    [
      'two tables that a new one refers to stay locked while rows are written',
      `CREATE TABLE "Fresh" ("id" INTEGER, "teamId" INTEGER, "clubId" INTEGER);
       ALTER TABLE "Fresh" ADD CONSTRAINT "f" FOREIGN KEY ("teamId") REFERENCES "Team" ("id");
       ALTER TABLE "Fresh" ADD CONSTRAINT "g" FOREIGN KEY ("clubId") REFERENCES "Club" ("id");
       UPDATE "User" SET "age" = 7 WHERE "age" = 8;`,
      'multiple-fks-one-transaction unbatched-backfill wide-lock-window',
      { split: 'unbatched-backfill' },
    ],
    [
      'a foreign key of a column that is new and all NULL',
      `ALTER TABLE "User" ADD COLUMN "n" INTEGER;
       ALTER TABLE "User" ADD CONSTRAINT "f" FOREIGN KEY ("n") REFERENCES "Team" ("id");`,
      '',
    ],
    [
      'bigint to int keys',
      'ALTER TABLE "User" ADD CONSTRAINT "f" FOREIGN KEY ("long") REFERENCES "Team" ("id") NOT VALID;',
      'fk-type-mismatch',
    ],
    [
      'text to int keys',
      'ALTER TABLE "User" ADD CONSTRAINT "f" FOREIGN KEY ("email") REFERENCES "Team" ("id") NOT VALID;',
      'fk-type-mismatch',
      { refused: '42804' },
    ],
    [
      'a target that is not unique',
      'ALTER TABLE "User" ADD CONSTRAINT "f" FOREIGN KEY ("email") REFERENCES "Club" ("plain") NOT VALID;',
      'fk-target-not-unique',
      { refused: '42830' },
    ],
    [
      'a foreign key that goes locks both tables',
      'ALTER TABLE "User" DROP CONSTRAINT "User_clubId_fkey";',
      'drop-fk-locks-parent',
    ],
    [
      'a foreign key that is made anew',
      `ALTER TABLE "User" DROP CONSTRAINT "User_clubId_fkey";
       ALTER TABLE "User" ADD CONSTRAINT "User_clubId_fkey" FOREIGN KEY ("clubId") REFERENCES "Club" ("id") ON DELETE CASCADE;`,
      'fk-recreate fk-cascade-introduced',
    ],
    [
      'two tables of the same file',
      `CREATE TABLE "P" ("id" INTEGER PRIMARY KEY); CREATE TABLE "C" ("id" INTEGER, "pId" INTEGER);
       ALTER TABLE "C" ADD CONSTRAINT "f" FOREIGN KEY ("pId") REFERENCES "P" ("id");
       ALTER TABLE "C" ADD CONSTRAINT "u" UNIQUE ("pId"); ALTER TABLE "C" ADD CONSTRAINT "k" CHECK ("id" > 0); ALTER TABLE "C" ADD PRIMARY KEY ("id");`,
      '',
    ],
  ],
)
