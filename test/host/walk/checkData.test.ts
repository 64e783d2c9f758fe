import assert from 'node:assert/strict'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { until } from '../harness/workbench.mjs'
import type { FakeScript } from '../../support/fakeScript.js'
import { shots, startClientWalk, type ClientWalk } from './clientWalk.js'

/** The question to an environment, with a server that only answers. */
suite('check the data in an environment', () => {
  let walk: ClientWalk
  const page = () => walk.workbench.page
  const dialog = () => page().locator('.monaco-dialog-box')
  const toasts = () => page().locator('.notification-toast')
  const progress = () => toasts().filter({ hasText: 'what the findings depend on' })
  const asked = () =>
    walk.told('checkData').map((value) => (value as { environment: string }).environment)

  suiteSetup(async () => {
    walk = await startClientWalk()
    await walk.show('extension.concertina')
    await walk.workbench.treeItem('dev, in sync', 'Environments').waitFor()
    // All answers at once, and seen to have come: a menu that is open while the view is drawn anew loses its item.
    walk.answer({ checkData: answers, ...withSummaryOfDev('waits') })
    await walk.workbench.treeItem('dev, waits', 'Environments').waitFor()
  })

  teardown(async function () {
    if (this.currentTest?.isFailed()) await walk.workbench.saveFailure(join(shots, 'failure-data'))
    // One that tells progress stays for 0.8 s at least; VS Code shows only three in such a time, and no fourth.
    await until(async () => (await progress().count()) === 0, 'the end of the progress')
    await walk.workbench.clearNotifications()
    await until(async () => (await toasts().count()) === 0, 'the end of the notifications')
  })

  suiteTeardown(() => walk.close())

  test('from the palette one of the environments is chosen, and the answer said', async () => {
    await walk.begin('concertina.checkData')
    await page().locator('.quick-input-title', { hasText: 'Check Data' }).waitFor()
    await walk.input().fill('staging')
    await page().keyboard.press('Enter')
    await walk.workbench.notification('No finding depends on what is in staging.').waitFor()
    assert.deepEqual(walk.told('checkData'), [
      { project: pathToFileURL(walk.folder).toString(), environment: 'staging' },
    ])
  })

  test('a protected environment is asked only after a yes that knows the limits', async () => {
    await choose('prod')
    await dialog().getByText('prod (db.example.com:5432/shop) is protected.').waitFor()
    await walk.workbench.screenshot(join(shots, 'check-data-protected.png'))
    await dialog().getByRole('button', { name: 'Cancel' }).click()
    await dialog().waitFor({ state: 'hidden' })
    assert.deepEqual(asked(), ['staging'])
    await choose('prod')
    await dialog().getByRole('button', { name: 'Count Rows' }).click()
    await walk.workbench.notification(say).waitFor()
    assert.deepEqual(asked(), ['staging', 'prod'])
  })

  test('the yes is asked for once', async () => {
    await choose('prod')
    await walk.workbench.notification(say).waitFor()
    assert.equal(await dialog().count(), 0)
    assert.deepEqual(asked(), ['staging', 'prod', 'prod'])
  })

  test('a refusal is a warning', async () => {
    await choose('demo')
    await walk.workbench
      .notification(refusal)
      .locator('.codicon-warning, .codicon-notifications-warning')
      .first()
      .waitFor()
  })

  test('it can be cancelled while it goes on, and nothing is said then', async () => {
    await choose('dev')
    await progress().getByRole('button', { name: 'Cancel' }).click()
    await until(() => walk.told('cancelled').length === 1, 'the end of the question')
    await progress().waitFor({ state: 'hidden' })
    assert.equal(await toasts().count(), 0)
  })

  function withSummaryOfDev(summary: string): Pick<FakeScript, 'environments'> {
    const projects = walk.script.environments.projects.map((project) => ({
      ...project,
      environments: project.environments.map((one) =>
        one.name === 'dev' && one.standing.kind === 'known'
          ? { ...one, standing: { ...one.standing, summary } }
          : one,
      ),
    }))
    return { environments: { projects } }
  }

  /** By the context menu, as a person does it. */
  function choose(environment: string): Promise<void> {
    const item = walk.workbench.treeItem(environment, 'Environments')
    return walk.workbench.chooseInMenu(item, 'Check Data')
  }
})

const say = 'prod answered for 2 of 2 findings; 1 of them are errors there.'
const refusal = 'Where demo stands is not known: it did not answer.'

/** dev never answers. */
const answers: NonNullable<FakeScript['checkData']> = {
  staging: { kind: 'asked', say: 'No finding depends on what is in staging.' },
  prod: { kind: 'asked', say },
  demo: { kind: 'refused', say: refusal },
}
