import assert from 'node:assert/strict'
import { mapNameAlternatives } from '../../../server/src/recipes/constraints/mapName.js'
import { changeFrom, editTexts } from './pendingFrom.js'

const database = `CREATE TABLE "Team" ("id" INTEGER NOT NULL, CONSTRAINT "pk of teams" PRIMARY KEY ("id"));
CREATE TABLE "User" ("id" INTEGER NOT NULL, "email" TEXT NOT NULL, "teamId" INTEGER NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
CREATE INDEX "by_email" ON "User" ("email");
CREATE UNIQUE INDEX "one_each" ON "User" ("email", "teamId");
ALTER TABLE "User" ADD CONSTRAINT "fk_team" FOREIGN KEY ("teamId") REFERENCES "Team"("id");`

const schema = (index = '@@index([email])') => `model Team {
  id Int @id
  users User[]
}
model User {
  id Int @id
  email String
  teamId Int
  team Team @relation(fields: [teamId], references: [id])
  ${index}
  @@unique([email, teamId])
}`

suite('a name of the database that Prisma would change', () => {
  const answers = (sql: string, after = schema()) =>
    mapNameAlternatives(changeFrom({ database, sql, before: after, after })).map(
      ({ title, answer }) => [title, ...(answer.kind === 'schema' ? editTexts(answer.edits) : [])],
    )

  test('of an index or a unique key stays with map:', () => {
    assert.deepEqual(answers('ALTER INDEX "by_email" RENAME TO "User_email_idx";'), [
      [
        'Keep the name "by_email": map: "by_email"',
        'User: no @@index([email])',
        'User: @@index([email], map: "by_email")',
      ],
    ])
    assert.deepEqual(
      answers('ALTER INDEX "one_each" RENAME TO "User_email_teamId_key";')[0]?.[2],
      'User: @@unique([email, teamId], map: "one_each")',
    )
  })

  test('of a primary key on a field and of a foreign key, too', () => {
    assert.deepEqual(
      answers('ALTER TABLE "Team" RENAME CONSTRAINT "pk of teams" TO "Team_pkey";')[0]?.[1],
      'Team: id Int @id(map: "pk of teams")',
    )
    assert.deepEqual(
      answers('ALTER TABLE "User" RENAME CONSTRAINT "fk_team" TO "User_teamId_fkey";')[0]?.[1],
      'User: team Team @relation(fields: [teamId], references: [id], map: "fk_team")',
    )
  })

  test('is changed where the schema asks for another one by name', () =>
    assert.deepEqual(
      answers(
        'ALTER INDEX "by_email" RENAME TO "emails";',
        schema('@@index([email], map: "emails")'),
      ),
      [],
    ))
})
