import assert from 'node:assert/strict'
import { alternatives } from '../../../server/src/recipes/alternatives.js'
import {
  changeFrom,
  draftFrom,
  editsOf,
  filesOf,
  offerFrom,
  refusalFrom,
  told,
  type ChangeText,
} from './pendingFrom.js'

const user = (fields = '') => `model User {\n  id Int @id\n${fields}}\n`
const post = `/// Written by users.
model Post {
  id       Int  @id
  authorId Int
  author   User @relation(fields: [authorId], references: [id])

  @@index([authorId])
}
`
const drop: ChangeText = {
  database: `CREATE TABLE "User" ("id" INTEGER NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
    CREATE TABLE "Post" ("id" INTEGER NOT NULL, "authorId" INTEGER NOT NULL, CONSTRAINT "Post_pkey" PRIMARY KEY ("id"));
    CREATE INDEX "Post_authorId_idx" ON "Post" ("authorId");
    ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id");`,
  sql: `ALTER TABLE "Post" DROP CONSTRAINT "Post_authorId_fkey";\nDROP TABLE "Post";`,
  before: `${user('  posts Post[]\n')}\n${post}`,
  after: user(),
}

const withKind = `CREATE TYPE "Kind" AS ENUM ('A');\n${drop.database.replace('"authorId" INTEGER NOT NULL,', '$& "kind" "Kind",')}`

suite('drop-table: the plan', () => {
  const draft = () => draftFrom(drop, 'drop-table')

  test('replaces the drop of the table and of its foreign keys', () =>
    assert.deepEqual(
      offerFrom(drop, 'drop-table').actions.map(({ kind }) => kind),
      ['dropConstraint', 'dropTable'],
    ))

  test('is about the whole table: no other plan may be under way on any of its columns', () =>
    assert.deepEqual(draft().subject, { model: 'Post', table: 'public.Post', columns: [] }))

  test('expand: the model comes back hidden, and so does the other side of its relation', () => {
    assert.deepEqual(editsOf(draft(), 'expand'), [
      post.trim().replace('  @@index([authorId])\n', '  @@index([authorId])\n  @@ignore\n'),
      'User: posts Post[] @ignore',
    ])
    const [file = ''] = filesOf(draft(), 'expand')
    assert.match(file, /-- locks "Post" in SHARE ROW EXCLUSIVE/)
    assert.match(file, /old_writer := true;/)
  })

  test('an enum that nothing else uses comes back with the model, and is put aside with the table', () => {
    const kind = '/// Of posts.\nenum Kind {\n  A\n}'
    const text = {
      ...drop,
      database: withKind,
      sql: `${drop.sql}\nDROP TYPE "Kind";`,
      before: `${drop.before?.replace('@@index', 'kind Kind?\n  @@index') ?? ''}${kind}\n`,
    }
    assert.deepEqual(
      offerFrom(text, 'drop-table').actions.map((action) => action.kind),
      ['dropConstraint', 'dropTable', 'dropType'],
    )
    const plan = draftFrom(text, 'drop-table')
    assert.equal(editsOf(plan, 'expand')[1], kind)
    assert.deepEqual(editsOf(plan, 'contract').slice(-2), ['no Post', 'no Kind'])
    const [contract = ''] = filesOf(plan, 'contract')
    assert.ok(
      contract.includes(`DROP TABLE IF EXISTS concertina."Post.dropped";
DROP TYPE IF EXISTS concertina."Post.Kind.dropped_type";
ALTER TABLE "Post" RENAME TO "Post.dropped";
ALTER TABLE "Post.dropped" SET SCHEMA concertina;
ALTER TYPE "Kind" RENAME TO "Post.Kind.dropped_type";
ALTER TYPE "Post.Kind.dropped_type" SET SCHEMA concertina;`),
      contract,
    )
  })

  test('a model without attributes gets a blank line in front of its first', () => {
    const plain = 'model Post {\n  id Int @id\n  authorId Int\n}'
    const [model] = editsOf(
      draftFrom({ ...drop, before: `${user()}\n${plain}\n` }, 'drop-table'),
      'expand',
    )
    assert.equal(model, 'model Post {\n  id Int @id\n  authorId Int\n\n  @@ignore\n}')
  })

  test('contract: the table moves away with its rows, under one lock on all tables concerned', () => {
    assert.deepEqual(filesOf(draft(), 'contract'), [
      `[contract, transaction]
BEGIN;
-- locks "Post", "User" in ACCESS EXCLUSIVE
DROP TRIGGER "~concertina_Post.*" ON "Post";
ALTER TABLE "Post" DROP CONSTRAINT "Post_authorId_fkey";
DROP FUNCTION IF EXISTS concertina."Post.*"();
DROP SEQUENCE IF EXISTS concertina."Post.*.old_writes";
DROP TABLE IF EXISTS concertina."Post.dropped";
ALTER TABLE "Post" RENAME TO "Post.dropped";
ALTER TABLE "Post.dropped" SET SCHEMA concertina;
COMMIT;`,
    ])
    assert.deepEqual(editsOf(draft(), 'contract'), ['User: no posts', 'no Post'])
  })

  test('the rollback of the contract brings the rows back to where the connection says', () => {
    const { rollback } = draft().phases[1] ?? assert.fail()
    const sql = told(rollback.sql)
    assert.match(
      sql,
      /EXECUTE format\('ALTER TABLE concertina\."Post\.dropped" SET SCHEMA %I', current_schema\(\)\)/,
    )
    assert.match(sql, /ALTER TABLE "Post\.dropped" RENAME TO "Post";/)
    assert.match(sql, /ADD CONSTRAINT "Post_authorId_fkey" .* NOT VALID;/)
    assert.match(sql, /VALIDATE CONSTRAINT "Post_authorId_fkey";/)
    assert.match(
      rollback.loses,
      /^Nothing, as long as nobody has dropped concertina\."Post\.dropped"/,
    )
  })

  test('new code is told which deletes have to wait', () =>
    assert.match(
      draft().phases[0]?.application ?? '',
      /new code cannot delete a row of "public\.User" that "Post" refers to/,
    ))

  test('a name of 63 bytes is cut where the table is put aside', () => {
    const name = 'P'.repeat(63)
    const long = JSON.parse(JSON.stringify(drop).replaceAll('Post', name)) as ChangeText
    const [file = ''] = filesOf(draftFrom(long, 'drop-table'), 'contract')
    const aside = /RENAME TO "(.*)";/.exec(file)?.[1] ?? ''
    assert.equal(aside.length, 63)
    assert.match(aside, /^P+_[0-9a-f]{8}\.dropped$/)
  })

  test('without a committed schema nobody knows the model, and nothing is offered', () => {
    const { database, sql, after } = drop
    const uncommitted: ChangeText = { database, sql, after }
    assert.deepEqual(
      alternatives(changeFrom(uncommitted)).filter(({ kind }) => kind === 'ignore'),
      [],
    )
  })
})

