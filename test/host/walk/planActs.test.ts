import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { until } from '../harness/workbench.mjs'
import { shots, startClientWalk, type ClientWalk } from './clientWalk.js'

const planName = '20260817150000_split_customer_name'

/** What can be done with a plan from the sidebar and the palette, with a server that only answers. */
suite('acts on a plan', () => {
  let walk: ClientWalk
  const page = () => walk.workbench.page
  const panel = () => page().locator('.part.panel')
  const planFolder = () => join(walk.folder, 'prisma', 'plans', planName)
  const migration = (name: string) => {
    const file = join(walk.folder, 'prisma', 'migrations', name, 'migration.sql')
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined
  }
  const says = (text: string) => page().locator('.quick-input-message', { hasText: text }).waitFor()
  const fill = async (text: string) => {
    await walk.input().fill(text)
    await page().keyboard.press('Enter')
  }
  const apply = async (label: string) => {
    await panel().getByText(label).first().waitFor()
    await panel().getByRole('button', { name: 'Apply' }).click()
  }
  const discard = async () => {
    await panel().getByRole('button', { name: 'Discard' }).click()
    await panel().getByRole('button', { name: 'Discard' }).waitFor({ state: 'hidden' })
  }
  /** By the context menu, as a person does it. */
  const choose = (item: string, entry: string) =>
    walk.workbench.chooseInMenu(walk.workbench.treeItem(item, 'Plans'), entry)
  const shot = (name: string) => walk.workbench.screenshot(join(shots, `${name}.png`))

  suiteSetup(async () => {
    walk = await startClientWalk({ settings: { 'files.refactoring.autoSave': false } })
    mkdirSync(planFolder(), { recursive: true })
    writeFileSync(join(planFolder(), 'plan.json'), '{}\n')
    await walk.show('extension.concertina')
    const plan = walk.workbench.treeItem('Plan Split customers.name', 'Plans')
    await plan.locator('.monaco-tl-twistie').click()
    await walk.workbench.treeItem('Phase Expand, written', 'Plans').waitFor()
  })

  teardown(async function () {
    if (this.currentTest?.isFailed()) await walk.workbench.saveFailure(join(shots, 'failure-acts'))
    await walk.workbench.clearNotifications()
  })

  suiteTeardown(() => walk.close())

  test('a phase is promoted when somebody has answered for the gate that nobody can ask', async () => {
    await walk.begin('concertina.promotePhase')
    await page().locator('.quick-input-title', { hasText: 'Promote Phase' }).waitFor()
    await says('Nobody but you knows whether old code still runs.')
    await walk.input().fill('yes')
    await says('The gate is no-old-code.')
    await fill('no-old-code')
    await apply('migration.sql')
    await walk.workbench.notification('The contract phase is in the migrations folder.').waitFor()
    assert.equal(
      migration('20261120140000_rename_note_contract'),
      'ALTER TABLE "orders" DROP COLUMN "note";\n',
    )
  })

  test('the way back of a phase is shown first; discarded, it changes nothing', async () => {
    await choose('Phase Expand, written', 'Roll Back Phase')
    await panel().getByText('migration.sql').first().waitFor()
    await shot('roll-back')
    await discard()
    assert.equal(migration('20261120150000_rename_note_expand_taken_back'), undefined)
    assert.equal(readFileSync(join(planFolder(), 'plan.json'), 'utf8'), '{}\n')
    assert.equal(await page().locator('.notification-toast').count(), 0)
  })

  test('applied, it is a migration more, on disk, and what is lost is said', async () => {
    await choose('Phase Expand, written', 'Roll Back Phase')
    await apply('migration.sql')
    await walk.workbench
      .notification('The migration that takes the Expand phase back is in the migrations folder.')
      .filter({ hasText: 'What is lost: nothing.' })
      .waitFor()
    assert.equal(
      migration('20261120150000_rename_note_expand_taken_back'),
      'ALTER TABLE "orders" DROP COLUMN "remark";\n',
    )
    assert.equal(readFileSync(join(planFolder(), 'plan.json'), 'utf8'), ' {}\n')
    assert.deepEqual(
      walk.told('rollBackPhase').map((value) => (value as { phase: string }).phase),
      ['Expand', 'Expand'],
    )
  })

  test('from the palette the phases that are written are offered, the last one first', async () => {
    await walk.begin('concertina.rollBackPhase')
    const rows = page().locator('.quick-input-list .monaco-list-row')
    await rows.first().waitFor()
    assert.match((await rows.allInnerTexts()).join('\n'), /^Migrate[\s\S]*\nExpand/)
    await page().keyboard.press('Enter')
    await walk.workbench.notification('There is no way back from Migrate.').waitFor()
  })

  test('a plan is not abandoned while nobody answers for an environment that is silent', async () => {
    await choose('Plan Split customers.name', 'Abandon Plan')
    await says('What is applied in demo is not known.')
    await shot('abandon-gate')
    await page().keyboard.press('Escape')
    await until(() => walk.told('abandonPlan').length === 1, 'one request')
    assert.ok(existsSync(planFolder()))
  })

  test('somebody has answered for it: its folder is shown and goes', async () => {
    await choose('Plan Split customers.name', 'Abandon Plan')
    await fill('not-applied:demo')
    await apply(planName)
    await walk.workbench.notification('Split customers.name is gone.').waitFor()
    assert.equal(existsSync(planFolder()), false)
    assert.deepEqual(
      walk.told('abandonPlan').map((value) => (value as { confirmed: string[] }).confirmed),
      [[], [], ['not-applied:demo']],
    )
  })
})
