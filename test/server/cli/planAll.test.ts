import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { commandLine } from '../../support/commandLine.js'
import { temporaryCache } from '../../support/engine.js'
import { blog, projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

const schema = 'prisma/schema.prisma'

// In one save: two plans, what has to wait for one of them, and what hurts nobody.
const edited = (blog[schema] ?? '')
  .replace('name  String?', 'name  String @unique\n  bio String?')
  .replace('title    String', 'title    String?')

suite('several breaking changes in one save', function () {
  this.timeout(180_000)
  const cache = temporaryCache()
  let project: ProjectFolder
  let concertina: ReturnType<typeof commandLine>
  suiteSetup(() => {
    project = projectFolder(blog)
    project.write(schema, edited)
    concertina = commandLine({ folder: project.folder, cache: cache.folder })
  })
  suiteTeardown(() => {
    project.remove()
    cache.remove()
  })
  const folders = (place: string) =>
    readdirSync(path.join(project.folder, place)).filter((name) => name.startsWith('2026'))

  test('are listed as plans in the order in which they are written', async () => {
    const { out } = await concertina('plan')
    const lines = out.split('\n').filter((line) => /^[\d-]  |Waits|numbered/.test(line))
    assert.deepEqual(
      lines.map((line) => line.trim()),
      [
        '1  set-not-null  public.User.name',
        '2  drop-not-null  public.Post.title',
        '-  add-unique  public.User.name',
        'Waits: it changes the same column as 1, and is planned when that plan has ended.',
        '2 plans, numbered in the order in which they are written: concertina plan --all --write makes them all.',
      ],
    )
  })

  test('--all and --recipe exclude each other', async () => {
    const { code, notes } = await concertina('plan', '--all', '--recipe', 'set-not-null')
    assert.equal(code, 2)
    assert.match(notes, /^--all makes every plan; --recipe makes one\./)
  })

  test('are written at once, each proved on what the one before it leaves', async () => {
    const { code, json, notes } = await concertina(
      ...['plan', '--all', '--write', '--format', 'json', '--answer', "1:value='nobody'"],
    )
    assert.equal(code, 1, notes)
    const { steps, left } = json()
    assert.deepEqual(steps, [
      { migration: '20261120093000_add_bio_to_user' },
      { plan: '20261120093001_require_user_name' },
      { plan: '20261120093002_optional_post_title' },
    ])
    assert.deepEqual(
      (left as { what: string; say: string }[]).map(({ say }) => say),
      [
        'It changes the same column as "Make "name" of "User" required in three deployments: expand, migrate, contract": plan it when that plan has ended.',
      ],
    )
    assert.deepEqual(folders('prisma/plans'), [
      '20261120093001_require_user_name',
      '20261120093002_optional_post_title',
    ])
    const planJson = 'prisma/plans/20261120093001_require_user_name/plan.json'
    const plan = readFileSync(path.join(project.folder, planJson), 'utf8')
    assert.equal(
      (JSON.parse(plan) as { answers: Record<string, string> }).answers['value'],
      "'nobody'",
    )
  })

  test('leave what waits, and nothing else, in the schema', async () => {
    const { out } = await concertina('diff')
    assert.equal(
      out.trim(),
      '-- CreateIndex\nCREATE UNIQUE INDEX "User_name_key" ON "User"("name");',
    )
    const refused = await concertina('plan', '--recipe', 'add-unique')
    assert.equal(refused.code, 3)
    assert.match(refused.notes, /The plan "20261120093001_require_user_name" is under way/)
  })

  test('can be proved again, those with another plan behind them too', async () => {
    const { code, notes } = await concertina('prove', '20261120093001_require_user_name')
    assert.equal(code, 0, notes)
  })

  test('a plan that a later migration builds on cannot be proved without it', async () => {
    const file = 'prisma/migrations/20261120093500_builds_on_it'
    const [first = ''] = folders('prisma/migrations').filter((name) => name.includes('require'))
    const made = readFileSync(
      path.join(project.folder, `prisma/migrations/${first}/migration.sql`),
      'utf8',
    )
    const [, trigger = ''] = /CREATE (?:OR REPLACE )?TRIGGER ("[^"]+")/.exec(made) ?? []
    project.write(`${file}/migration.sql`, `ALTER TABLE "User" DISABLE TRIGGER ${trigger};\n`)
    const { code, notes } = await concertina('prove', '20261120093001_require_user_name')
    project.delete(file)
    assert.equal(code, 3)
    assert.match(notes, /"20261120093500_builds_on_it" came after the plan and builds on it/)
  })
})
