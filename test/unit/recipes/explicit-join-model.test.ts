import assert from 'node:assert/strict'
import { alternatives } from '../../../server/src/recipes/alternatives.js'
import { recipes } from '../../../server/src/recipes/index.js'
import {
  changeFrom,
  draftFrom,
  editsOf,
  filesOf,
  refusalFrom,
  told,
  type ChangeText,
} from './pendingFrom.js'

const before =
  'model Post {\n  id Int @id\n  tags Tag[]\n}\nmodel Tag {\n  id Int @id\n  posts Post[]\n}'
const explicit = (body: string) =>
  `model Post {\n  id Int @id\n  tags Tagging[]\n}\nmodel Tag {\n  id Int @id\n  posts Tagging[]\n}\nmodel Tagging {\n${body}\n}`
const both = `  tagId Int
  postId Int // which
  tag Tag @relation(fields: [tagId], references: [id])
  post Post @relation(fields: [postId], references: [id])
`
const created = (columns: string) => `DROP TABLE "_PostToTag";
CREATE TABLE "Tagging" ("tagId" INTEGER NOT NULL, "postId" INTEGER NOT NULL${columns}, CONSTRAINT "Tagging_pkey" PRIMARY KEY ("tagId", "postId"));
ALTER TABLE "Tagging" ADD CONSTRAINT "Tagging_tagId_fkey" FOREIGN KEY ("tagId") REFERENCES "Tag"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "Tagging" ADD CONSTRAINT "Tagging_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE RESTRICT ON UPDATE CASCADE;`

const change = (columns: string, fields: string): ChangeText => ({
  database: `CREATE TABLE "Post" ("id" INTEGER NOT NULL, CONSTRAINT "Post_pkey" PRIMARY KEY ("id"));
CREATE TABLE "Tag" ("id" INTEGER NOT NULL, CONSTRAINT "Tag_pkey" PRIMARY KEY ("id"));
CREATE TABLE "_PostToTag" ("A" INTEGER NOT NULL, "B" INTEGER NOT NULL, CONSTRAINT "_PostToTag_AB_pkey" PRIMARY KEY ("A", "B"));
CREATE INDEX "_PostToTag_B_index" ON "_PostToTag" ("B");
ALTER TABLE "_PostToTag" ADD CONSTRAINT "_PostToTag_A_fkey" FOREIGN KEY ("A") REFERENCES "Post" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "_PostToTag" ADD CONSTRAINT "_PostToTag_B_fkey" FOREIGN KEY ("B") REFERENCES "Tag" ("id") ON DELETE CASCADE ON UPDATE CASCADE;`,
  sql: created(columns),
  before,
  after: explicit(`${both}${fields}\n  @@id([tagId, postId])`),
})

const kept = (text: ChangeText) =>
  alternatives(changeFrom(text)).filter(({ title }) => title.startsWith('Keep the table "_'))
const offered = (text: ChangeText) =>
  recipes
    .flatMap((recipe) => recipe.detect(changeFrom(text)))
    .filter(({ recipe }) => recipe === 'explicit-join-model')

const mapping = [
  'Tagging: postId Int @map("A")',
  'Tagging: tagId Int @map("B")',
  'Tagging: post Post @relation(fields: [postId], references: [id], onDelete: Cascade, onUpdate: Cascade)',
  'Tagging: tag Tag @relation(fields: [tagId], references: [id], onDelete: Cascade, onUpdate: Cascade)',
  'Tagging: no @@id([tagId, postId])',
  'Tagging: @@id([postId, tagId], name: "tagId_postId", map: "_PostToTag_AB_pkey")',
  'Tagging: @@index([tagId], map: "_PostToTag_B_index")',
  'Tagging: @@map("_PostToTag")',
]

