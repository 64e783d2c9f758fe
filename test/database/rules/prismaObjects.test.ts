import assert from 'node:assert/strict'
import { startBench, type Bench, type Judged } from '../../support/judge.js'

const models = (user: string, others = '') => `model User {
  ${user}
}
${others}`
const plain = 'id Int @id @default(autoincrement())\n  n Int?\n  mail String?'
const related = `model Post {
  id Int @id
  userId Int?
  user User? @relation(fields: [userId], references: [id])
  tags Tag[]
}
model Tag {
  id Int @id
  posts Post[]
}
`
const refusalsOf = ({ script }: Judged) =>
  script.statements.flatMap(({ evidence }) =>
    evidence.kind === 'refused' ? evidence.failure.sqlState : [],
  )

suite('what Prisma makes of a schema, judged by what PostgreSQL says to it', () => {
  let bench: Bench
  let linked: Bench
  suiteSetup(() => {
    bench = startBench(
      `CREATE TABLE "User" ("id" SERIAL NOT NULL, "n" INTEGER, "mail" TEXT, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));`,
      `ALTER TABLE "User" ADD CONSTRAINT "mail_once" UNIQUE ("mail");
       ALTER TABLE "User" ADD COLUMN "twice" INTEGER GENERATED ALWAYS AS ("n" * 2) STORED;`,
    )
    linked = startBench(
      `CREATE TABLE "User" ("id" SERIAL NOT NULL, "n" INTEGER, "mail" TEXT, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
       CREATE TABLE "Post" ("id" INTEGER NOT NULL, "userId" INTEGER, CONSTRAINT "Post_pkey" PRIMARY KEY ("id"));
       CREATE TABLE "Tag" ("id" INTEGER NOT NULL, CONSTRAINT "Tag_pkey" PRIMARY KEY ("id"));
       CREATE TABLE "_PostToTag" ("A" INTEGER NOT NULL, "B" INTEGER NOT NULL, CONSTRAINT "_PostToTag_AB_pkey" PRIMARY KEY ("A", "B"));
       CREATE INDEX "_PostToTag_B_index" ON "_PostToTag" ("B");
       ALTER TABLE "Post" ADD CONSTRAINT "Post_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
       ALTER TABLE "_PostToTag" ADD CONSTRAINT "_PostToTag_A_fkey" FOREIGN KEY ("A") REFERENCES "Post" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
       ALTER TABLE "_PostToTag" ADD CONSTRAINT "_PostToTag_B_fkey" FOREIGN KEY ("B") REFERENCES "Tag" ("id") ON DELETE CASCADE ON UPDATE CASCADE;`,
    )
  })
  suiteTeardown(async () => {
    await bench.end()
    await linked.end()
  })

  const kept = 'twice Int? @default(dbgenerated())'
  const unique = 'mail String? @unique(map: "mail_once")'

  test('nothing is left to do when the schema shows both as they are', async () => {
    const judged = await bench.pending(
      models(`${plain.replace('mail String?', unique)}\n  ${kept}`),
    )
    assert.equal(judged.sql, '')
  })

  test('prisma-bigserial-type-change: Prisma writes a type that PostgreSQL refuses', async () => {
    const judged = await bench.pending(
      models(`${plain.replace('id Int', 'id BigInt').replace('mail String?', unique)}\n  ${kept}`),
    )
    assert.match(judged.sql, /SET DATA TYPE BIGSERIAL/)
    assert.deepEqual(refusalsOf(judged), ['42704'])
    assert.ok(judged.rules.includes('prisma-bigserial-type-change'))
    assert.match(judged.messages.join(' '), /set "User_id_seq" with ALTER SEQUENCE … AS bigint/)
  })

  test('prisma-unique-constraint-as-index: Prisma drops the index, and PostgreSQL keeps it', async () => {
    const judged = await bench.pending(models(`${plain}\n  ${kept}`))
    assert.match(judged.sql, /DROP INDEX "mail_once"/)
    assert.deepEqual(refusalsOf(judged), ['2BP01'])
    assert.deepEqual(judged.rules, ['prisma-unique-constraint-as-index'])
  })

  test('prisma-unique-constraint-as-index: once only, also when git knows the schema', async () => {
    const schema = models(`${plain}\n  ${kept}`)
    assert.deepEqual((await bench.pending(schema, schema)).rules, [
      'prisma-unique-constraint-as-index',
    ])
  })

  test('prisma-generated-column: a plain field makes Prisma drop a default that is none', async () => {
    const judged = await bench.pending(
      models(`${plain.replace('mail String?', unique)}\n  twice Int?`),
    )
    assert.match(judged.sql, /"twice" DROP DEFAULT/)
    assert.deepEqual(refusalsOf(judged), ['42601'])
    assert.deepEqual(judged.places, ['prisma-generated-column: twice'])
  })

  test('prisma-implicit-m2m-changed: a relation that gets a model loses its links', async () => {
    const explicit = related
      .replace('tags Tag[]', 'tags PostTag[]')
      .replace('posts Post[]', 'posts PostTag[]')
    const model = `model PostTag {
  postId Int
  tagId Int
  post Post @relation(fields: [postId], references: [id])
  tag Tag @relation(fields: [tagId], references: [id])
  @@id([postId, tagId])
}
`
    const judged = await linked.pending(models(`${plain}\n  posts Post[]`, explicit + model))
    assert.match(judged.sql, /DROP TABLE "_PostToTag"/)
    assert.ok(judged.rules.includes('prisma-implicit-m2m-changed'))
    assert.ok(!judged.rules.includes('drop-table'))
    assert.ok(!judged.rules.includes('prisma-relation-mode-fk-drop'))
  })

  test('prisma-relation-mode-fk-drop: a relation that leaves the schema takes its key along', async () => {
    const judged = await linked.pending(models(plain, related.replace(/ {2}user User.*\n/, '')))
    assert.match(judged.sql, /DROP CONSTRAINT "Post_userId_fkey"/)
    assert.deepEqual(judged.places, ['prisma-relation-mode-fk-drop: Post'])
    assert.match(judged.messages[0] ?? '', /Takes ACCESS EXCLUSIVE on "Post" and "User"/)
  })

  test('prisma-relation-mode-fk-drop: not when only its actions change', async () => {
    const judged = await linked.pending(
      models(
        `${plain}\n  posts Post[]`,
        related.replace('references: [id])', 'references: [id], onDelete: Cascade)'),
      ),
    )
    assert.match(judged.sql, /DROP CONSTRAINT "Post_userId_fkey"/)
    assert.ok(!judged.rules.includes('prisma-relation-mode-fk-drop'))
  })

  test('prisma-shadow-incompatible: a role is there for every database of the server', async () => {
    const judged = await bench.migration('CREATE ROLE app; CREATE ROLE app;')
    assert.deepEqual(refusalsOf(judged), ['42710'])
    assert.deepEqual(judged.rules.slice(0, 1), ['prisma-shadow-incompatible'])
  })
})
