import assert from 'node:assert/strict'
import type { DeploySummary } from '../../../server/src/protocol/deploySummary.js'
import { commandLine } from '../../support/commandLine.js'
import { temporaryCache } from '../../support/engine.js'
import { blog, projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

const second = 'prisma/migrations/20250201000000_title/migration.sql'

suite('concertina summary', () => {
  const cache = temporaryCache()
  let project: ProjectFolder
  let concertina: ReturnType<typeof commandLine>
  suiteSetup(() => {
    project = projectFolder(blog)
    project.write(
      second,
      'CREATE INDEX "by_title" ON "Post" ("title");\nALTER TABLE "User" ADD COLUMN "age" INT;\n',
    )
    project.write(
      'prisma/schema.prisma',
      (blog['prisma/schema.prisma'] ?? '')
        .replace('name  String?', 'name  String?\n  age   Int?\n  city  String?')
        .replace('title    String\n', 'title    String\n  @@index([title], map: "by_title")\n'),
    )
    concertina = commandLine({ folder: project.folder, cache: cache.folder })
  })
  suiteTeardown(() => {
    project.remove()
    cache.remove()
  })

  test('tells what is not committed yet, and apart from it what is no migration yet', async () => {
    const { code, out } = await concertina('summary', '--format', 'json')
    const { migrations, pending, environments, problems } = JSON.parse(out) as DeploySummary
    assert.equal(code, 0)
    assert.deepEqual(
      migrations.map(({ name, file, transactions, change }) => [
        name,
        file,
        transactions.length,
        change,
      ]),
      [['20250201000000_title', second, 2, 'additive']],
    )
    assert.deepEqual(
      migrations[0]?.steps.map(({ work, basis, estimates }) => [work, basis, estimates]),
      [
        ['index build', 'measured', []],
        ['brief', 'measured', []],
      ],
    )
    assert.match(pending?.steps[0]?.sql ?? '', /ADD COLUMN +"city"/)
    assert.deepEqual([environments, problems], [[], []])
  })

  test('as Markdown for a pull request, limited to what that adds', async () => {
    const all = await concertina('summary', '--format', 'markdown', '--since-commit', 'HEAD')
    assert.match(
      all.out,
      /^# Deploy summary: .*\n\n1 migration in 2 transactions\. Running code goes on working\./,
    )
    assert.match(all.out, /^## 20250201000000_title$/m)
    assert.match(all.out, /^## Not a migration yet$/m)
    const none = await concertina('summary', '--since', '20250201000000_title')
    assert.match(none.out, /^There is no migration to deploy\./)
  })

  test('an environment that is not there is wrong usage', async () => {
    const { code, notes } = await concertina('summary', '--env', 'prod')
    assert.equal(code, 2)
    assert.match(notes, /names no environment "prod"/)
  })
})
