import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { until } from '../harness/workbench.mjs'
import { shots, startClientWalk, type ClientWalk } from './clientWalk.js'

const sql = 'concertina:/shop/pending.sql'

suite('the client in the workbench', () => {
  let walk: ClientWalk
  const page = () => walk.workbench.page
  const shot = (name: string) => walk.workbench.screenshot(join(shots, `${name}.png`))
  const saved = (...path: string[]) => {
    const file = join(walk.folder, 'prisma', ...path)
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined
  }
  const fill = async (text: string) => {
    await walk.input().fill(text)
    await page().keyboard.press('Enter')
  }
  const title = (text: string) => page().locator('.quick-input-title', { hasText: text }).waitFor()
  const says = (text: string) => page().locator('.quick-input-message', { hasText: text }).waitFor()

  suiteSetup(async () => {
    // Off, so that nothing but the client itself saves the files that it creates.
    walk = await startClientWalk({ settings: { 'files.refactoring.autoSave': false } })
    await walk.workbench.waitForDiagnostics(walk.schema)
  })

  teardown(async function () {
    if (this.currentTest?.isFailed()) await walk.workbench.saveFailure(join(shots, 'failure'))
  })

  suiteTeardown(() => walk.close())

  test('the server is started with what it may know and do', () => {
    const [options] = walk.told('initialize') as [Record<string, unknown>]
    assert.deepEqual(Object.keys(options).toSorted(), [
      'answersQuestions',
      'cacheDirectory',
      'documentation',
      'keepsUrls',
      'opensSummaries',
      'trusted',
    ])
    assert.equal(options.trusted, true)
    assert.match(String(options.documentation), /^file:\/\/.*\/docs$/)
  })

  test('nobody looks at the environments until their view is opened', async () => {
    assert.deepEqual(new Set(walk.told('environmentsVisible')), new Set([false]))
    await walk.show('extension.concertina')
    await walk.untilTold('environmentsVisible', (visible) => visible === true)
    await walk.show('explorer')
    await until(
      () => walk.told('environmentsVisible').at(-1) === false,
      'the word that it is hidden',
    )
    await walk.show('extension.concertina')
  })

  test('the view shows where every environment stands, and how many are behind', async () => {
    await walk.workbench.treeItem('prod, 1 failed, 2 pending', 'Environments').click()
    await walk.workbench.treeItem('payment_references_are_unique, failed').waitFor()
    await walk.workbench.treeItem('13 migrations applied').waitFor()
    await walk.workbench.treeItem('demo, unknown', 'Environments').waitFor()
    await page()
      .locator('.activitybar [aria-label*="2 environments are behind: staging, prod"]')
      .first()
      .waitFor()
    const fold = walk.workbench
      .treeItem('Plan Split customers.name', 'Plans')
      .locator('.monaco-tl-twistie')
    const phase = walk.workbench.treeItem('Phase Contract, held back')
    await fold.click()
    // VS Code may draw the tree anew in this moment, and loses the children then.
    await phase.waitFor({ timeout: 5000 }).catch(async () => {
      await fold.click()
      await fold.click()
    })
    await phase.waitFor()
    await shot('views')
  })

  test('a click on a migration opens its file', async () => {
    await walk.workbench.treeItem('ask_before_marketing').click()
    await walk.workbench.tab('migration.sql').waitFor()
    await walk.workbench.openFile(walk.schema)
  })

  test('the language status counts findings and leads to the SQL', async () => {
    await page().locator('#status\\.languageStatus').click()
    const row = page().locator('.hover-language-status', { hasText: '1 error, 2 warnings' })
    await row.getByText('Show Pending SQL').waitFor()
    await page()
      .locator('.hover-language-status', { hasText: 'Prisma 7.10.0' })
      .getByText('Show Log')
      .waitFor()
    await shot('status')
    await page().keyboard.press('Escape')
  })

  test('an environment gets its URL into the secret storage, and nowhere else', async () => {
    walk.answer({ editEnvironment: { edit: emptyLineInConfiguration(walk.folder) } })
    await walk.begin('concertina.addEnvironment')
    await title('Add Environment')
    await walk.input().fill('staging')
    await says('There is an environment "staging" already.')
    await fill('prod-eu')
    await page().locator('.quick-input-list', { hasText: 'secret storage' }).waitFor()
    await shot('add-where')
    await page().keyboard.press('ArrowDown')
    await page().keyboard.press('Enter')
    await says('URL of the database')
    await walk.input().fill('mysql://shop')
    await says('does not begin with postgresql://')
    await walk.input().fill('postgresql://shop:hunter2@prod.example.com:5432/shop')
    await says('prod.example.com:5432/shop')
    assert.equal(await walk.input().getAttribute('type'), 'password')
    await shot('add-url')
    await page().keyboard.press('Enter')
    await page().locator('.quick-input-list', { hasText: 'This looks like production' }).waitFor()
    await shot('add-protection')
    await page().keyboard.press('Enter')
    await walk.untilTold('refreshEnvironments', () => true)
    assert.deepEqual(walk.told('editEnvironment'), [
      {
        project: pathToFileURL(walk.folder).toString(),
        kind: 'put',
        name: 'prod-eu',
        urlEnv: 'DATABASE_URL_PROD_EU',
        protected: true,
      },
    ])
    assert.match(readFileSync(join(walk.folder, 'concertina.json'), 'utf8'), /^\n\{/)
  })

  test('the URL of an environment is given to the server when it asks for it', async () => {
    walk.answer({ editEnvironment: { edit: emptyLineInConfiguration(walk.folder) } })
    await walk.begin('concertina.changeEnvironment')
    await fill('demo')
    await title('Change Environment (1/4)')
    await page().keyboard.press('Enter')
    await title('Change Environment (2/4)')
    await fill('secret storage')
    await title('Change Environment (3/4)')
    await fill('postgresql://shop:hunter2@demo.example.com:5432/shop')
    await page().locator('.quick-input-list', { hasText: 'Not protected' }).waitFor()
    await page().keyboard.press('Enter')
    await walk.untilTold('environmentUrl', (value) => JSON.stringify(value).includes('hunter2'))
    assert.deepEqual(
      (walk.told('environmentUrl') as { name: string; url?: string }[])
        .filter(({ url }) => url !== undefined)
        .map(({ name }) => name),
      ['demo'],
    )
  })

  test('a protected environment is forgotten only by its typed name', async () => {
    await walk.begin('concertina.forgetEnvironment')
    await fill('prod')
    await says('prod is protected')
    await fill('staging')
    await says('The name is prod.')
    await page().keyboard.press('Escape')
    assert.equal(
      walk.told('editEnvironment').some((value) => JSON.stringify(value).includes('forget')),
      false,
    )
  })

  test('the pending SQL stands beside the schema and follows it', async () => {
    walk.answer({ pendingSql: { uri: sql }, contents: { [sql]: '-- first\n' } })
    await walk.begin('concertina.showPendingSql')
    await walk.workbench.tab('pending.sql').waitFor()
    walk.answer({ contents: { [sql]: '-- second\n' }, changedContents: [sql] })
    await page().locator('.view-line', { hasText: '-- second' }).waitFor()
    await walk.workbench.api((vscode) =>
      vscode.commands.executeCommand('workbench.action.closeEditorsInOtherGroups'),
    )
  })

  test('a migration is created under the name that was shown, saved and opened', async () => {
    walk.answer({ suggestedName: { name: 'rename_note' } })
    await walk.workbench.openFile(walk.schema)
    await walk.begin('concertina.createMigration')
    await says('20261120120000_rename_note')
    await shot('create-migration')
    await walk.input().fill('taken')
    await says('There is a migration of this name already.')
    await fill('keep_remarks')
    await page()
      .locator('.monaco-breadcrumbs', { hasText: '20261120120000_keep_remarks' })
      .waitFor()
    assert.equal(saved('migrations', '20261120120000_keep_remarks', 'migration.sql'), '-- one\n')
  })

  test('nothing to create is said, and no name asked for', async () => {
    walk.answer({ suggestedName: { say: 'The schema and the migrations agree.' } })
    await walk.workbench.openFile(walk.schema)
    await walk.begin('concertina.createMigration')
    await walk.workbench.notification('The schema and the migrations agree.').waitFor()
    await walk.workbench.clearNotifications()
  })

  test('an action that the server refuses says why', async () => {
    await atRemark(walk)
    await walk.workbench.openQuickFixes()
    await walk.workbench.chooseQuickFix('Rename, refused')
    await walk.workbench
      .notification('Rename, refused: The document has changed. Try again.')
      .waitFor()
    await walk.workbench.clearNotifications()
  })

  test('what only the user knows is asked step by step, and Escape writes nothing', async () => {
    walk.answer({ questions })
    await atRemark(walk)
    await walk.workbench.openQuickFixes()
    await walk.workbench.chooseQuickFix('Rename in three deployments')
    await title('Rename note to remark (1/2)')
    await shot('ask')
    await page().keyboard.press('Enter')
    await title('Rename note to remark (2/2)')
    await fill('')
    await says('Type an SQL expression')
    await page().keyboard.press('Escape')
    await walk.untilTold('answer', (value) => JSON.stringify(value) === '{"kind":"cancelled"}')
    assert.equal(await page().locator('.notification-toast').count(), 0)
    assert.equal(existsSync(join(walk.folder, 'prisma', 'plans')), false)
  })

  test('a plan is shown phase by phase, and all its files are on disk when it is applied', async () => {
    walk.answer({ questions })
    await atRemark(walk)
    await walk.workbench.openQuickFixes()
    await walk.workbench.chooseQuickFix('Rename in three deployments')
    await title('Rename note to remark (1/2)')
    await page().keyboard.press('Enter')
    await title('Rename note to remark (2/2)')
    await fill("'none'")
    await walk.untilTold('answer', (value) => JSON.stringify(value).includes("'none'"))
    const panel = page().locator('.part.panel')
    await panel.getByText('contract.sql').waitFor()
    await panel.locator('[aria-label*="Group Changes By Type"]').first().click()
    await panel.getByText('1 Expand').waitFor()
    await shot('preview')
    // The list holds only the rows in sight.
    await panel.getByText('1 Expand').hover()
    await until(async () => {
      await page().mouse.wheel(0, 2000)
      return panel.getByText('3 Contract').isVisible()
    }, 'the last phase')
    await panel.getByRole('button', { name: 'Apply' }).click()
    const plan = ['plans', '20261120093000_rename_note']
    await until(() => saved(...plan, 'contract.sql') !== undefined, 'the last file')
    await until(() => saved(...plan, 'contract.sql') !== '', 'its text')
    assert.deepEqual(
      [
        saved('migrations', '20261120093000_rename_note_expand', 'migration.sql'),
        saved(...plan, 'README.md'),
        saved(...plan, 'backfill.sql'),
        saved(...plan, 'contract.sql'),
      ],
      [
        'ALTER TABLE "orders" ADD COLUMN "remark" TEXT;\n',
        '# Rename note to remark\n',
        'SELECT 1;\n',
        'ALTER TABLE "orders" DROP COLUMN "note";\n',
      ],
    )
    const texts = await walk.workbench.api((vscode) =>
      vscode.workspace.textDocuments.map((document) => document.getText()),
    )
    assert.ok(texts.some((text) => text.includes('remarkText')))
  })
})

const questions = {
  project: 'file:///shop',
  title: 'Rename note to remark',
  questions: [
    {
      id: 'copy',
      kind: 'choice',
      text: 'How do the old and the new column stay equal?',
      default: 'trigger',
      choices: [
        { value: 'view', label: 'A view', detail: 'Old code reads through a view.' },
        { value: 'trigger', label: 'A trigger', detail: 'The database writes both columns.' },
      ],
    },
    { id: 'value', kind: 'expression', text: 'Value for rows without a note', default: "''" },
  ],
} as const

async function atRemark({ workbench, schema }: ClientWalk): Promise<void> {
  const line = readFileSync(schema, 'utf8')
    .split('\n')
    .findIndex((text) => text.includes('remark'))
  await workbench.openFile(schema, { line, character: 4 })
}

function emptyLineInConfiguration(folder: string): object {
  const uri = pathToFileURL(join(folder, 'concertina.json')).toString()
  const start = { line: 0, character: 0 }
  return {
    documentChanges: [
      {
        textDocument: { uri, version: null },
        edits: [{ range: { start, end: start }, newText: '\n' }],
      },
    ],
  }
}
