import assert from 'node:assert/strict'
import { manyToMany } from '../../../server/src/recipes/many-to-many.js'
import {
  changeFrom,
  draftFrom,
  editsOf,
  filesOf,
  refusalFrom,
  told,
  type ChangeText,
} from './pendingFrom.js'

const links = `CREATE TABLE "_PostToUser" ("A" INTEGER NOT NULL, "B" INTEGER NOT NULL, CONSTRAINT "_PostToUser_AB_pkey" PRIMARY KEY ("A", "B"));
CREATE INDEX "_PostToUser_B_index" ON "_PostToUser"("B");
ALTER TABLE "_PostToUser" ADD CONSTRAINT "_PostToUser_A_fkey" FOREIGN KEY ("A") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "_PostToUser" ADD CONSTRAINT "_PostToUser_B_fkey" FOREIGN KEY ("B") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;`

const change: ChangeText = {
  database: `CREATE TABLE "User" ("id" INTEGER NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
CREATE TABLE "Post" ("id" INTEGER NOT NULL, "userId" INTEGER, CONSTRAINT "Post_pkey" PRIMARY KEY ("id"));
ALTER TABLE "Post" ADD CONSTRAINT "Post_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE;`,
  sql: `ALTER TABLE "Post" DROP CONSTRAINT "Post_userId_fkey";\nALTER TABLE "Post" DROP COLUMN "userId";\n${links}`,
  before:
    'model User {\n  id Int @id\n  posts Post[]\n}\nmodel Post {\n  id Int @id\n  userId Int?\n  user User? @relation(fields: [userId], references: [id])\n}',
  after:
    'model User {\n  id Int @id\n  posts Post[]\n}\nmodel Post {\n  id Int @id\n  users User[]\n}',
}

suite('many-to-many', () => {
  test('expand: the table as Prisma makes it, and the old relation under names that are free', () => {
    const draft = draftFrom(change, 'many-to-many')
    const [expand = ''] = filesOf(draft, 'expand')
    for (const statement of links.split('\n')) assert.ok(expand.includes(statement), statement)
    assert.deepEqual(editsOf(draft, 'expand'), [
      'Post: userId Int? @ignore behind id',
      'Post: userBefore User? @relation("Post_userBefore", fields: [userId], references: [id]) @ignore',
      'User: postsBefore Post[] @relation("Post_userBefore") @ignore',
    ])
  })

  test('the new link of a foreign key comes before the old one goes', () => {
    const [expand = ''] = filesOf(draftFrom(change, 'many-to-many'), 'expand')
    assert.ok(
      expand.includes(`  IF NEW."userId" IS NOT NULL AND (TG_OP = 'INSERT' OR NEW."userId" IS DISTINCT FROM OLD."userId") THEN
    INSERT INTO "_PostToUser" ("A", "B") VALUES (NEW."id", NEW."userId") ON CONFLICT DO NOTHING;
    IF FOUND AND coalesce(current_setting('concertina.backfill', true), '') <> 'on' THEN
      PERFORM nextval('concertina."Post.userId.old_writes"');
    END IF;
  END IF;
  IF TG_OP = 'UPDATE' AND OLD."userId" IS NOT NULL AND NEW."userId" IS DISTINCT FROM OLD."userId" THEN
    DELETE FROM "_PostToUser" AS link WHERE link."A" = NEW."id" AND link."B" = OLD."userId";
  END IF;
`),
      expand,
    )
  })

  test('a batch locks its rows, so that a writer cannot come between reading and linking', () => {
    const { backfill } = draftFrom(change, 'many-to-many')
    assert.match(backfill?.sql ?? '', /FOR NO KEY UPDATE OF t/)
    assert.match(
      backfill?.sql ?? '',
      /INSERT INTO "_PostToUser" \("A", "B"\)\n {2}SELECT t\."id", t\."userId" FROM todo AS t\n {2}ON CONFLICT DO NOTHING/,
    )
  })

  test('contract: the triggers, the foreign key, the column; back comes the least link', () => {
    const draft = draftFrom(change, 'many-to-many')
    assert.deepEqual(filesOf(draft, 'contract'), [
      `[contract, transaction]
BEGIN;
-- locks "Post", "User", "_PostToUser" in ACCESS EXCLUSIVE
DROP TRIGGER "~concertina_Post.userId" ON "Post";
DROP TRIGGER "~concertina__PostToUser.userId" ON "_PostToUser";
ALTER TABLE "Post" DROP CONSTRAINT "Post_userId_fkey";
ALTER TABLE "Post" DROP COLUMN "userId";
DROP FUNCTION IF EXISTS concertina."Post.userId"();
DROP FUNCTION IF EXISTS concertina."_PostToUser.userId"();
DROP SEQUENCE IF EXISTS concertina."Post.userId.old_writes";
COMMIT;`,
    ])
    assert.ok(
      told(draft.phases[1]?.rollback.sql ?? '').includes(
        'UPDATE "Post" SET "userId" = (SELECT link."B" FROM "_PostToUser" AS link WHERE link."A" = "Post"."id" ORDER BY link."B" LIMIT 1) WHERE "userId" IS NULL;',
      ),
    )
  })

  test('a column that goes while a relation between other models comes is another change', () =>
    assert.deepEqual(
      manyToMany.detect(
        changeFrom({
          ...change,
          sql: change.sql.replaceAll('_PostToUser', '_PostToTag'),
          after: `${change.after.replace('  users User[]\n', '  tags Tag[]\n').replace('  posts Post[]\n', '')}\nmodel Tag {\n  id Int @id\n  posts Post[]\n}`,
        }),
      ),
      [],
    ))

  const refuses = (title: string, text: Partial<ChangeText>, words: RegExp) =>
    test(`refused: ${title}`, () =>
      assert.match(refusalFrom({ ...change, ...text }, 'many-to-many'), words))
  refuses(
    'a required foreign key',
    { database: change.database.replace('"userId" INTEGER,', '"userId" INTEGER NOT NULL,') },
    /^"userId" is required, .* Make the relation optional first/,
  )
  refuses(
    'a unique index over the foreign key',
    { database: `${change.database}CREATE UNIQUE INDEX "u" ON "Post" ("userId");` },
    /^"u" limits "userId"/,
  )
  refuses(
    'a default',
    { database: change.database.replace('"userId" INTEGER,', '"userId" INTEGER DEFAULT 1,') },
    /^"userId" has a default/,
  )
})
