import assert from 'node:assert/strict'
import type { CheckReport } from '../../../server/src/protocol/checkReport.js'
import { commandLine } from '../../support/commandLine.js'
import { temporaryCache } from '../../support/engine.js'
import { blog, projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

const schema = 'prisma/schema.prisma'
const renamed = (blog[schema] ?? '').replace('name  String?', 'fullName String?')

suite('concertina check', () => {
  const cache = temporaryCache()
  let project: ProjectFolder
  let concertina: ReturnType<typeof commandLine>
  setup(() => {
    project = projectFolder(blog)
    concertina = commandLine({ folder: project.folder, cache: cache.folder })
  })
  teardown(() => project.remove())
  suiteTeardown(() => cache.remove())

  const reported = async (...words: readonly string[]): Promise<CheckReport> =>
    JSON.parse((await concertina('check', '--format', 'json', ...words)).out) as CheckReport

  test('a project whose schema and migrations agree is clean', async () => {
    const { code, out } = await concertina('check')
    assert.equal(
      out,
      'No findings.\n0 pending statements and 1 migration looked at, 4 of 4 statements analysed.\nPrisma 7.10.0; history replayed on PostgreSQL 18.6.\n',
    )
    assert.equal(code, 0)
  })

  test('a finding of the pending change fails the check, with its place in the schema', async () => {
    project.write(schema, renamed)
    const { code, out } = await concertina('check')
    assert.equal(code, 1)
    assert.match(out, /^prisma\/schema\.prisma\n {2}8:3 {6}error {7}prisma-rename-as-drop-add\n/)
    assert.match(out, /\n1 error, 0 warnings, 0 notes\.\n1 pending statement and 1 migration/)
  })

  test('--fail-on decides how bad a finding must be', async () => {
    project.write(schema, renamed)
    assert.equal((await concertina('check', '--fail-on', 'never')).code, 0)
    assert.equal((await concertina('check', '--fail-on', 'error')).code, 1)
  })

  test('the JSON tells statements with their locks, findings and what was analysed', async () => {
    project.write(schema, renamed)
    const report = await reported()
    assert.equal(report.version, 1)
    assert.deepEqual(
      report.pending.statements.map(({ locks, analysed, basis }) => [locks, analysed, basis]),
      [[[{ relation: 'public.User', mode: 'AccessExclusiveLock' }], true, 'measured']],
    )
    assert.deepEqual(
      report.findings.map(({ rule, file, object, statement }) => [rule, file, object, statement]),
      [['prisma-rename-as-drop-add', schema, { table: 'public.User', column: 'fullName' }, 0]],
    )
    assert.deepEqual(report.coverage, { statements: 5, analysed: 5, suppressed: 0 })
    assert.deepEqual(report.project.replayed, { migrations: 1, failures: 0 })
  })

  test('a finding names the recipe that takes the whole change, not that of its half', async () => {
    project.write(
      schema,
      `${(blog[schema] ?? '').replace('name  String?', 'profile Profile?')}
model Profile {
  userId Int     @id
  name   String?
  user   User    @relation(fields: [userId], references: [id], onDelete: Cascade)
}
`,
    )
    const { findings } = await reported()
    assert.deepEqual(
      findings.flatMap(({ rule, recipe }) => (recipe === undefined ? [] : [[rule, recipe]])),
      [['drop-column', 'split-table']],
    )
  })

  test('says how Prisma sends a file, and counts what comments take out', async () => {
    project.write(
      'prisma/migrations/20250201000000_more/migration.sql',
      '-- concertina-ignore drop-column: nobody reads it\nALTER TABLE "Post" DROP COLUMN "title";\nREINDEX TABLE "User";\n',
    )
    const { migrations, findings, coverage } = await reported()
    const [first, more] = migrations.map(({ execution }) => execution)
    assert.deepEqual(first, { model: 'split' })
    assert.deepEqual([more?.model, more?.fallback?.statement], ['batch', 1])
    assert.ok(!findings.some(({ rule }) => rule === 'drop-column'))
    assert.equal(coverage.suppressed, 1)
  })

  test('what the committed schema already differed by is drift, not pending', async () => {
    project.write(schema, (blog[schema] ?? '').replace('title    String', 'title    String?'))
    project.commit()
    const { drift, pending, findings } = await reported()
    assert.match(drift.sql, /ALTER COLUMN "title" DROP NOT NULL/)
    assert.equal(pending.sql, '')
    assert.deepEqual(findings, [])
  })

  test('a schema that does not parse cannot be analysed, and the place is told', async () => {
    project.write(schema, 'model {')
    const { code, out } = await concertina('check')
    assert.equal(code, 3)
    assert.match(out, /^prisma\/schema\.prisma:1 {2}not checked\n/m)
  })

  test('a database that is not PostgreSQL cannot be analysed', async () => {
    project.write(schema, (blog[schema] ?? '').replace('postgresql', 'mysql'))
    const { code, out } = await concertina('check')
    assert.equal(code, 3)
    assert.match(out, /"mysql"/)
  })

  test('a folder without a project is said to have none', async () => {
    const empty = projectFolder({ 'README.md': '' })
    const { code, notes } = await commandLine({ folder: empty.folder, cache: cache.folder })(
      'check',
    )
    assert.equal(code, 3)
    assert.match(notes, /^No Prisma project was found in/)
    empty.remove()
  })

  suite('which migrations are judged', () => {
    const index = 'prisma/migrations/20250201000000_index/migration.sql'
    const judged = async (...words: readonly string[]) =>
      (await reported(...words)).migrations.map(({ name }) => name)
    setup(() => project.write(index, 'CREATE INDEX "by_title" ON "Post" ("title");\n'))

    test('all of them, unless told otherwise', async () =>
      assert.deepEqual(await judged(), ['20250101000000_init', '20250201000000_index']))

    test('--since names the last one that is not judged any more', async () =>
      assert.deepEqual(await judged('--since', '20250101000000_init'), ['20250201000000_index']))

    test('--since-commit leaves out what that commit has: in CI, the branch that is merged into', async () => {
      assert.deepEqual(await judged('--since-commit', 'HEAD'), ['20250201000000_index'])
      project.commit()
      assert.deepEqual(await judged('--since-commit', 'HEAD'), [])
      assert.deepEqual(await judged('--since-commit', 'HEAD~1'), ['20250201000000_index'])
    })

    test('a commit or a migration that is not there is wrong usage', async () => {
      const missing = await concertina('check', '--since-commit', 'nowhere')
      assert.equal(missing.code, 2)
      assert.match(missing.notes, /^Git knows no commit "nowhere" here\./)
      assert.match(
        (await concertina('check', '--since', 'never')).notes,
        /^There is no migration "never" to start after\./,
      )
    })
  })
})

suite('concertina', () => {
  const concertina = commandLine({ folder: '.' })

  test('tells its commands, and the options of each', async () => {
    const { code, out } = await concertina('--help')
    assert.equal(code, 0)
    for (const name of ['check', 'lint', 'diff', 'create', 'plan', 'prove', 'status']) {
      assert.match(out, new RegExp(`^ {2}${name} `, 'm'))
      assert.match((await concertina(name, '--help')).out, /^Usage: concertina /m)
    }
  })

  test('wrong usage is told with the right one', async () => {
    assert.equal((await concertina()).code, 2)
    assert.match((await concertina('chekc')).notes, /^There is no command "chekc"\./)
    const unknown = await concertina('check', '--nonsense')
    assert.equal(unknown.code, 2)
    assert.match(unknown.notes, /Usage: concertina check/)
  })
})
