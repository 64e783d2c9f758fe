import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { commandLine } from '../../support/commandLine.js'
import { temporaryCache } from '../../support/engine.js'
import { blog, projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

const schema = 'prisma/schema.prisma'
const rename = '20261120093000_rename_user_name_to_full_name'

suite('views of an old shape on the command line', function () {
  this.timeout(180_000)
  const cache = temporaryCache()
  let project: ProjectFolder
  let today = new Date('2026-11-20T09:30:00Z')
  let concertina: ReturnType<typeof commandLine>
  // One plan, and the views beside it, go from test to test, as they do in life.
  suiteSetup(() => {
    project = projectFolder(blog)
    project.write('concertina.json', '{ "postgresVersion": 16 }\n')
    project.write(schema, (blog[schema] ?? '').replace('name  String?', 'fullName String?'))
    concertina = commandLine({ folder: project.folder, cache: cache.folder, now: () => today })
  })
  suiteTeardown(() => {
    project.remove()
    cache.remove()
  })

  const text = (file: string) => readFileSync(path.join(project.folder, file), 'utf8')
  const folderOf = (part: string, name: string) =>
    readdirSync(path.join(project.folder, 'prisma', part)).find((one) => one.includes(name)) ?? ''
  const views = () => `prisma/plans/${folderOf('plans', 'compat_v1_user')}`

  test('a plan is written with a plan of the views behind it, proved against the old column', async () => {
    const { code, notes } = await concertina(
      ...['plan', '--recipe', 'rename-column', '--with-compatibility-view', '--write'],
    )
    assert.equal(code, 0, notes)
    const migration = text(
      `prisma/migrations/${folderOf('migrations', 'compat_v1_user')}/migration.sql`,
    )
    assert.match(
      migration,
      /CREATE VIEW "compat_v1"\."User" WITH \(security_invoker = true\) AS\nSELECT "id",\n {2}"email",\n {2}"fullName" AS "name"\nFROM "public"\."User";/,
    )
    const plan = JSON.parse(text(`${views()}/plan.json`)) as Record<string, unknown>
    assert.deepEqual(plan['removal'], { date: '2027-02-18', views: ['compat_v1.User'], of: rename })
    const readme = text(`${views()}/README.md`)
    assert.match(readme, /and go on \*\*2027-02-18\*\* or before/)
    assert.match(readme, /- \*\*P14\*\* \d+ rows read as before when the 3 files /)
    assert.match(readme, /pg_stat_statements WHERE strpos\(query, 'compat_v1'\) > 0/)
    assert.equal((await concertina('diff')).out, '')
  })

  test('views of every table are added to a plan that is there, as the next version', async () => {
    const { code, out, notes } = await concertina(
      ...['compatibility-view', rename, '--tables', 'all', '--until', '2026-12-31'],
      ...['--format', 'json'],
    )
    assert.equal(code, 0, notes)
    assert.match(out, /_compat_v2_user_expand/)
    assert.match(out, /The client finds a view for every table there/)
  })

  test('the views need a day in the future, and a plan that takes something away', async () => {
    const today = await concertina('compatibility-view', rename, '--until', '2026-11-20')
    assert.equal(today.code, 3)
    assert.match(today.notes, /^2026-11-20 is not in the future\./)
    const twice = await concertina('compatibility-view', path.basename(views()))
    assert.match(twice.notes, /^This plan makes such views itself\./)
    const alone = await concertina('plan', '--until', '2027-01-01')
    assert.equal(alone.code, 2)
    assert.match(alone.notes, /^--until and --tables go with --with-compatibility-view\./)
  })

  test('status tells until when they stay, that they are overdue, and no more when they have gone', async () => {
    const before = await concertina('status')
    assert.match(before.out, /^View "compat_v1\.User" goes on 2027-02-18 or before\.$/m)
    today = new Date('2027-03-01T00:00:00Z')
    const after = await concertina('status', '--format', 'json')
    assert.match(JSON.stringify(after.json()['views']), /should have gone on 2027-02-18/)
    const { code, notes } = await concertina(
      ...['promote', path.basename(views())],
      ...['deployed', 'verified', 'no-old-code'].flatMap((gate) => ['--gate-confirmed', gate]),
    )
    assert.equal(code, 0, notes)
    assert.doesNotMatch((await concertina('status')).out, /compat_v1/)
  })
})
