import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { readPlan } from '../../../server/src/plans/document/readPlan.js'
import { stepProblems } from '../../../server/src/plans/document/stepProblems.js'
import { commandLine } from '../../support/commandLine.js'
import { temporaryCache } from '../../support/engine.js'
import { blog, projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

suite('plans that move a database, on the command line', function () {
  this.timeout(180_000)
  const cache = temporaryCache()
  let project: ProjectFolder
  let concertina: ReturnType<typeof commandLine>
  suiteSetup(() => {
    project = projectFolder(blog)
    project.write('concertina.json', '{ "postgresVersion": 16 }\n')
    project.write(
      'prisma/migrations/20250102000000_more/migration.sql',
      'CREATE EXTENSION citext;\nCREATE MATERIALIZED VIEW counts AS SELECT "authorId", count(*) FROM "Post" GROUP BY 1;\n',
    )
    concertina = commandLine({ folder: project.folder, cache: cache.folder })
  })
  suiteTeardown(() => {
    project.remove()
    cache.remove()
  })

  const folderOf = (slug: string) =>
    `prisma/plans/${readdirSync(path.join(project.folder, 'prisma/plans')).find((name) => name.endsWith(slug)) ?? ''}`
  const text = (file: string) => readFileSync(path.join(project.folder, file), 'utf8')

  test('blue/green: every file with SQL has run, and the plan reads as a plan', async () => {
    const { code, notes } = await concertina(
      ...['plan', '--blue-green', '--rollback-hours', '24', '--write'],
    )
    assert.equal(code, 0, notes)
    const folder = folderOf('_blue_green')
    const json = text(`${folder}/plan.json`)
    const reading = readPlan(json)
    assert.ok(reading.kind === 'plan', JSON.stringify(reading))
    assert.deepEqual(stepProblems(json), [])
    const { document } = reading
    assert.deepEqual(
      document.windows?.map(({ name, minutes }) => [name, minutes]),
      [
        ['switch', 15],
        ['roll-back', 1440],
      ],
    )
    assert.deepEqual(
      document.scripts?.map(({ path: file }) => file),
      [
        'checks/settings.sql',
        'checks/replica_identity.sql',
        'checks/extensions.sql',
        'checks/migrations.sql',
        'scripts/publication.sql',
        'scripts/subscription.sql',
        'checks/copy.sql',
        'checks/lag.sql',
        'checks/lag_now.sql',
        'checks/row_counts.sql',
        'checks/checksums.sql',
        'scripts/sequences.sql',
        'checks/sequences.sql',
        'scripts/reverse_publication.sql',
        'scripts/reverse_subscription.sql',
        'scripts/clean_up_green.sql',
        'scripts/clean_up_blue.sql',
        'checks/slots.sql',
      ],
    )
    assert.deepEqual([...new Set(document.steps?.map(({ type }) => type))].toSorted(), [
      'check',
      'data',
      'manual',
      'schema',
    ])
    assert.match(
      text(`${folder}/README.md`),
      /\*\*P3\*\* 16 of 18 files with SQL were executed on the replayed database/,
    )
    assert.match(text(`${folder}/README.md`), /REFRESH them on the new server[^]*- public\.counts/)
  })

  test('service split: the keys that are cut are named, with the query that takes their place', async () => {
    const { code, notes } = await concertina('plan', '--service-split', 'Post', '--write')
    assert.equal(code, 0, notes)
    const folder = folderOf('_service_split')
    const readme = text(`${folder}/README.md`)
    assert.match(
      readme,
      /- "Post_authorId_fkey": public\.Post \(authorId\) to public\.User \(id\), ON DELETE/,
    )
    assert.match(readme, /- User\.posts → Post\n- Post\.author → User/)
    assert.match(
      text(`${folder}/checks/orphans.sql`),
      /NOT EXISTS \(SELECT FROM "public"\."User" AS p/,
    )
    assert.match(text(`${folder}/scripts/publication.sql`), /FOR TABLE\n {2}"public"\."Post";/)
    assert.match(readme, /recipe drop-table\), those first that refer to others: "public"\."Post"/)
  })

  test('what cannot be moved is refused with its reason', async () => {
    const unknown = await concertina('plan', '--service-split', 'Comment')
    assert.equal(unknown.code, 3)
    assert.equal(unknown.notes, 'The schema has no model "Comment" with a table.')
    const all = await concertina('plan', '--service-split', 'Post, User')
    assert.match(all.notes, /^No model would stay/)
    const both = await concertina('plan', '--blue-green', '--all')
    assert.equal(both.code, 2)
    const window = await concertina('plan', '--blue-green', '--switch-minutes', 'soon')
    assert.match(window.notes, /^A window is a number/)
  })

  test('a table without a key is refused: its updates would fail in production', async () => {
    project.write(
      'prisma/migrations/20250103000000_log/migration.sql',
      'CREATE TABLE "Log" ("line" TEXT);\n',
    )
    const { code, notes } = await concertina('plan', '--blue-green')
    assert.equal(code, 3)
    assert.match(notes, /^"public\.Log" has no primary key, so that no update and no delete/)
  })

  test('nothing is rehearsed of a plan that has no migrations', async () => {
    const { notes } = await concertina('prove', path.basename(folderOf('_blue_green')))
    assert.match(notes, /^The plan has no migrations to rehearse/)
  })
})
