import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { openEditor, type Editor } from '../../support/editor.js'
import { temporaryCache } from '../../support/engine.js'
import { blog, projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

const schema = 'prisma/schema.prisma'
const file = 'prisma/migrations/20260101000000_more/migration.sql'
const sql = `-- CreateTable
CREATE TABLE "Tag" ("id" INTEGER NOT NULL, CONSTRAINT "Tag_pkey" PRIMARY KEY ("id"));

-- AlterTable
ALTER TABLE "Post" ADD COLUMN "tag" INTEGER;

-- CreateIndex
CREATE INDEX "Post_title_idx" ON "Post"("title");

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_author_again" FOREIGN KEY ("authorId") REFERENCES "User"("id");

-- AlterTable
ALTER TABLE "User" ALTER COLUMN "name" SET NOT NULL;
`

suite('safe forms', () => {
  const cache = temporaryCache()
  let project: ProjectFolder
  let editor: Editor
  setup(async () => {
    project = projectFolder(blog)
    project.write(file, sql)
    editor = await openEditor({ folder: project.folder, cache: cache.folder })
    await editor.open(file)
  })
  teardown(async () => {
    await editor.close()
    project.remove()
  })
  suiteTeardown(() => cache.remove())

  const codes = async (name: string) =>
    (await editor.diagnostics(name))
      .filter(({ severity }) => severity === 1 || severity === 2)
      .map(({ code }) => code)
  const apply = async (at: string, title: RegExp) => {
    const actions = await editor.actions(file, at)
    const action = actions.find((one) => title.test(one.title)) ?? assert.fail()
    const { edit } = await editor.resolve(action)
    return editor.apply(edit ?? assert.fail())
  }
  const read = (name: string) => readFileSync(path.join(project.folder, name), 'utf8')

  test('an index goes into a migration of its own, CONCURRENTLY, and its finding with it', async () => {
    assert.ok((await codes(file)).includes('create-index-blocking'))
    const touched = await apply('"Post_title_idx"', /CONCURRENTLY/)
    const created = touched.find((name) => name !== file) ?? assert.fail()
    assert.match(created, /\/20261120093000_create_post_title_idx\/migration\.sql$/)
    assert.match(
      read(created),
      /\nCREATE INDEX CONCURRENTLY "Post_title_idx" ON "Post"\("title"\);\n$/,
    )
    assert.doesNotMatch(editor.text(file), /CreateIndex|Post_title_idx/)
    assert.ok(!(await codes(file)).includes('create-index-blocking'))
    await editor.open(created)
    assert.deepEqual(await codes(created), [])
  })

  test('a foreign key is added NOT VALID and validated afterwards', async () => {
    const touched = await apply('"Post_author_again"', /NOT VALID/)
    const [added, validated] = touched.filter((name) => name !== file).toSorted()
    assert.match(
      read(added ?? ''),
      /ALTER TABLE "Post" ADD CONSTRAINT "Post_author_again" FOREIGN KEY \("authorId"\) REFERENCES "User"\("id"\) NOT VALID;/,
    )
    assert.equal(
      read(validated ?? ''),
      'ALTER TABLE "Post" VALIDATE CONSTRAINT "Post_author_again";\n',
    )
    for (const name of [added, validated]) {
      await editor.open(name ?? '')
      assert.deepEqual(await codes(name ?? ''), [])
    }
    assert.ok(!(await codes(file)).includes('add-fk-validating'))
  })

  test('NOT NULL is proved by a CHECK before it is set', async () => {
    const touched = await apply('"name" SET NOT NULL', /Prove by a CHECK/)
    const files = touched.filter((name) => name !== file).toSorted()
    assert.equal(files.length, 3)
    for (const name of files) {
      await editor.open(name)
      assert.ok(!(await codes(name)).includes('set-not-null-scan'), name)
    }
  })

  test('a migration that is committed is left alone, and says why', async () => {
    project.commit()
    await editor.changed(file)
    const [action] = await editor.actions(file, '"Post_title_idx"')
    assert.match(action?.disabled?.reason ?? '', /^This migration has been applied or committed/)
  })
})

suite('safe forms of the pending change', () => {
  test('what is left comes first, then each in its form; nothing is pending behind them', async () => {
    const cache = temporaryCache()
    const project = projectFolder(blog)
    const editor = await openEditor({ folder: project.folder, cache: cache.folder })
    await editor.open(schema)
    await editor.type(
      schema,
      'title    String',
      'title    String\n  views Int?\n\n  @@index([authorId])',
    )
    const offered = async () =>
      (await editor.actions(schema, '@@index')).filter(({ title }) => /pending change/.test(title))
    const safe = (await offered()).find(({ title }) => /no long lock/.test(title)) ?? assert.fail()
    assert.match(safe.title, /^Create 2 migrations from the pending change/)
    const { edit } = await editor.resolve(safe)
    const touched = await editor.apply(edit ?? assert.fail())
    assert.deepEqual(
      touched.map((name) => readFileSync(path.join(project.folder, name), 'utf8').split('\n')[1]),
      [
        'ALTER TABLE "Post" ADD COLUMN     "views" INTEGER;',
        'CREATE INDEX CONCURRENTLY "Post_authorId_idx" ON "Post"("authorId");',
      ],
    )
    assert.deepEqual(await offered(), [])
    assert.deepEqual(await editor.diagnostics(schema), [])
    await editor.close()
    project.remove()
    cache.remove()
  })
})