suite('explicit-join-model', () => {
  const dated = change(
    ', "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, "note" TEXT',
    '  at DateTime @default(now())\n  note String?',
  )

  test('without columns of its own only the answer that keeps the table is offered', () => {
    const plain = change('', '')
    assert.deepEqual(
      kept(plain).map(({ title, actions }) => [title, actions.length]),
      [['Keep the table "_PostToTag": @@map, and @map("A") and @map("B") on its fields', 4]],
    )
    assert.deepEqual(offered(plain), [])
  })

  test('the columns of its own come with the plan, or behind the answer', () => {
    assert.match(kept(dated)[0]?.title ?? '', /; its other columns come in a change behind it$/)
    const draft = draftFrom(dated, 'explicit-join-model')
    assert.deepEqual(filesOf(draft, 'expand'), [
      `[expand, transaction]
BEGIN;
-- locks "_PostToTag" in ACCESS EXCLUSIVE
ALTER TABLE "_PostToTag" ADD COLUMN "at" timestamp(3) without time zone NOT NULL DEFAULT CURRENT_TIMESTAMP, ADD COLUMN "note" text;
COMMIT;`,
    ])
    assert.deepEqual(editsOf(draft, 'expand'), mapping)
    assert.match(
      told(draft.phases[0]?.rollback.sql ?? ''),
      /ALTER TABLE "_PostToTag" DROP COLUMN "at", DROP COLUMN "note";/,
    )
  })

  test('a database of Prisma 5 and older has a unique index in the place of the key', () => {
    const old = change('', '')
    const [answer] = kept({
      ...old,
      database: old.database
        .replace(', CONSTRAINT "_PostToTag_AB_pkey" PRIMARY KEY ("A", "B")', '')
        .replace(
          'CREATE INDEX',
          'CREATE UNIQUE INDEX "_PostToTag_AB_unique" ON "_PostToTag" ("A", "B");\nCREATE INDEX',
        ),
    })
    const edits = answer?.answer.kind === 'schema' ? answer.answer.edits : []
    assert.ok(
      edits.some(
        (edit) =>
          edit.kind === 'putBlockAttribute' &&
          edit.attribute ===
            '@@unique([postId, tagId], name: "tagId_postId", map: "_PostToTag_AB_unique")',
      ),
      JSON.stringify(edits),
    )
  })

  const isNotOffered = (title: string, text: ChangeText) =>
    test(`not offered: ${title}`, () => assert.deepEqual([...kept(text), ...offered(text)], []))
  isNotOffered('rows that are told apart by an id of their own', {
    ...change(', "id" INTEGER NOT NULL', ''),
    after: explicit(`  id Int @id\n${both}`),
  })
  isNotOffered('a relation of a model to itself, whose sides nobody can tell', {
    database: `CREATE TABLE "Post" ("id" INTEGER NOT NULL, CONSTRAINT "Post_pkey" PRIMARY KEY ("id"));
CREATE TABLE "_Links" ("A" INTEGER NOT NULL, "B" INTEGER NOT NULL);
ALTER TABLE "_Links" ADD CONSTRAINT "a" FOREIGN KEY ("A") REFERENCES "Post" ("id");
ALTER TABLE "_Links" ADD CONSTRAINT "b" FOREIGN KEY ("B") REFERENCES "Post" ("id");`,
    sql: 'DROP TABLE "_Links"; CREATE TABLE "Link" ("from" INTEGER NOT NULL, "to" INTEGER NOT NULL, CONSTRAINT "Link_pkey" PRIMARY KEY ("from", "to"));',
    after:
      'model Post {\n  id Int @id\n  a Link[] @relation("a")\n  b Link[] @relation("b")\n}\nmodel Link {\n  from Int\n  to Int\n  a Post @relation("a", fields: [from], references: [id])\n  b Post @relation("b", fields: [to], references: [id])\n  @@id([from, to])\n}',
  })

  const refuses = (title: string, columns: string, fields: string, words: RegExp) =>
    test(`refused: ${title}`, () =>
      assert.match(refusalFrom(change(columns, fields), 'explicit-join-model'), words))
  refuses(
    'a required column that old code cannot give',
    ', "by" INTEGER NOT NULL',
    '  by Int',
    /^"by" is required and has no default.* Take the answer that keeps the table/,
  )
  refuses(
    'a default that is computed for every row',
    ', "key" UUID NOT NULL DEFAULT gen_random_uuid()',
    '  key String @default(dbgenerated("gen_random_uuid()")) @db.Uuid',
    /^The default of "key" is computed for every row/,
  )
  refuses(
    'an index over a new column',
    ', "rank" INTEGER',
    '  rank Int?\n  @@index([rank])',
    /also gets the key "Tagging_rank_idx" over a new column/,
  )
})
