import assert from 'node:assert/strict'
import { recipes } from '../../../server/src/recipes/index.js'
import {
  changeFrom,
  draftFrom,
  editsOf,
  filesOf,
  offerFrom,
  refusalFrom,
  type ChangeText,
} from './pendingFrom.js'
import { asPrinted, usersAndPosts, withUser } from './numberedKeys.js'

const schema = (type: string) => `model User {
 id ${type} @id @default(autoincrement())
 posts Post[]
}
model Post {
 slug String @id
 authorId ${type}
 author User @relation(fields: [authorId], references: [id], onDelete: Cascade)
 @@index([authorId])
}
`

const posts: ChangeText = {
  database: usersAndPosts,
  sql: `ALTER TABLE "Post" DROP CONSTRAINT "Post_authorId_fkey";
ALTER TABLE "Post" ALTER COLUMN "authorId" SET DATA TYPE BIGINT;
ALTER TABLE "User" DROP CONSTRAINT "User_pkey",
ALTER COLUMN "id" SET DATA TYPE BIGSERIAL,
ADD CONSTRAINT "User_pkey" PRIMARY KEY ("id");
ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE CASCADE;`,
  before: schema('Int'),
  after: schema('BigInt'),
  catalogue: asPrinted,
}

suite('a key that becomes a BigInt', () => {
  test('is one offer with every column that refers to it, and takes all of the script', () => {
    const offer = offerFrom(posts, 'key-to-bigint')
    assert.equal(
      offer.title,
      'Change "id" of "User" and the column that refers to it from integer to bigint by columns beside them: expand, migrate, contract',
    )
    assert.deepEqual(offer.subject, {
      model: 'User',
      table: 'public.User',
      columns: ['id'],
      others: [{ table: 'public.Post', columns: ['authorId'] }],
    })
    assert.equal(offer.actions.length, 6)
    const others = recipes.flatMap(({ detect }) => detect(changeFrom(posts)))
    assert.deepEqual(
      others.map(({ recipe }) => recipe),
      ['key-to-bigint'],
    )
  })

  test('of several columns is one plan, for one index is over them', () => {
    const both = (type: string) => `model Seat {
 row ${type}
 number ${type}
 @@id([row, number])
}
`
    const offer = offerFrom(
      {
        database: `CREATE TABLE "Seat" ("row" INTEGER NOT NULL, "number" INTEGER NOT NULL, CONSTRAINT "Seat_pkey" PRIMARY KEY ("row", "number"));`,
        sql: `ALTER TABLE "Seat" DROP CONSTRAINT "Seat_pkey",
ALTER COLUMN "row" SET DATA TYPE BIGINT,
ALTER COLUMN "number" SET DATA TYPE BIGINT,
ADD CONSTRAINT "Seat_pkey" PRIMARY KEY ("row", "number");`,
        before: both('Int'),
        after: both('BigInt'),
      },
      'key-to-bigint',
    )
    assert.equal(
      offer.title,
      'Change "row" and "number" of "Seat" from integer to bigint by columns beside them: expand, migrate, contract',
    )
    assert.deepEqual(offer.subject.columns, ['row', 'number'])
    assert.equal(offer.actions.length, 4)
  })

  test('gets a column beside in every table, which the client does not see', () => {
    const plan = draftFrom(posts, 'key-to-bigint')
    const [users = '', authors = '', ...indexes] = filesOf(plan, 'expand')
    assert.match(users, /^\[expand_1, transaction\]\nBEGIN;\n-- locks "User" in ACCESS EXCLUSIVE\n/)
    assert.match(users, /ADD COLUMN "id_v2" bigint;/)
    assert.match(users, /NEW\."id_v2" := \(NEW\."id"\)::bigint;/)
    assert.match(authors, /-- locks "Post" in ACCESS EXCLUSIVE\n.*ADD COLUMN "authorId_v2" bigint/)
    assert.deepEqual(indexes, [
      '[expand_index_1, alone]\nCREATE UNIQUE INDEX CONCURRENTLY "User_pkey_id_v2" ON "User" USING btree ("id_v2");',
      '[expand_index_2, alone]\nCREATE INDEX CONCURRENTLY "Post_authorId_v2_idx" ON "Post" ("authorId_v2");',
    ])
    assert.deepEqual(editsOf(plan, 'expand'), [
      'User: id Int @id @default(autoincrement())',
      'User: idV2 BigInt? @map("id_v2") @unique(map: "User_pkey_id_v2") @ignore behind id',
      'Post: authorId Int',
      'Post: authorIdV2 BigInt? @map("authorId_v2") @ignore behind authorId',
      'Post: @@index([authorIdV2], map: "Post_authorId_v2_idx")',
    ])
  })

  test('is filled table by table, and each is looked at before it goes on', () => {
    const plan = draftFrom(posts, 'key-to-bigint')
    const backfills = [plan.backfill, ...(plan.furtherBackfills ?? [])]
    assert.deepEqual(
      backfills.map((one) => one?.table),
      ['public.User', 'public.Post'],
    )
    assert.match(plan.verify, /"User": not the same in both columns/)
    assert.match(plan.verify, /"Post": not the same in both columns/)
    assert.match(plan.verify, /k\.conname NOT IN \('Post_authorId_fkey'\)/)
    assert.equal(plan.rehearsal.others?.[0]?.table, 'public.Post')
  })

  test('is swapped in one transaction that keeps the sequence and the actions of foreign keys', () => {
    const [swap, ...scans] = filesOf(draftFrom(posts, 'key-to-bigint'), 'contract')
    assert.equal(
      swap,
      `[contract, transaction]
BEGIN;
-- locks "Post", "User" in ACCESS EXCLUSIVE
DROP TRIGGER "~concertina_User.id_v2" ON "User";
DROP TRIGGER "~concertina_Post.authorId_v2" ON "Post";
ALTER TABLE "Post" DROP CONSTRAINT "Post_authorId_fkey";
ALTER TABLE "User" ALTER COLUMN "id_v2" SET NOT NULL;
ALTER TABLE "User" DROP CONSTRAINT "concertina_User.id_v2_equal", DROP CONSTRAINT "concertina_User.id_v2_not_null", DROP CONSTRAINT "User_pkey";
ALTER SEQUENCE "public"."User_id_seq" OWNED BY "User"."id_v2";
ALTER TABLE "User" DROP COLUMN "id";
ALTER TABLE "User" RENAME COLUMN "id_v2" TO "id";
ALTER TABLE "User" ADD CONSTRAINT "User_pkey" PRIMARY KEY USING INDEX "User_pkey_id_v2";
ALTER TABLE "User" ALTER COLUMN "id" SET DEFAULT nextval('"User_id_seq"'::regclass);
ALTER SEQUENCE "public"."User_id_seq" AS bigint;
ALTER TABLE "Post" ALTER COLUMN "authorId_v2" SET NOT NULL;
ALTER TABLE "Post" DROP CONSTRAINT "concertina_Post.authorId_v2_equal", DROP CONSTRAINT "concertina_Post.authorId_v2_not_null";
ALTER TABLE "Post" DROP COLUMN "authorId";
ALTER TABLE "Post" RENAME COLUMN "authorId_v2" TO "authorId";
ALTER INDEX "Post_authorId_v2_idx" RENAME TO "Post_authorId_idx";
ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE CASCADE NOT VALID;
DROP FUNCTION IF EXISTS concertina."User.id_v2"();
DROP SEQUENCE IF EXISTS concertina."User.id_v2.old_writes";
DROP FUNCTION IF EXISTS concertina."Post.authorId_v2"();
DROP SEQUENCE IF EXISTS concertina."Post.authorId_v2.old_writes";
COMMIT;`,
    )
    assert.equal(scans.length, 1)
    assert.match(scans[0] ?? '', /scan\][^]*VALIDATE CONSTRAINT "Post_authorId_fkey"/)
  })

  test('names columns that may hold the key without a foreign key', () => {
    const text = {
      ...posts,
      database: `${posts.database}\nCREATE TABLE "clicks" ("user_id" INTEGER, "other_id" INTEGER);`,
    }
    const [expand] = draftFrom(text, 'key-to-bigint').phases
    assert.match(
      expand?.explanation ?? '',
      /By their names "user_id" of "clicks" may hold such keys/,
    )
  })

  const refuses = (title: string, text: ChangeText, say: RegExp) =>
    test(`is refused ${title}`, () => assert.match(refusalFrom(text, 'key-to-bigint'), say))

  refuses(
    'when a column that refers to it becomes optional in the same change',
    { ...posts, after: posts.after.replace('authorId BigInt', 'authorId BigInt?') },
    /also makes "authorId" of "Post" optional/,
  )
  refuses(
    'when the database stops numbering it in the same change',
    { ...posts, after: posts.after.replace(' @default(autoincrement())', '') },
    /also ends the numbering of "id" of "User"/,
  )
  refuses(
    'where the key is an identity column',
    {
      ...posts,
      catalogue: (catalogue) => withUser(asPrinted(catalogue), { identity: 'by default' }),
    },
    /"id" is an identity column/,
  )
  refuses(
    'when an index over it comes in the same change',
    { ...posts, sql: `${posts.sql}\nCREATE INDEX "new" ON "Post" ("authorId", "slug");` },
    /also adds or drops a key or an index over "authorId" of "Post"/,
  )
  refuses(
    'where a column refers to two keys of which one keeps its type',
    {
      ...posts,
      database: `${posts.database}\nCREATE TABLE "Old" ("id" INTEGER NOT NULL, CONSTRAINT "Old_pkey" PRIMARY KEY ("id"));\nALTER TABLE "Post" ADD CONSTRAINT "two" FOREIGN KEY ("authorId") REFERENCES "Old"("id");`,
    },
    /"two" of "Post" leads from "authorId" to "id" of "public\.Old", which keeps its type/,
  )
})
