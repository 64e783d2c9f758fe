import { sqlTheme } from './trap.js'

export const transactions = sqlTheme(
  'transactions and the file',
  `CREATE TABLE "User" ("id" SERIAL PRIMARY KEY, "name" TEXT, "same" TEXT);
   CREATE TABLE "Post" ("id" SERIAL PRIMARY KEY, "title" TEXT);
   INSERT INTO "User" ("name", "same") VALUES ('a', 's'), ('b', 's');`,
  [
    ['one brief statement', 'ALTER TABLE "User" ADD COLUMN "x" TEXT;', ''],
    [
      'two tables in one transaction',
      'ALTER TABLE "User" ADD COLUMN "x" TEXT; ALTER TABLE "Post" ADD COLUMN "x" TEXT;',
      '',
    ],
    [
      'a slow statement while another table is locked',
      'ALTER TABLE "User" ADD COLUMN "x" TEXT; CREATE INDEX "i" ON "Post" ("title");',
      'create-index-blocking statement-after-exclusive',
      { split: 'create-index-blocking' },
    ],
    [
      'SET lock_timeout to nothing',
      `SET lock_timeout = 0; ALTER TABLE "User" ADD COLUMN "x" TEXT;`,
      'lock-timeout-zero',
    ],
    [
      'SET lock_timeout behind the statement',
      `ALTER TABLE "User" ADD COLUMN "x" TEXT; SET lock_timeout = '5s';`,
      'lock-timeout-after-statement',
    ],
    [
      'SET lock_timeout of an hour',
      `SET lock_timeout = '1h'; ALTER TABLE "User" ADD COLUMN "x" TEXT;`,
      'lock-timeout-too-long',
    ],
    [
      'SET lock_timeout of 5 s',
      `SET lock_timeout = '5s'; ALTER TABLE "User" ADD COLUMN "x" TEXT;`,
      '',
    ],
    [
      'SET LOCAL does nothing statement by statement',
      `SET LOCAL lock_timeout = '5s'; ALTER TABLE "User" ADD COLUMN "x" TEXT;`,
      '',
      { split: 'set-local-without-transaction' },
    ],
    [
      'SET LOCAL between BEGIN and COMMIT',
      `BEGIN; SET LOCAL lock_timeout = '5s'; ALTER TABLE "User" ADD COLUMN "x" TEXT; COMMIT;`,
      '',
    ],
    [
      'BEGIN and COMMIT in the middle of one transaction',
      `ALTER TABLE "Post" ADD COLUMN "y" TEXT; BEGIN; ALTER TABLE "User" ADD COLUMN "x" TEXT; COMMIT; ALTER TABLE "Post" ADD COLUMN "z" TEXT;`,
      'transaction-nesting',
      { split: '' },
    ],
    [
      'BEGIN and COMMIT around everything',
      'BEGIN; ALTER TABLE "User" ADD COLUMN "x" TEXT; ALTER TABLE "User" ADD COLUMN "y" TEXT; COMMIT;',
      '',
    ],
    [
      'BEGIN without COMMIT',
      'BEGIN; ALTER TABLE "User" ADD COLUMN "x" TEXT;',
      'uncommitted-transaction',
    ],
    [
      'a later statement that can fail leaves the first half',
      'ALTER TABLE "User" ADD COLUMN "x" TEXT; CREATE UNIQUE INDEX "i" ON "User" ("same");',
      'unique-duplicates',
      {
        split: 'unique-duplicates not-atomic-multi-statement',
        refused: '23505',
      },
    ],
    [
      'a name of more than 63 bytes',
      `ALTER TABLE "User" ADD COLUMN "a_name_that_is_so_long_that_the_server_cuts_it_at_sixty_three_bytes" TEXT;`,
      'identifier-too-long',
    ],
    [
      'a name of many bytes and few letters',
      `ALTER TABLE "User" ADD COLUMN "ääääääääääääääääääääääääääääääääää" TEXT;`,
      'identifier-too-long',
    ],
    [
      'a table that is not there',
      'ALTER TABLE "Usr" ADD COLUMN "x" TEXT;',
      'migration-does-not-apply',
      { refused: '42P01' },
    ],
    [
      'a typing error hides no finding beside it',
      'ALTER TABLE "User" AD COLUMN "x" TEXT; DROP TABLE "Post";',
      'migration-does-not-apply drop-table',
      { refused: '42601' },
    ],
    ['SQL in a comment', '-- DROP TABLE "User";\n/* DROP TABLE "Post"; */\nSELECT 1;', ''],
    ['SQL in a text', `INSERT INTO "Post" ("title") VALUES ('DROP TABLE "User";');`, ''],
    [
      'SQL in a function that nobody calls',
      `CREATE FUNCTION "later"() RETURNS VOID LANGUAGE plpgsql AS $$ BEGIN DELETE FROM "User"; DROP TABLE "Post"; END $$;`,
      '',
    ],
    [
      'a whole new model as Prisma writes it',
      `-- CreateTable
CREATE TABLE "Comment" ("id" SERIAL NOT NULL, "postId" INTEGER NOT NULL, "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, CONSTRAINT "Comment_pkey" PRIMARY KEY ("id"));
-- CreateIndex
CREATE INDEX "Comment_postId_idx" ON "Comment"("postId");
-- AddForeignKey
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE RESTRICT ON UPDATE CASCADE;`,
      '',
    ],
    ['an empty file', '-- This is an empty migration.\n', ''],
  ],
)