suite('drop-table: the simpler answer', () => {
  test('keep the table, hidden: the schema only', () => {
    const [answer] = alternatives(changeFrom(drop))
    assert.equal(answer?.title, 'Keep the table "Post", hidden from the client: @@ignore')
    assert.deepEqual(
      answer?.answer.kind === 'schema' && answer.answer.edits.map(({ kind }) => kind),
      ['putBlock', 'putField'],
    )
  })
})

suite('drop-table: refused with the reason', () => {
  const refused = (change: Partial<ChangeText>, say: RegExp) =>
    assert.match(refusalFrom({ ...drop, ...change }, 'drop-table'), say)

  test('a foreign key of another table', () =>
    refused(
      {
        database: `${drop.database} CREATE TABLE "Like" ("postId" INTEGER NOT NULL);
          ALTER TABLE "Like" ADD CONSTRAINT "Like_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id");`,
      },
      /^Foreign key "Like_postId_fkey" of table "public\.Like" refers to it\. Drop that relation/,
    ))

  test('a relation of another model, where the database has no foreign keys', () =>
    refused(
      {
        before: `${drop.before?.replace('  @@index', '  likes Like[]\n  @@index') ?? ''}
model Like {\n  id Int @id\n  postId Int\n  post Post @relation(fields: [postId], references: [id])\n}\n`,
      },
      /^"Like" refers to "Post"\. Drop that relation and its column first/,
    ))

  test('a view that reads it', () =>
    refused(
      {
        catalogue: (catalogue) => ({
          ...catalogue,
          views: [
            { view: 'public.v', materialized: false, definition: '', columns: ['public.Post.id'] },
          ],
        }),
      },
      /^View "public\.v" reads it/,
    ))

  test('a model that it refers to goes too', () =>
    refused({ after: '' }, /^"Post" refers to "User", which the schema loses in the same change/))

  test('an enum that it uses goes too, and another table uses it', () =>
    refused(
      {
        database: `${withKind}\nCREATE TABLE "Other" ("kind" "Kind");`,
        sql: `${drop.sql}\nDROP TYPE "Kind";`,
        before: `${drop.before?.replace('@@index', 'kind Kind\n  @@index') ?? ''}enum Kind {\n  A\n}\n`,
      },
      /^The schema also loses the enum "Kind", which "Post" uses until .* and another table too/,
    ))

  test('an implicit many-to-many relation', () =>
    refused(
      {
        before: `${drop.before?.replace('  @@index', '  tags Tag[]\n  @@index') ?? ''}model Tag {\n  id Int @id\n  posts Post[]\n}\n`,
        after: `${user()}model Tag {\n  id Int @id\n}\n`,
      },
      /^"Post" has an implicit many-to-many relation, whose table "_PostToTag" cannot be hidden/,
    ))

  test('the name of its relation is in use by now', () =>
    refused({ after: user('  posts Int\n') }, /^"User" has another field "posts" by now/))

  test('another model has its name by now', () =>
    refused(
      { after: `${user()}model Post {\n  id Int @id\n\n  @@map("posts")\n}\n` },
      /^The schema has another model "Post" by now/,
    ))

  test('a function that names it, until somebody says that it means something else', () => {
    const withFunction: ChangeText = {
      ...drop,
      catalogue: (catalogue) => ({
        ...catalogue,
        functions: [
          {
            schema: 'public',
            name: 'f',
            language: 'sql',
            volatility: 'stable',
            definition: 'SELECT count(*) FROM "Post"',
          },
        ],
      }),
    }
    assert.match(refusalFrom(withFunction, 'drop-table'), /^public\.f name "Post" in their text/)
    const draft = draftFrom(withFunction, 'drop-table', { functions: 'unrelated' })
    assert.match(draft.verify, /NOT IN \('public\.f'\)/)
  })
})
