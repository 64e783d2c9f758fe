import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { CheckReport } from '../../../server/src/protocol/checkReport.js'
import { commandLine } from '../../support/commandLine.js'
import { temporaryCache } from '../../support/engine.js'
import { blog, projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

const schema = 'prisma/schema.prisma'
const plan = '20261120093000_rename_user_name_to_full_name'

// No environment is configured: nothing can be asked, and the gates are answered for by name.
const answered = ['--gate-confirmed', 'deployed', '--gate-confirmed', 'verified']

suite('the life of a plan on the command line', function () {
  this.timeout(180_000)
  const cache = temporaryCache()
  let project: ProjectFolder
  let concertina: ReturnType<typeof commandLine>
  // One plan goes from test to test, as it does in life.
  suiteSetup(async () => {
    project = projectFolder(blog)
    project.write(schema, (blog[schema] ?? '').replace('name  String?', 'fullName String?'))
    let minutes = 0
    concertina = commandLine({
      folder: project.folder,
      cache: cache.folder,
      now: () => new Date(Date.UTC(2026, 10, 20, 9, 30 + minutes++)),
    })
    const { code, notes } = await concertina('plan', '--recipe', 'rename-column', '--write')
    assert.equal(code, 0, notes)
  })
  suiteTeardown(() => {
    project.remove()
    cache.remove()
  })

  const text = (file: string) => readFileSync(path.join(project.folder, file), 'utf8')
  const migrations = () =>
    readdirSync(path.join(project.folder, 'prisma/migrations'))
      .filter((name) => name.includes('rename_user_name'))
      .map((name) => name.replace(/^\d+_rename_user_name_to_full_name_/, ''))
  const fieldsOfUser = () =>
    (/model User \{([^}]*)\}/.exec(text(schema))?.[1] ?? '')
      .split('\n')
      .map((line) => line.trim().replace(/\s+/g, ' '))
      .filter((line) => /name/i.test(line))
  const differs = async () => (await concertina('diff')).out

  test('the first phase is among the migrations, and the schema is the one in between', () => {
    assert.deepEqual(migrations(), ['expand'])
    assert.deepEqual(fieldsOfUser(), ['fullName String?', 'name String? @ignore'])
  })

  test('while it is under way no other plan is made about its columns', async () => {
    project.write(schema, text(schema).replace(/ {2}name .*@ignore\n/, ''))
    const { code, notes } = await concertina('plan', '--recipe', 'drop-column')
    assert.equal(code, 3)
    assert.match(
      notes,
      /The plan "20261120\d+_rename_user_name_to_full_name" is under way and changes "name" of "public\.User" too: its validate and contract phases are still to come\./,
    )
    project.write(schema, text(schema).replace(/( {2}fullName .*\n)/, '$1  name String? @ignore\n'))
    assert.equal(await differs(), '')
  })

  test('promote tells the gates that are not open, and changes nothing', async () => {
    const { code, out } = await concertina('promote', folder())
    assert.equal(code, 1)
    assert.match(out, /^unknown {4}deployed {2}concertina\.json names no environment/m)
    assert.match(out, /^The validate phase stays where it is\. Not known: deployed, verified\.$/m)
    assert.match(out, /--gate-confirmed deployed --gate-confirmed verified$/m)
    assert.deepEqual(migrations(), ['expand'])
  })

  test('promote refuses an answer for a gate that does not exist', async () => {
    const { code, out } = await concertina('promote', folder(), '--gate-confirmed', 'verifed')
    assert.equal(code, 1)
    assert.match(out, /^There is no gate "verifed"\. The gates are deployed, verified\.$/m)
  })

  test('promote refuses a phase out of order, and one that does not exist', async () => {
    const early = await concertina('promote', folder(), 'contract', ...answered)
    assert.equal(early.code, 3)
    assert.match(early.notes, /^The validate phase comes before it\./)
    const wrong = await concertina('promote', folder(), 'contrast')
    assert.equal(
      wrong.notes,
      'The plan has no contrast phase. Its phases are expand, validate, contract.',
    )
  })

  test('promote refuses when verify.sql was edited since the proof', async () => {
    const file = `prisma/plans/${folder()}/verify.sql`
    const before = text(file)
    project.write(file, 'SELECT 1 WHERE false;\n')
    const { code, notes } = await concertina('promote', folder(), ...answered)
    assert.equal(code, 3)
    assert.match(notes, /^Edited since the plan was proved: verify\.sql\. Prove it again/)
    project.write(file, before)
  })

  test('prove with --write takes an edited file for proved', async () => {
    const file = `prisma/plans/${folder()}/rollback/expand.sql`
    project.write(file, `-- Read twice.\n${text(file)}`)
    const readme = `prisma/plans/${folder()}/README.md`
    project.write(readme, text(readme).replace(/\n- \*\*P1\*\*.*\n/, '\n- **P1** Long ago.\n'))
    const edited = await concertina('promote', folder())
    assert.match(edited.notes, /^Edited since the plan was proved: rollback\/expand\.sql\./)
    const proved = await concertina('prove', folder(), '--write', '--format', 'json')
    assert.equal(proved.code, 0, proved.notes)
    assert.equal(proved.json()['written'], true)
    assert.doesNotMatch(text(readme), /Long ago/)
    const { code, out } = await concertina('promote', folder())
    assert.equal(code, 1)
    assert.match(out, /^The validate phase stays where it is\./m)
  })

  test('lint tells of the files that wait in its folder quietly, unless they were edited', async () => {
    const file = `prisma/plans/${folder()}/contract.sql`
    const worst = async () =>
      (
        (await concertina('lint', file, '--format', 'json')).json() as unknown as CheckReport
      ).findings
        .map(({ severity }) => severity)
        .filter((severity) => severity === 'error' || severity === 'warning')
    assert.deepEqual(await worst(), [])
    const before = text(file)
    project.write(file, `${before}\n-- once more`)
    assert.notDeepEqual(await worst(), [])
    project.write(file, before)
  })

  test('promote refuses when the phase does not fit the migrations that came since', async () => {
    const file = 'prisma/migrations/20261120093500_in_the_way/migration.sql'
    project.write(file, 'ALTER TABLE "User" DROP COLUMN "fullName";\n')
    const { code, notes } = await concertina('promote', folder(), ...answered)
    assert.equal(code, 3)
    assert.match(notes, /rehearsed on all migrations that are there now\. It failed proof P3/)
    project.delete('prisma/migrations/20261120093500_in_the_way')
  })

  test('promote with --dry-run says what it would do', async () => {
    const { code, out } = await concertina('promote', folder(), ...answered, '--dry-run')
    assert.equal(code, 0)
    assert.match(out, /^would write .*_check\/migration\.sql$/m)
    assert.match(out, /^would remove .*validate\/01_check\.sql$/m)
    assert.deepEqual(migrations(), ['expand'])
  })

  test('promote moves the next phase under the present time', async () => {
    const { code, notes } = await concertina('promote', folder(), ...answered)
    assert.equal(code, 0, notes)
    assert.deepEqual(migrations(), ['expand', 'check', 'validate'])
    assert.ok(
      !existsSync(path.join(project.folder, `prisma/plans/${folder()}/validate/01_check.sql`)),
    )
    assert.equal(await differs(), '')
  })

  test('archive refuses a plan that has not ended', async () => {
    const { code, notes } = await concertina('archive', folder())
    assert.equal(code, 3)
    assert.match(notes, /^The plan has not ended: its contract phase\. Held back/)
  })

  test('the contract waits for somebody who knows that no old code is left', async () => {
    const without = await concertina('promote', folder(), ...answered, '--format', 'json')
    assert.equal(without.code, 1)
    const { written, refused } = without.json()
    assert.equal(written, false)
    assert.equal(refused, 'The contract phase stays where it is. Not known: no-old-code.')
    const confirmed = ['--gate-confirmed', 'no-old-code']
    const { code } = await concertina('promote', folder(), ...answered, ...confirmed)
    assert.equal(code, 0)
    assert.deepEqual(migrations(), ['expand', 'check', 'validate', 'contract'])
    assert.deepEqual(fieldsOfUser(), ['fullName String?'])
    assert.equal(await differs(), '')
  })

  test('a plan that has ended has no next phase, and can be proved again', async () => {
    const promoted = await concertina('promote', folder())
    assert.equal(promoted.notes, 'Every phase of the plan is in the migrations folder.')
    const proved = await concertina('prove', folder())
    assert.equal(proved.code, 0, proved.notes)
  })

  test('archive notes in plan.json that it has ended everywhere, once that is known', async () => {
    const refused = await concertina('archive', folder())
    assert.equal(refused.code, 1)
    assert.match(refused.out, /^The plan has not ended in every environment\.$/m)
    const file = `prisma/plans/${folder()}/plan.json`
    const before = text(file)
    const { code } = await concertina('archive', folder(), '--gate-confirmed', 'ended')
    assert.equal(code, 0)
    const { archived } = JSON.parse(text(file)) as { archived: { confirmed: string[] } }
    assert.deepEqual(archived.confirmed, ['ended'])
    const again = await concertina('archive', folder(), '--gate-confirmed', 'ended')
    assert.match(again.notes, /^The plan was archived on 2026-11-20\.$/m)
    project.write(file, before)
  })

  test('what the rules find in its migrations is information: the plan is the answer', async () => {
    const report = (await concertina('check', '--format', 'json')).json() as unknown as CheckReport
    const found = report.findings.filter(({ migration }) => migration?.endsWith('_contract'))
    assert.deepEqual([...new Set(found.map(({ severity }) => severity))], ['information'])
    assert.match(found.map(({ message }) => message).join('\n'), /It is a step of the plan "2026/)
  })

  test('rollback takes the phases back from the last one on', async () => {
    const early = await concertina('rollback', folder(), 'expand')
    assert.equal(early.notes, 'The validate phase came after it. Take that one back first.')
    const { code, out } = await concertina('rollback', folder(), 'contract')
    assert.equal(code, 0)
    assert.match(out, /^What is lost: Nothing/m)
    assert.deepEqual(fieldsOfUser(), ['fullName String?', 'name String? @ignore'])
    assert.equal(await differs(), '')
  })

  test('a phase that was taken back can be promoted again', async () => {
    const { code, notes } = await concertina(
      ...['promote', folder(), ...answered, '--gate-confirmed', 'no-old-code'],
    )
    assert.equal(code, 0, notes)
    assert.deepEqual(migrations().slice(-3), ['contract', 'contract_taken_back', 'contract'])
    assert.deepEqual(fieldsOfUser(), ['fullName String?'])
    assert.equal((await concertina('rollback', folder(), 'contract')).code, 0)
  })

  test('rollback of the first phase leaves the schema as it was before the plan', async () => {
    assert.equal((await concertina('rollback', folder(), 'validate')).code, 0)
    assert.equal((await concertina('rollback', folder(), 'expand')).code, 0)
    assert.equal(text(schema), blog[schema])
    assert.equal(await differs(), '')
    const again = await concertina('rollback', folder(), 'expand')
    assert.match(again.notes, /^The expand phase was taken back already\./)
  })

  test('abandon lists what goes; the migrations, which have run, stay', async () => {
    const listed = await concertina('abandon', folder())
    assert.equal(listed.code, 0)
    assert.match(listed.out, /^would remove .*\/plans\/\S+_rename_user_name_to_full_name$/m)
    assert.match(listed.out, /^Nothing is removed without --yes\.$/m)
    const name = folder()
    assert.equal((await concertina('abandon', name, '--yes')).code, 0)
    assert.ok(!existsSync(path.join(project.folder, `prisma/plans/${name}`)))
    assert.ok(migrations().length > 0)
  })

  function folder(): string {
    return readdirSync(path.join(project.folder, 'prisma/plans'))[0] ?? plan
  }
})

suite('concertina abandon', function () {
  this.timeout(180_000)
  const cache = temporaryCache()
  suiteTeardown(() => cache.remove())

  test('removes a plan that has run nowhere, with its migrations, and restores the schema', async () => {
    const project = projectFolder(blog)
    try {
      project.write(schema, (blog[schema] ?? '').replace('name  String?', 'fullName String?'))
      const concertina = commandLine({ folder: project.folder, cache: cache.folder })
      assert.equal((await concertina('plan', '--recipe', 'rename-column', '--write')).code, 0)
      const refused = await concertina('abandon', plan, '--yes')
      assert.equal(refused.code, 1)
      assert.match(refused.out, /^Whether the plan has run somewhere is not known\.$/m)
      const done = await concertina('abandon', plan, '--yes', '--gate-confirmed', 'not-applied')
      assert.equal(done.code, 0)
      const left = readdirSync(path.join(project.folder, 'prisma/migrations'))
      assert.deepEqual(left, ['20250101000000_init', 'migration_lock.toml'])
      assert.equal(readFileSync(path.join(project.folder, schema), 'utf8'), blog[schema])
    } finally {
      project.remove()
    }
  })
})
