import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { until } from '../harness/workbench.mjs'
import { forgetScreenshots, screenshots, startRealWalk, type RealWalk } from './realWalk.js'

/** What the extension is for, on the example and its three databases, with the installed VSIX and the real server. */
suite('the main job: a field is renamed and nobody is hurt', () => {
  let walk: RealWalk
  const page = () => walk.workbench.page
  const folders = (...path: string[]) => readdirSync(join(walk.folder, ...path)).toSorted()
  const panel = () => page().locator('.part.panel')
  const findings = () => walk.workbench.diagnostics(walk.schema)
  const withCode = async (code: string) => (await findings()).find((one) => one.code === code)

  suiteSetup(async () => {
    forgetScreenshots()
    walk = await startRealWalk()
  })

  teardown(async function () {
    if (this.currentTest?.isFailed()) await walk.workbench.saveFailure(join(screenshots, 'failure'))
  })

  suiteTeardown(() => walk.close())

  test('the example is opened, and has nothing to complain about', async () => {
    await walk.workbench.openView('Concertina')
    await walk.workbench.treeItem('dev, up to date', 'Environments').waitFor()
    await walk.workbench.openFile(walk.schema, { line: 39 })
    assert.deepEqual(await findings(), [])
    await walk.shot('1-open')
  })

  test('the sidebar says where dev, staging and prod stand', async () => {
    await walk.workbench.treeItem('staging, 2 behind', 'Environments').click()
    await walk.workbench.treeItem('prod, 2 behind, 1 failed', 'Environments').click()
    await walk.workbench.treeItem('payment_references_are_unique, failed').waitFor()
    // Else the row keeps its buttons, which hide what it says.
    await page().keyboard.press('Escape')
    await walk.shot('2-environments')
  })

  test('a renamed field has a squiggle at once', async () => {
    await rename(walk, 'name', 'fullName')
    await until(() => withCode('prisma-rename-as-drop-add'), 'the finding about the rename')
    await walk.workbench.squiggles('error').first().waitFor()
    await walk.shot('3-squiggle')
  })

  test('the finding says who is hurt, and leads to its page and to what can be done', async () => {
    const hover = page().locator('.monaco-hover:visible', { hasText: 'concertina' }).first()
    // Diagnostics that come in again close a hover, and one asked for too early shows nothing.
    await until(async () => {
      await walk.workbench.focusEditor()
      await walk.begin('editor.action.showHover')
      return hover
        .getByRole('button', { name: /^Quick Fix/ })
        .waitFor({ timeout: 5000 })
        .then(() => true)
        .catch(() => false)
    }, 'the hover of the finding')
    await walk.shot('4-finding')
    await hover.locator('a', { hasText: 'prisma-rename-as-drop-add' }).click()
    await walk.workbench.tab('prisma-rename-as-drop-add.md').waitFor()
    await walk.workbench.openFile(walk.schema, await placeOf(walk, 'fullName'))
  })

  test('the light bulb offers to keep, to rename in place, and to expand, migrate, contract', async () => {
    const titles = await walk.workbench.openQuickFixes()
    await walk.shot('5-light-bulb')
    await page().keyboard.press('Escape')
    assert.deepEqual(titles, [keep, atOnce, takeOut, showSql, plan, behindView, create])
  })

  test('the SQL that Prisma would write stands beside the schema, with what each statement locks', async () => {
    await walk.workbench.openQuickFixes()
    await walk.workbench.chooseQuickFix(showSql)
    await walk.workbench.tab('pending.sql').waitFor()
    await page().locator('.codelens-decoration', { hasText: 'ACCESS EXCLUSIVE' }).first().waitFor()
    await walk.shot('6-pending-sql')
    await walk.tidy()
  })

  test('the plan is proved, and shown phase by phase before anything is written', async () => {
    await walk.workbench.openFile(walk.schema, await placeOf(walk, 'fullName'))
    await walk.workbench.openQuickFixes()
    await walk.workbench.chooseQuickFix(plan)
    await panel().getByText('contract.sql').first().waitFor()
    await panel().locator('[aria-label*="Group Changes By Type"]').first().click()
    await panel().getByText('1 Expand').waitFor()
    await walk.begin('workbench.action.toggleMaximizedPanel')
    await panel().getByText('Ways back').waitFor()
    await walk.shot('7-preview')
    await walk.begin('workbench.action.toggleMaximizedPanel')
    const seen = await groups()
    assert.equal(seen.length, phases.length)
    for (const [index, phase] of phases.entries()) assert.ok(seen[index]?.startsWith(phase), phase)
    assert.ok(!folders('prisma').includes('plans'))
  })

  test('accepted, its files are on disk, and the finding has gone', async () => {
    const before = folders('prisma', 'migrations')
    await panel().getByRole('button', { name: 'Apply' }).click()
    await walk.workbench.treeItem('Plan Rename', 'Plans').waitFor()
    const [name = ''] = folders('prisma', 'plans')
    await until(() => walk.read('prisma', 'plans', name, 'contract.sql'), 'the last file')
    assert.match(name, /^\d{14}_rename_customers_name_to_full_name$/)
    assert.deepEqual(
      folders('prisma', 'migrations').filter((folder) => !before.includes(folder)),
      [`${name}_expand`],
    )
    assert.match(
      walk.read('prisma', 'migrations', `${name}_expand`, 'migration.sql') ?? '',
      /ADD COLUMN +"fullName"/,
    )
    assert.deepEqual(folders('prisma', 'plans', name), [
      'README.md',
      'backfill.sql',
      'contract.sql',
      'plan.json',
      'rollback',
      'validate',
      'verify.sql',
    ])
    await until(
      () => /\n {2}name +String +@ignore\n/.test(walk.read('prisma', 'schema.prisma') ?? ''),
      'the schema in between',
    )
    await until(async () => (await findings()).length === 0, 'the end of the finding')
  })

  test('the sidebar has the plan with its phases, and every environment one more to deploy', async () => {
    await walk.workbench.treeItem('dev, 1 behind', 'Environments').waitFor()
    await walk.workbench.treeItem('Plan Rename', 'Plans').locator('.monaco-tl-twistie').click()
    await walk.workbench.treeItem('Phase contract, held back', 'Plans').waitFor()
    await walk.workbench.treeItem('Next: promote validate', 'Plans').waitFor()
    await page().keyboard.press('Escape')
    await walk.shot('9-plan')
  })

  test('a plan explains itself to people', async () => {
    await walk.begin('concertina.openPlanReadme')
    const readme = walk.workbench.webview({ purpose: '' })
    await readme.locator('h1', { hasText: 'Rename "name" of "customers"' }).waitFor()
    await walk.shot('10-plan-readme')
  })

  test('a phase is not promoted while the one before it is deployed nowhere', async () => {
    await walk.begin('concertina.promotePhase')
    await walk.workbench.notification('deployed').first().waitFor()
    await walk.shot('11-promotion-refused')
    assert.ok(!folders('prisma', 'migrations').some((name) => name.includes('validate')))
  })

  test('who needs the old name longer gets a view of it, with the day on which it goes', async () => {
    await walk.tidy()
    await walk.begin('concertina.addCompatibilityView')
    await answer('Add Compatibility View')
    await page().locator('.quick-input-list', { hasText: 'The changed table' }).waitFor()
    await page().keyboard.press('Enter')
    await walk.shot('16-compatibility-view')
    await panel().getByRole('button', { name: 'Apply' }).waitFor({ timeout: 60_000 })
    await walk.shot('16-compatibility-view')
    await panel().getByRole('button', { name: 'Apply' }).click()
    const views = () => folders('prisma', 'plans').find((name) => name.includes('compat'))
    await until(views, 'the plan of the views')
    const text = () => walk.read('prisma', 'plans', views() ?? '', 'plan.json') ?? ''
    await until(
      () => /"removal": \{\s+"date": "\d{4}-\d\d-\d\d"/.test(text()),
      'the day in the plan',
    )
  })

  test('a move to another server is a plan for people, with gates and windows', async () => {
    await walk.tidy()
    await walk.begin('concertina.planMove')
    for (const step of [1, 2, 3]) {
      if (step === 1) await walk.shot('17-server-move')
      await answer('Plan Server Move')
    }
    const move = () => folders('prisma', 'plans').find((name) => /blue|move/.test(name))
    await until(move, 'the plan of the move')
    const text = () => walk.read('prisma', 'plans', move() ?? '', 'plan.json') ?? ''
    await until(() => text().includes('"windows"'), 'the windows in the plan')
    await walk.workbench.tab('README.md').first().waitFor()
    await walk.shot('18-server-move-plan')
  })

  /** Takes what a question of this title comes with. */
  async function answer(title: string): Promise<void> {
    const input = page().locator('.quick-input-widget')
    await input.locator('.quick-input-title', { hasText: title }).waitFor()
    const step = await input.locator('.quick-input-title').innerText()
    await page().keyboard.press('Enter')
    await until(
      async () =>
        !(await input.isVisible()) ||
        (await input.locator('.quick-input-title').innerText()) !== step,
      'the next question',
    )
  }

  /** Labels and explanations of the groups of the preview, read by scrolling: its list holds only the rows in sight. */
  async function groups(): Promise<string[]> {
    const seen = new Set<string>()
    const rows = panel().locator('.monaco-list-row:has(.category .label-name, .category.label)')
    await panel().getByText('1 Expand').hover()
    await until(async () => {
      for (const text of await rows.allInnerTexts()) seen.add(text)
      await page().mouse.wheel(0, 150)
      return [...seen].some((text) => text.includes('Ways back'))
    }, 'the last phase')
    return [...seen]
  }
})

const showSql = 'Show the pending SQL'
const keep = 'Keep the column "name": @map("name")'
const atOnce = 'Rename "name" of "customers" to "fullName" at once: breaks the code that is running'
const takeOut = 'Take out "prisma-rename-as-drop-add" here by a comment with the reason'
const behindView =
  'Rename "name" of "customers" to "fullName" without a copy: the table gets another name (@@map), a view serves old code'
const plan =
  'Rename "name" of "customers" to "fullName" in three deployments: expand, migrate, contract'
const create =
  'Create migration "drop_customers_name_and_add_full_name_to_customers" from the pending change'

const phases = [
  'Look through the plan, then apply all of it',
  '1 Expand: deployed at once',
  '2 Migrate: run after the expand phase',
  '3 Validate: held back until every environment is migrated',
  '4 Contract: held back until no old code is left',
  'The plan itself',
  'Ways back, one for each phase',
]

/** Of the field with this name in the model Customer, as the buffer is now. */
function placeOf(
  { workbench, schema }: RealWalk,
  field: string,
): Promise<{ line: number; character: number }> {
  return workbench.api(
    async (vscode, { file, name }) => {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file))
      const text = document.getText()
      const offset = text.indexOf(`  ${name} `, text.indexOf('model Customer')) + 2
      const { line, character } = document.positionAt(offset)
      return { line, character }
    },
    { file: schema, name: field },
  )
}

/** As a person does it: the word is selected and typed over. */
async function rename(walk: RealWalk, from: string, to: string): Promise<void> {
  const { workbench, schema } = walk
  await workbench.openFile(schema, await placeOf(walk, from))
  await workbench.api((vscode, length) => {
    const editor = vscode.window.activeTextEditor
    if (editor === undefined) throw new Error('The schema is not open.')
    const start = editor.selection.start
    editor.selection = new vscode.Selection(start, start.translate(0, length))
    editor.revealRange(editor.selection, vscode.TextEditorRevealType.AtTop)
  }, from.length)
  await workbench.focusEditor()
  await workbench.page.keyboard.type(to)
  await workbench.page.keyboard.press('Escape')
}
