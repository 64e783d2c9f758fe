import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { CheckReport } from '../../../server/src/protocol/checkReport.js'
import { commandLine } from '../../support/commandLine.js'
import { temporaryCache } from '../../support/engine.js'
import { blog, projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

const schema = 'prisma/schema.prisma'

suite('the commands of the command line', () => {
  const cache = temporaryCache()
  let project: ProjectFolder
  let concertina: ReturnType<typeof commandLine>
  setup(() => {
    project = projectFolder(blog)
    concertina = commandLine({ folder: project.folder, cache: cache.folder })
    project.write(
      schema,
      (blog[schema] ?? '').replace('title    String', 'title    String\n  slug String?'),
    )
  })
  teardown(() => project.remove())
  suiteTeardown(() => cache.remove())

  test('diff prints the SQL that Prisma would write', async () => {
    const { code, out } = await concertina('diff')
    assert.equal(code, 0)
    assert.equal(out, '-- AlterTable\nALTER TABLE "Post" ADD COLUMN     "slug" TEXT;\n')
  })

  test('create writes it as a migration, after which nothing is pending', async () => {
    const { code, out } = await concertina('create')
    assert.equal(code, 0)
    assert.match(out, /\/prisma\/migrations\/20261120093000_add_slug_to_post\/migration\.sql\n$/)
    assert.match(readFileSync(out.trim(), 'utf8'), /ADD COLUMN {5}"slug" TEXT/)
    assert.equal((await concertina('diff')).out, '')
    assert.match((await concertina('create')).notes, /nothing/i)
  })

  test('lint judges a migration in its place and another file as the next one', async () => {
    project.write('next.sql', 'CREATE INDEX "by_title" ON "Post" ("title");\n')
    const init = 'prisma/migrations/20250101000000_init/migration.sql'
    const { code, out } = await concertina(
      'lint',
      init,
      'next.sql',
      '--format',
      'json',
      '--fail-on',
      'warning',
    )
    const report = JSON.parse(out) as CheckReport
    assert.deepEqual(
      report.findings
        .filter(({ severity }) => severity === 'warning')
        .map(({ rule, file, range }) => [rule, file, range.start]),
      [['create-index-blocking', 'next.sql', { line: 0, character: 13 }]],
    )
    assert.deepEqual(
      report.migrations.map(({ name }) => name),
      ['20250101000000_init', 'next.sql'],
    )
    assert.equal(code, 1)
  })

  test('lint says which file it cannot read', async () => {
    const { code, notes } = await concertina('lint', 'never.sql')
    assert.equal(code, 2)
    assert.match(notes, /never\.sql" cannot be read/)
  })

  test('plan refuses a recipe that does not fit, and says which would', async () => {
    const { code, notes, out } = await concertina('plan', '--recipe', 'rename-column')
    assert.notEqual(code, 0)
    assert.match(notes + out, /rename-column/)
  })
})
