import assert from 'node:assert/strict'
import { join } from 'node:path'
import { until } from '../harness/workbench.mjs'
import { shots, startClientWalk, type ClientWalk } from './clientWalk.js'

/** What the client says when there is little to show. */
suite('empty views and a server that is gone', () => {
  let walk: ClientWalk
  const page = () => walk.workbench.page
  const welcome = (text: string) =>
    page()
      .locator('.pane', { hasText: 'Environments' })
      .locator('.welcome-view-content', { hasText: text })
      .waitFor()
  const environmentsOf = (configured: boolean) => {
    const projects = walk.script.environments.projects.map((project) => ({
      ...project,
      configured,
      environments: [],
    }))
    return { environments: { projects }, plans: { projects: [] } }
  }

  suiteSetup(async () => {
    walk = await startClientWalk()
    await walk.show('extension.concertina')
    await walk.workbench.treeItem('prod', 'Environments').waitFor()
  })

  teardown(async function () {
    if (this.currentTest?.isFailed())
      await walk.workbench.saveFailure(join(shots, 'failure-states'))
  })

  suiteTeardown(() => walk.close())

  test('no concertina.json: one sentence, and the way to the first environment', async () => {
    walk.answer(environmentsOf(false))
    await welcome('No database of this project is named yet')
    await page().getByRole('button', { name: 'Add Environment' }).first().waitFor()
    await walk.workbench.screenshot(join(shots, 'welcome.png'))
  })

  test('a concertina.json without environments', async () => {
    walk.answer(environmentsOf(true))
    await welcome('concertina.json names no environment yet.')
  })

  test('a project of a kind that is left alone is said to be, and not shown as checked', async () => {
    const say = 'Prisma 8 is another product and is left alone.'
    const projects = walk.script.projects.map((one) => ({
      ...one,
      status: 'unsupported' as const,
      say,
    }))
    walk.answer({ ...environmentsOf(false), projects })
    await welcome('This project uses another database than PostgreSQL')
    await page().locator('#status\\.languageStatus').click()
    await page().locator('.hover-language-status', { hasText: say }).waitFor()
    await page().keyboard.press('Escape')
  })

  test('no project at all', async () => {
    walk.answer({ ...environmentsOf(false), environments: { projects: [] }, projects: [] })
    await welcome('No Prisma project with PostgreSQL was found')
  })

  test('two projects are told apart', async () => {
    const [shop] = walk.script.environments.projects
    assert.ok(shop)
    const blog = { ...shop, project: `${shop.project}/blog`, name: 'blog', environments: [] }
    walk.answer({ environments: { projects: [shop, { ...blog, configured: false }] } })
    await walk.workbench.treeItem('Project shop', 'Environments').waitFor()
    await walk.workbench.treeItem('Project blog', 'Environments').waitFor()
    await walk.workbench.treeItem('No concertina.json', 'Environments').waitFor()
  })

  test('a server that dies again and again stays stopped, without a toast, until it is restarted', async () => {
    const before = walk.told('initialize').length
    walk.answer({ dies: true })
    await welcome('The language server has stopped')
    assert.equal(walk.told('initialize').length - before, 4)
    assert.equal(await page().locator('.notification-toast').count(), 0)
    walk.answer({})
    await page().getByRole('button', { name: 'Restart Server' }).first().click()
    await walk.workbench.treeItem('prod', 'Environments').waitFor()
    await until(
      () => walk.told('environmentsVisible').at(-1) === true,
      'the word that somebody looks',
    )
  })
})

suite('a workspace that is not trusted', () => {
  let walk: ClientWalk

  suiteSetup(async () => {
    walk = await startClientWalk({ trust: 'ask' })
    await walk.workbench.waitForDiagnostics(walk.schema)
    await walk.show('extension.concertina')
  })

  suiteTeardown(() => walk.close())

  test('is told to the server, which checks what it may read', () => {
    assert.deepEqual(
      walk.told('initialize').map((options) => (options as { trusted: boolean }).trusted),
      [false],
    )
  })

  test('shows no environment, but how to trust', async () => {
    const { page } = walk.workbench
    await page
      .locator('.welcome-view-content', { hasText: 'In Restricted Mode no database is contacted.' })
      .waitFor()
    await page.getByRole('button', { name: 'Manage Workspace Trust' }).waitFor()
    assert.equal(await walk.workbench.treeItem('prod', 'Environments').count(), 0)
  })

  test('asks for no URL, not even by command', async () => {
    const enabled = await walk.workbench.api((vscode) =>
      vscode.commands.executeCommand('concertina.refreshEnvironments').then(
        () => true,
        () => false,
      ),
    )
    assert.equal(enabled, true)
    for (const value of walk.told('environmentUrl') as { url?: string }[])
      assert.equal(value.url, undefined)
  })

  test('is read as soon as it is trusted', async () => {
    const { page } = walk.workbench
    await page.getByRole('button', { name: 'Manage Workspace Trust' }).click()
    await page
      .locator('.workspace-trust-editor')
      .getByRole('button', { name: 'Trust', exact: true })
      .click()
    await walk.workbench.treeItem('prod', 'Environments').waitFor()
    await walk.untilTold('trustGranted', () => true)
    await walk.untilTold('refreshEnvironments', () => true)
  })
})
