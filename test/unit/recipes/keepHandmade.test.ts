import assert from 'node:assert/strict'
import { keptDrops } from '../../../server/src/recipes/handmade/keepHandmade.js'
import { changeFrom } from './pendingFrom.js'

const models = `
model User {
  id    Int     @id
  email String? @map("mail")
  posts Post[]
}

model Post {
  id       Int  @id
  userId   Int?
  authorId Int  @unique
  user     User? @relation(fields: [userId], references: [id])
}
`
const database = `CREATE TABLE "User" (id int PRIMARY KEY, mail text);
CREATE TABLE "Post" (id int PRIMARY KEY, "userId" int, "authorId" int NOT NULL);
CREATE UNIQUE INDEX "Post_authorId_key" ON "Post" ("authorId");`

/** The lines that keep what the statement drops, with the database made by `made` too. */
function linesFor(made: string, sql: string): readonly string[] {
  const change = changeFrom({
    database: `${database}\n${made}`,
    sql,
    before: models,
    after: models,
  })
  return keptDrops(change).map(({ line }) => line)
}

suite('the lines of a schema that keep what was made by hand', () => {
  test('an index, by the fields of its columns and under its name', () =>
    assert.deepEqual(
      linesFor('CREATE INDEX by_mail ON "User" (mail, id);', 'DROP INDEX by_mail;'),
      ['@@index([email, id], map: "by_mail")'],
    ))

  test('not an index over an expression, which no field stands for', () =>
    assert.deepEqual(
      linesFor('CREATE INDEX by_mail ON "User" (lower(mail));', 'DROP INDEX by_mail;'),
      [],
    ))

  test('a foreign key, as one more relation, one to one where its column is unique', () =>
    assert.deepEqual(
      linesFor(
        'ALTER TABLE "Post" ADD CONSTRAINT written_by FOREIGN KEY ("authorId") REFERENCES "User" (id) ON DELETE CASCADE;',
        'ALTER TABLE "Post" DROP CONSTRAINT written_by;',
      ),
      [
        'user2 User @relation("written_by", fields: [authorId], references: [id], onDelete: Cascade, onUpdate: NoAction, map: "written_by")',
      ],
    ))

  test('not a table: that takes a model', () =>
    assert.deepEqual(linesFor('CREATE TABLE other (id int);', 'DROP TABLE other;'), []))
})
