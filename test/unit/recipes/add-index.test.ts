import assert from 'node:assert/strict'
import { addIndex } from '../../../server/src/recipes/add-index.js'
import {
  changeFrom,
  draftFrom,
  editsOf,
  filesOf,
  refusalFrom,
  told,
  type ChangeText,
} from './pendingFrom.js'

const indexed: ChangeText = {
  database: `CREATE TABLE "User" ("id" INTEGER NOT NULL, "name" TEXT NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));`,
  sql: 'CREATE INDEX "User_name_idx" ON "User"("name" DESC);',
  after: 'model User {\n  id Int @id\n  name String\n  @@index([name(sort: Desc)])\n}',
}

suite('add-index: the plan', () => {
  test('one statement, alone in its file, under the name that Prisma expects', () => {
    const draft = draftFrom(indexed, 'add-index')
    assert.deepEqual(filesOf(draft, 'expand'), [
      '[expand, alone]\nCREATE INDEX CONCURRENTLY "User_name_idx" ON "User"("name" DESC);',
    ])
    assert.deepEqual(editsOf(draft, 'expand'), [])
  })

  test('it is one deployment, and has a way back that stops no write', () => {
    const { phases, slug, subject } = draftFrom(indexed, 'add-index')
    assert.deepEqual([phases.length, slug, subject.columns], [1, 'index_user_name_idx', ['name']])
    assert.equal(told(phases[0]?.rollback.sql ?? ''), 'DROP INDEX CONCURRENTLY "User_name_idx";')
  })

  test('the index is named with its schema where the table is', () => {
    const inShop: ChangeText = {
      database: 'CREATE TABLE shop.items ("id" INTEGER NOT NULL, "name" TEXT);',
      sql: 'CREATE INDEX "items_name_idx" ON "shop"."items"("name");',
      after: `datasource db {\n  provider = "postgresql"\n  schemas = ["public", "shop"]\n}
model Item {\n  id Int @id\n  name String?\n  @@index([name])\n  @@map("items")\n  @@schema("shop")\n}`,
    }
    const { phases, rehearsal } = draftFrom(inShop, 'add-index')
    assert.match(phases[0]?.rollback.sql ?? '', /CONCURRENTLY "shop"\."items_name_idx";/)
    assert.equal(rehearsal.corruption, 'DROP INDEX "shop"."items_name_idx"')
  })
})

suite('add-index: not offered', () => {
  const offers = (change: Partial<ChangeText>) =>
    addIndex.detect(changeFrom({ ...indexed, ...change })).length

  test('for an index over a column that the same change adds', () =>
    assert.equal(
      offers({
        sql: 'ALTER TABLE "User" ADD COLUMN "age" INTEGER;\nCREATE INDEX "User_age_idx" ON "User"("age");',
        after: 'model User {\n  id Int @id\n  name String\n  age Int?\n  @@index([age])\n}',
      }),
      0,
    ))

  test('for an index over a column that changes its type', () =>
    assert.equal(
      offers({ sql: `ALTER TABLE "User" ALTER COLUMN "name" TYPE VARCHAR(9);\n${indexed.sql}` }),
      0,
    ))

  test('for an index of a table that the same change creates', () =>
    assert.equal(offers({ database: '', sql: `${indexed.database}\n${indexed.sql}` }), 0))

  test('for an index that is built concurrently anyway', () =>
    assert.equal(offers({ sql: indexed.sql.replace('INDEX', 'INDEX CONCURRENTLY') }), 0))
})

suite('add-index: refused with the reason', () => {
  const refused = (change: Partial<ChangeText>, say: RegExp) =>
    assert.match(refusalFrom({ ...indexed, ...change }, 'add-index'), say)

  test('an index of the same name is there', () =>
    refused(
      {
        database: `${indexed.database} CREATE INDEX "User_name_idx" ON "User" ("name");`,
        sql: `DROP INDEX "User_name_idx";\n${indexed.sql}`,
      },
      /has an index "User_name_idx" already, on "User", which the same change drops\. Give the new one another name with map:/,
    ))

  test('the table is partitioned', () =>
    refused(
      {
        catalogue: (catalogue) => ({
          ...catalogue,
          tables: Object.fromEntries(
            Object.entries(catalogue.tables).map(([name, table]) => [
              name,
              { ...table, kind: 'partitioned' as const },
            ]),
          ),
        }),
      },
      /^"User" is partitioned/,
    ))

  test('the model is ignored', () =>
    refused(
      { after: indexed.after.replace('@@index', '@@ignore\n  @@index') },
      /is ignored or a view/,
    ))
})
