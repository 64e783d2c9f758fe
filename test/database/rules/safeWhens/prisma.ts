import { fresh, people, type CasesOfSection } from './safeCase.js'

const user = (fields: string) => `model User {\n id Int @id\n ${fields}\n}`
const rename = 'ALTER TABLE "User" DROP COLUMN "bio", ADD COLUMN "about" TEXT;'
const dropLinks = 'DROP TABLE "_PostToWord";'
const newLinks = `CREATE TABLE "PostWord" ("postId" INTEGER NOT NULL, "wordId" INTEGER NOT NULL);
  ALTER TABLE "PostWord" ADD CONSTRAINT "f" FOREIGN KEY ("postId") REFERENCES "Post" ("id");
  ALTER TABLE "PostWord" ADD CONSTRAINT "g" FOREIGN KEY ("wordId") REFERENCES "Word" ("id");`

export const prisma: CasesOfSection = {
  'prisma-rename-as-drop-add': {
    fires: rename,
    safe: [
      ['It really is another', people],
      ['The name in the database', 'SELECT 1;'],
      [
        'The file copies the values',
        'ALTER TABLE "User" ADD COLUMN "about" TEXT; UPDATE "User" SET "about" = "bio"; ALTER TABLE "User" DROP COLUMN "bio";',
      ],
    ],
  },
  'prisma-bigserial-type-change': {
    fires: 'ALTER TABLE "User" ALTER COLUMN "id" SET DATA TYPE BIGSERIAL;',
    safe: [
      ['The migration says', 'ALTER TABLE "User" ALTER COLUMN "id" SET DATA TYPE BIGINT;'],
      ['A table that is new', 'CREATE TABLE "New" ("id" BIGSERIAL PRIMARY KEY);'],
    ],
  },
  'prisma-drops-handmade': {
    fires: {
      sql: '-- DropIndex\nDROP INDEX "User_name_idx";',
      origin: 'pending',
      target: user('name String?'),
      committed: user('name String?'),
    },
    safe: [
      [
        'Prisma does not see expression',
        {
          sql: '-- AlterTable\nALTER TABLE "User" ADD COLUMN "x" TEXT;',
          origin: 'pending',
          target: user('name String?\n x String?'),
          committed: user('name String?'),
        },
      ],
      ['The object is meant', people],
    ],
  },
  'prisma-generated-column': {
    fires: 'ALTER TABLE "Computed" ALTER COLUMN "low" DROP DEFAULT;',
    safe: [
      ['The field has', 'SELECT 1;'],
      ['An identity column', 'ALTER TABLE "User" ALTER COLUMN "score" DROP DEFAULT;'],
    ],
  },
  'prisma-implicit-m2m-changed': {
    fires: `${dropLinks} ${newLinks}`,
    safe: [
      [
        'A statement before the drop',
        `${newLinks} INSERT INTO "PostWord" SELECT "A", "B" FROM "_PostToWord"; ${dropLinks}`,
      ],
      [
        'The relation only gets another',
        `${dropLinks} CREATE TABLE "_labels" ("A" INTEGER NOT NULL REFERENCES "Post" ("id"), "B" INTEGER NOT NULL REFERENCES "Word" ("id"));`,
      ],
    ],
  },
  'prisma-relation-mode-fk-drop': {
    fires: {
      sql: '-- DropForeignKey\nALTER TABLE "Post" DROP CONSTRAINT "Post_userId_fkey";',
      origin: 'pending',
    },
    safe: [
      [
        'The key is added again',
        {
          sql: 'ALTER TABLE "Post" DROP CONSTRAINT "Post_userId_fkey"; ALTER TABLE "Post" ADD CONSTRAINT "Post_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE;',
          origin: 'pending',
        },
      ],
      [
        'Its column, or one of',
        {
          sql: 'ALTER TABLE "Post" DROP CONSTRAINT "Post_userId_fkey"; ALTER TABLE "Post" DROP COLUMN "userId";',
          origin: 'pending',
        },
        {
          sql: 'ALTER TABLE "Post" DROP CONSTRAINT "Post_userId_fkey"; DROP TABLE "Post";',
          origin: 'pending',
        },
      ],
    ],
  },
  'prisma-shadow-incompatible': {
    fires: 'CREATE ROLE "reader";',
    safe: [
      [
        'In a DO block',
        `DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'reader') THEN CREATE ROLE "reader"; END IF; END $$;`,
      ],
      ['Extensions, schemas', 'CREATE SCHEMA "other";', 'CREATE EXTENSION "pg_trgm";'],
    ],
  },
  'prisma-unique-constraint-as-index': {
    fires: '-- DropIndex\nDROP INDEX "Keyed_key_uq";',
    safe: [
      ['A unique index without', '-- DropIndex\nDROP INDEX "User_email_key";'],
      ['The schema shows it', 'SELECT 1;'],
      ['A table that is new', fresh],
    ],
  },
}
