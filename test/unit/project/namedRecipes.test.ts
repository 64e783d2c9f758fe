import assert from 'node:assert/strict'
import { withRecipes } from '../../../server/src/project/namedRecipes.js'
import { recipeOffers } from '../../../server/src/project/pendingChange.js'
import { evaluateRules } from '../../../server/src/rules/evaluateRules.js'
import { rules } from '../../../server/src/rules/index.js'
import { changeFrom, type ChangeText } from '../recipes/pendingFrom.js'

const user =
  'CREATE TABLE "User" ("id" INTEGER NOT NULL, "bio" TEXT, "nick" TEXT, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));'
const owned = (table: string, columns: string, key: string) =>
  `CREATE TABLE "${table}" ("userId" INTEGER NOT NULL, ${columns}, CONSTRAINT "${table}_pkey" PRIMARY KEY (${key}));
ALTER TABLE "${table}" ADD CONSTRAINT "${table}_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;`
const schema = (fields: string, rest = '') =>
  `model User {\n  id Int @id\n${fields}  nick String?\n}\n${rest}`
const relation = '  user User @relation(fields: [userId], references: [id], onDelete: Cascade)\n'

suite('the recipe that a finding names', () => {
  const names = (title: string, text: ChangeText, expected: readonly string[]) =>
    test(title, () => assert.deepEqual(named(text), expected))

  names(
    'a column that goes is dropped',
    {
      database: user,
      sql: 'ALTER TABLE "User" DROP COLUMN "bio";',
      before: schema('  bio String?\n'),
      after: schema(''),
    },
    ['drop-column: drop-column'],
  )
  names(
    'with a table of one row for each it is moved; what the table lacks no recipe mends',
    {
      database: user,
      sql: `ALTER TABLE "User" DROP COLUMN "bio";\n${owned('Profile', '"bio" TEXT', '"userId"')}`,
      before: schema('  bio String?\n'),
      after: schema(
        '  profile Profile?\n',
        `model Profile {\n  userId Int @id\n  bio String?\n${relation}}`,
      ),
    },
    ['drop-column: split-table'],
  )
  names(
    'with a table of many rows for each it becomes rows',
    {
      database: user,
      sql: `ALTER TABLE "User" DROP COLUMN "bio";\n${owned('Bio', '"id" SERIAL NOT NULL, "text" TEXT, "isMain" BOOLEAN', '"id"')}`,
      before: schema('  bio String?\n'),
      after: schema(
        '  bios Bio[]\n',
        `model Bio {\n  id Int @id @default(autoincrement())\n  userId Int\n  text String?\n  isMain Boolean?\n${relation}}`,
      ),
    },
    ['drop-column: value-to-table'],
  )
  names(
    'of a one-to-one relation the unique index goes for many',
    {
      database: `${user}CREATE TABLE "Profile" ("userId" INTEGER NOT NULL, "id" INTEGER NOT NULL, CONSTRAINT "Profile_pkey" PRIMARY KEY ("id"));
CREATE UNIQUE INDEX "Profile_userId_key" ON "Profile" ("userId");
ALTER TABLE "Profile" ADD CONSTRAINT "Profile_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE;`,
      sql: 'DROP INDEX "Profile_userId_key";',
      before: schema(
        '  profile Profile?\n',
        `model Profile {\n  id Int @id\n  userId Int @unique\n${relation}}`,
      ),
      after: schema(
        '  profiles Profile[]\n',
        `model Profile {\n  id Int @id\n  userId Int\n${relation}}`,
      ),
    },
    ['drop-index-blocking: one-to-many'],
  )
  names(
    'the table of an implicit relation goes for a model of its own',
    {
      database: `CREATE TABLE "Post" ("id" INTEGER NOT NULL, CONSTRAINT "Post_pkey" PRIMARY KEY ("id"));
${user}
CREATE TABLE "_PostToUser" ("A" INTEGER NOT NULL, "B" INTEGER NOT NULL, CONSTRAINT "_PostToUser_AB_pkey" PRIMARY KEY ("A", "B"));
CREATE INDEX "_PostToUser_B_index" ON "_PostToUser" ("B");
ALTER TABLE "_PostToUser" ADD CONSTRAINT "_PostToUser_A_fkey" FOREIGN KEY ("A") REFERENCES "Post" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "_PostToUser" ADD CONSTRAINT "_PostToUser_B_fkey" FOREIGN KEY ("B") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE;`,
      sql: `DROP TABLE "_PostToUser";
CREATE TABLE "Like" ("postId" INTEGER NOT NULL, "userId" INTEGER NOT NULL, "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, CONSTRAINT "Like_pkey" PRIMARY KEY ("postId", "userId"));
ALTER TABLE "Like" ADD CONSTRAINT "Like_postId_fkey" FOREIGN KEY ("postId") REFERENCES "Post"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "Like" ADD CONSTRAINT "Like_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;`,
      before: schema('  posts Post[]\n', 'model Post {\n  id Int @id\n  users User[]\n}'),
      after: schema(
        '  likes Like[]\n',
        `model Post {\n  id Int @id\n  likes Like[]\n}\nmodel Like {\n  postId Int\n  userId Int\n  at DateTime @default(now())\n  post Post @relation(fields: [postId], references: [id], onDelete: Cascade)\n${relation}  @@id([postId, userId])\n}`,
      ),
    },
    ['prisma-implicit-m2m-changed: explicit-join-model'],
  )
  names(
    'a table under another name',
    {
      database: user,
      sql: `DROP TABLE "User";
CREATE TABLE "Person" ("id" INTEGER NOT NULL, "bio" TEXT, "nick" TEXT, CONSTRAINT "Person_pkey" PRIMARY KEY ("id"));`,
      before: schema('  bio String?\n'),
      after: schema('  bio String?\n').replace('User', 'Person'),
    },
    ['prisma-rename-as-drop-add: rename-table'],
  )
})

const byDefault = rules.filter(({ offByDefault }) => offByDefault !== true)

/** `rule: recipe` of every finding that names one. */
function named(text: ChangeText): readonly string[] {
  const change = changeFrom(text)
  const findings = evaluateRules(change.script, byDefault).map((finding) => ({
    finding,
    severity: finding.severity,
    uri: '',
    range: { start: 0, end: 0 },
  }))
  const pending = { script: change.script, findings, suppressed: [] }
  return withRecipes(pending, recipeOffers(change)).findings.flatMap(({ finding }) =>
    finding.recipe === undefined ? [] : [`${finding.rule}: ${finding.recipe}`],
  )
}
