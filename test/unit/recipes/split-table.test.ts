import assert from 'node:assert/strict'
import { splitTable } from '../../../server/src/recipes/split-table.js'
import {
  changeFrom,
  draftFrom,
  editsOf,
  filesOf,
  refusalFrom,
  told,
  type ChangeText,
} from './pendingFrom.js'

const profile = (columns = '"bio" TEXT', fields = '  bio String?\n') => ({
  sql: `ALTER TABLE "User" DROP COLUMN "bio";
CREATE TABLE "Profile" ("userId" INTEGER NOT NULL, ${columns}, CONSTRAINT "Profile_pkey" PRIMARY KEY ("userId"));
ALTER TABLE "Profile" ADD CONSTRAINT "Profile_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;`,
  after: `model User {\n  id Int @id\n  profile Profile?\n}\nmodel Profile {\n  userId Int @id\n${fields}  user User @relation(fields: [userId], references: [id], onDelete: Cascade)\n}`,
})

const change: ChangeText = {
  database: `CREATE TABLE "User" ("id" INTEGER NOT NULL, "bio" TEXT, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));`,
  before: 'model User {\n  id Int @id\n  bio String? // long\n}',
  ...profile(),
}

suite('split-table', () => {
  test('expand: the table as Prisma makes it, and the moved field hidden where it was', () => {
    const draft = draftFrom(change, 'split-table')
    const [expand = ''] = filesOf(draft, 'expand')
    for (const statement of change.sql.split('\n').slice(1)) assert.ok(expand.includes(statement))
    assert.deepEqual(editsOf(draft, 'expand'), ['User: bio String? @ignore behind id'])
  })

  test('old code: a changed value reaches the row that is there, else makes one', () => {
    const [expand = ''] = filesOf(draftFrom(change, 'split-table'), 'expand')
    assert.ok(
      expand.includes(`    UPDATE "Profile" AS n SET "bio" = NEW."bio"
    WHERE n."userId" = NEW."id"
      AND ROW(n."bio"::text) IS DISTINCT FROM ROW(NEW."bio"::text);
    changed := FOUND;
  END IF;
  IF NOT changed AND (NEW."bio" IS NOT NULL) THEN
    INSERT INTO "Profile" ("userId", "bio")
    VALUES (NEW."id", NEW."bio") ON CONFLICT DO NOTHING;`),
      expand,
    )
  })

  test('new code: a row for one that was not reached takes over what it does not bring', () => {
    const [expand = ''] = filesOf(draftFrom(change, 'split-table'), 'expand')
    assert.ok(expand.includes('SELECT coalesce(NEW."bio", t."bio")\n  INTO NEW."bio"'), expand)
    assert.match(expand, /BEFORE INSERT ON "Profile"/)
  })

  test('contract: the triggers before the column, which comes back with the values of the table', () => {
    const draft = draftFrom(change, 'split-table')
    assert.deepEqual(filesOf(draft, 'contract'), [
      `[contract, transaction]
BEGIN;
-- locks "Profile", "User" in ACCESS EXCLUSIVE
DROP TRIGGER "~concertina_User.bio" ON "User";
DROP TRIGGER "~concertina_Profile.bio fill" ON "Profile";
DROP TRIGGER "~concertina_Profile.bio" ON "Profile";
ALTER TABLE "User" DROP COLUMN "bio";
DROP FUNCTION IF EXISTS concertina."User.bio"();
DROP FUNCTION IF EXISTS concertina."Profile.bio"();
DROP FUNCTION IF EXISTS concertina."Profile.bio fill"();
DROP SEQUENCE IF EXISTS concertina."User.bio.old_writes";
COMMIT;`,
    ])
    assert.ok(
      told(draft.phases[1]?.rollback.sql ?? '').includes(
        'UPDATE "User" SET "bio" = (SELECT n."bio" FROM "Profile" AS n WHERE n."userId" = "User"."id") WHERE "bio" IS NULL;',
      ),
    )
  })

  test('a table of many rows for each is another change', () =>
    assert.deepEqual(
      splitTable.detect(
        changeFrom({
          ...change,
          after:
            'model User {\n  id Int @id\n  profiles Profile[]\n}\nmodel Profile {\n  userId Int\n  bio String\n  user User @relation(fields: [userId], references: [id], onDelete: Cascade)\n  @@id([userId, bio])\n}',
        }),
      ),
      [],
    ))

  const refuses = (title: string, text: Partial<ChangeText>, words: RegExp) =>
    test(`refused: ${title}`, () =>
      assert.match(refusalFrom({ ...change, ...text }, 'split-table'), words))
  refuses(
    'a required column',
    { database: change.database.replace('"bio" TEXT', '"bio" TEXT NOT NULL') },
    /^"bio" is required, and a row may be without one/,
  )
  refuses(
    'a default',
    { database: change.database.replace('"bio" TEXT', `"bio" TEXT DEFAULT ''`) },
    /^"bio" has a default/,
  )
  refuses(
    'a unique index over a moved column',
    { database: `${change.database}CREATE UNIQUE INDEX "u" ON "User" ("bio");` },
    /^"u" is over "bio"/,
  )
  refuses(
    'rows that would keep old ones from being deleted',
    {
      sql: change.sql.replace('ON DELETE CASCADE', 'ON DELETE RESTRICT'),
    },
    /Write onDelete: Cascade on the relation\.$/,
  )
  refuses(
    'another column that nobody would fill',
    profile('"bio" TEXT, "views" INTEGER NOT NULL', '  bio String?\n  views Int\n'),
    /^"views" of "Profile" is required and has no default in the database/,
  )
})
