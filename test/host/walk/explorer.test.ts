import assert from 'node:assert/strict'
import { join } from 'node:path'
import { exampleWorkspace } from '../../support/exampleWorkspace.mjs'
import { Workbench } from '../harness/workbench.mjs'

const artifacts = join(import.meta.dirname, '..', '..', '..', 'out', 'host')

suite('the example in the workbench, without an extension', () => {
  let workspace: ReturnType<typeof exampleWorkspace> | undefined
  let workbench: Workbench

  suiteSetup(async () => {
    workspace = exampleWorkspace()
    workbench = await Workbench.open({ folder: workspace.folder })
  })

  teardown(async function () {
    if (this.currentTest?.isFailed())
      await workbench.saveFailure(join(artifacts, 'failures', 'explorer'))
  })

  suiteTeardown(async () => {
    await workbench.close()
    workspace?.remove()
  })

  test('the explorer shows its files, and nothing asks for anything', async () => {
    await workbench.openView('Explorer')
    const files = workbench.page.locator('.explorer-folders-view [role="treeitem"]')
    await files.filter({ hasText: 'concertina.json' }).waitFor()
    assert.ok((await files.allInnerTexts()).includes('prisma'))
    assert.equal(await workbench.page.locator('.monaco-dialog-box').count(), 0)
    assert.equal(await workbench.page.locator('.notification-toast').count(), 0)
    await workbench.screenshot(join(artifacts, 'explorer.png'))
  })

  test('the page logs no error of its own', () => {
    const bad = workbench.log.filter((line) => /^\[(pageerror|http [45])/.test(line))
    assert.deepEqual(bad, [])
  })

  test('nobody without the token of this run gets in', async () => {
    const response = await fetch(`${workbench.server.origin}/`)
    assert.equal(response.status, 403)
  })
})
