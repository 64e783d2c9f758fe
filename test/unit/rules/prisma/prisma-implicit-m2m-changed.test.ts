import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, rulesFor } from '../../../support/rules.js'

const rule = 'prisma-implicit-m2m-changed'
const database = `CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY);
  CREATE TABLE "Tag" ("id" INTEGER PRIMARY KEY);
  CREATE TABLE "_PostToTag" ("A" INTEGER REFERENCES "Post" ("id"), "B" INTEGER REFERENCES "Tag" ("id"));`

suite(rule, () => {
  test('says what is lost, and how to copy it', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: `DROP TABLE "_PostToTag"; CREATE TABLE "PostTag" ("postId" INTEGER NOT NULL, "tagId" INTEGER NOT NULL);
  ALTER TABLE "PostTag" ADD CONSTRAINT "PostTag_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post" ("id");
  ALTER TABLE "PostTag" ADD CONSTRAINT "PostTag_tagId_fkey" FOREIGN KEY ("tagId") REFERENCES "Tag" ("id");`,
      }),
      [
        'Drops "_PostToTag", which links "Post" and "Tag", and creates "PostTag" empty in its place: every link is lost, and running code that uses the relation fails. Takes ACCESS EXCLUSIVE on "Post", "Tag" and "_PostToTag" for a moment, but only after every transaction that is open there; meanwhile every query on them waits. Create "PostTag" first, copy the links with INSERT INTO "PostTag" … SELECT "A", "B" FROM "_PostToTag", and drop "_PostToTag" in a later release.',
      ],
    ))

  test('blames the table that goes', () => {
    const script = {
      database,
      sql: `DROP TABLE "_PostToTag"; CREATE TABLE "PostTag" ("postId" INTEGER NOT NULL, "tagId" INTEGER NOT NULL);
  ALTER TABLE "PostTag" ADD CONSTRAINT "PostTag_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post" ("id");
  ALTER TABLE "PostTag" ADD CONSTRAINT "PostTag_tagId_fkey" FOREIGN KEY ("tagId") REFERENCES "Tag" ("id");`,
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"_PostToTag"', { table: 'public._PostToTag' }, ['data', 'old-code']],
    )
  })

  test('not when the links are copied before', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: `CREATE TABLE "PostTag" ("postId" INTEGER NOT NULL, "tagId" INTEGER NOT NULL);
  ALTER TABLE "PostTag" ADD CONSTRAINT "PostTag_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post" ("id");
  ALTER TABLE "PostTag" ADD CONSTRAINT "PostTag_tagId_fkey" FOREIGN KEY ("tagId") REFERENCES "Tag" ("id"); INSERT INTO "PostTag" SELECT "A", "B" FROM "_PostToTag"; DROP TABLE "_PostToTag";`,
      }),
      [],
    ))

  test('not when nothing takes its place, nor for another table', () => {
    for (const sql of [
      'DROP TABLE "_PostToTag";',
      'DROP TABLE "_PostToTag"; CREATE TABLE "Other" ("id" INTEGER, "postId" INTEGER REFERENCES "Post" ("id"));',
      `DROP TABLE "Tag"; CREATE TABLE "PostTag" ("postId" INTEGER NOT NULL, "tagId" INTEGER NOT NULL);
  ALTER TABLE "PostTag" ADD CONSTRAINT "PostTag_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post" ("id");
  ALTER TABLE "PostTag" ADD CONSTRAINT "PostTag_tagId_fkey" FOREIGN KEY ("tagId") REFERENCES "Tag" ("id");`,
    ]) {
      assert.deepEqual(findingsOf(rule, { database, sql }), [], sql)
    }
  })

  test('drop-table does not repeat it', () =>
    assert.ok(
      !rulesFor({
        database,
        sql: `DROP TABLE "_PostToTag"; CREATE TABLE "PostTag" ("postId" INTEGER NOT NULL, "tagId" INTEGER NOT NULL); ALTER TABLE "PostTag" ADD CONSTRAINT "PostTag_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post" ("id"); ALTER TABLE "PostTag" ADD CONSTRAINT "PostTag_tagId_fkey" FOREIGN KEY ("tagId") REFERENCES "Tag" ("id");`,
      }).includes('drop-table'),
    ))
})
