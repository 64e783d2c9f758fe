import assert from 'node:assert/strict'
import type { Engine } from '../../../server/src/engine/engine.js'
import type { DiffResult } from '../../../server/src/engine/messages.js'
import {
  historyOf,
  noFilter,
  schemaFile,
  startEngine,
  temporaryCache,
} from '../../support/engine.js'

suite('difference between the replayed history and a schema', () => {
  const cache = temporaryCache()
  let engine: Engine
  suiteSetup(() => {
    engine = startEngine(cache.folder)
    engine.open(
      historyOf({
        '1_init':
          'CREATE TABLE "User" (\n "id" SERIAL NOT NULL,\n "email" TEXT NOT NULL,\n CONSTRAINT "User_pkey" PRIMARY KEY ("id")\n);',
        '2_name': 'ALTER TABLE "User" ADD COLUMN "name" TEXT;',
      }),
    )
  })
  suiteTeardown(async () => {
    await engine.end()
    cache.remove()
  })

  const diff = (models: string, at = 2, direction: 'toSchema' | 'fromSchema' = 'toSchema') =>
    engine.diff({ at, files: schemaFile(models), filter: noFilter, direction })
  const sqlOf = (result: DiffResult) => (result.kind === 'script' ? result.sql.trim() : result)
  const user = (fields: string) =>
    `model User {\n  id Int @id @default(autoincrement())\n${fields}\n}\n`

  test('is empty when the schema is what the migrations make', async () =>
    assert.equal(sqlOf(await diff(user('  email String\n  name String?'))), ''))

  test('is the SQL that Prisma would write', async () =>
    assert.equal(
      sqlOf(await diff(user('  email String\n  name String?\n  age Int?'))),
      '-- AlterTable\nALTER TABLE "User" ADD COLUMN     "age" INTEGER;',
    ))

  test('goes the other way too', async () =>
    assert.equal(
      sqlOf(await diff(user('  email String\n  name String?\n  age Int?'), 2, 'fromSchema')),
      '-- AlterTable\nALTER TABLE "public"."User" DROP COLUMN "age";',
    ))

  test('can be taken at an earlier point of the history', async () =>
    assert.equal(
      sqlOf(await diff(user('  email String\n  name String?'), 1)),
      '-- AlterTable\nALTER TABLE "User" ADD COLUMN     "name" TEXT;',
    ))

  test('of a schema that does not validate is an answer with Prisma’s reason, not a crash', async () => {
    const result = await diff('model User {')
    assert.equal(result.kind, 'invalidSchema')
    assert.match(result.kind === 'invalidSchema' ? result.message : '', /model User \{/)
  })

  test('leaves external tables alone', async () => {
    const result = await engine.diff({
      at: 2,
      files: schemaFile('model Other {\n  id Int @id\n}\n'),
      filter: { externalTables: ['public.User'], externalEnums: [] },
      direction: 'toSchema',
    })
    assert.doesNotMatch(result.kind === 'script' ? result.sql : 'User', /User/)
  })

  test('knows the preview features of this schema, not those of one before it', async () => {
    engine.open(
      historyOf({
        '1_init':
          'CREATE TABLE "User" ("id" INTEGER NOT NULL PRIMARY KEY, "email" TEXT); CREATE INDEX "some" ON "User"("id") WHERE "email" IS NULL;',
      }),
    )
    const ask = (preview: string) =>
      diff(
        `generator client {\n  provider = "prisma-client"\n  previewFeatures = [${preview}]\n}\nmodel User {\n  id Int @id\n  email String?\n}\n`,
        1,
      )
    assert.equal(sqlOf(await ask('')), '')
    assert.equal(sqlOf(await ask('"partialIndexes"')), '-- DropIndex\nDROP INDEX "some";')
    assert.equal(sqlOf(await ask('')), '')
  })
})
