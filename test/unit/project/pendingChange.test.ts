import assert from 'node:assert/strict'
import { recipeOffers } from '../../../server/src/project/pendingChange.js'
import { changeFrom, type ChangeText } from '../recipes/pendingFrom.js'

const database = `
  CREATE TABLE "User" ("id" INTEGER NOT NULL, "name" TEXT NOT NULL, "phone" TEXT, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
  CREATE INDEX "User_name_idx" ON "User" ("name");`

suite('what the recipes offer for a pending change', () => {
  test('a rename, by a copy or behind a view, and not also to drop the column or to fill the new one', () =>
    assert.deepEqual(
      offered({
        database,
        sql: `DROP INDEX "User_name_idx";
ALTER TABLE "User" DROP COLUMN "name", ADD COLUMN "fullName" TEXT NOT NULL;
CREATE INDEX "User_fullName_idx" ON "User"("fullName");`,
        before: 'model User {\n  id Int @id\n  name String\n  phone String?\n  @@index([name])\n}',
        after:
          'model User {\n  id Int @id\n  fullName String\n  phone String?\n  @@index([fullName])\n}',
      }),
      ['rename-column name fullName', 'rename-column-view name fullName'],
    ))

  test('a rename of one column and the drop of another, each by itself, or both merged', () =>
    assert.deepEqual(
      offered({
        database,
        sql: 'ALTER TABLE "User" DROP COLUMN "name", DROP COLUMN "phone", ADD COLUMN "fullName" TEXT NOT NULL;',
        before: 'model User {\n  id Int @id\n  name String\n  phone String?\n}',
        after: 'model User {\n  id Int @id\n  fullName String\n}',
      }),
      [
        'rename-column name fullName',
        'rename-column-view name fullName',
        'drop-column phone',
        'merge-columns name phone fullName',
      ],
    ))

  test('the drop of a column that nothing takes the place of', () =>
    assert.deepEqual(
      offered({
        database,
        sql: 'ALTER TABLE "User" DROP COLUMN "phone";',
        before: 'model User {\n  id Int @id\n  name String\n  phone String?\n}',
        after: 'model User {\n  id Int @id\n  name String\n}',
      }),
      ['drop-column phone'],
    ))

  test('no plan beside a statement that PostgreSQL cannot read, as Prisma writes for a name with a quote', () => {
    const [offer] = recipeOffers(
      changeFrom({
        database,
        sql: `ALTER TABLE "User" DROP COLUMN "phone";
CREATE INDEX "odd"name" ON "User"("name");`,
        before: 'model User {\n  id Int @id\n  name String\n  phone String?\n}',
        after: 'model User {\n  id Int @id\n  name String\n}',
      }),
    )
    const draft = offer?.draft({})
    assert.equal(offer?.recipe, 'drop-column')
    assert.match(
      draft?.kind === 'refusal' ? draft.say : '',
      /^Prisma's SQL for this change holds a statement that PostgreSQL cannot read: CREATE INDEX "odd"name"/,
    )
  })
})

function offered(text: ChangeText): readonly string[] {
  return recipeOffers(changeFrom(text)).map(({ recipe, subject }) =>
    [recipe, ...subject.columns].join(' '),
  )
}
