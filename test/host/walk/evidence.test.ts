import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { until } from '../harness/workbench.mjs'
import { screenshots, startRealWalk, type RealWalk } from './realWalk.js'

/** What is known of a change, where it is asked for: under the pointer, over the SQL, and in prod with its 200,000 orders. */
suite('evidence: a field is made required', () => {
  let walk: RealWalk
  const page = () => walk.workbench.page
  const messages = async () =>
    (await walk.workbench.diagnostics(walk.schema)).map(({ message }) => message).join('\n')
  const lens = (text: string) =>
    walk.workbench.editor().locator('.codelens-decoration', { hasText: text }).first().waitFor()

  suiteSetup(async () => {
    walk = await startRealWalk({ prodOrders: 200_000 })
  })

  teardown(async function () {
    if (this.currentTest?.isFailed())
      await walk.workbench.saveFailure(join(screenshots, 'failure-evidence'))
  })

  suiteTeardown(() => walk.close())

  test('nothing is said of prod before somebody asks it', async () => {
    await walk.workbench.openView('Concertina')
    await walk.workbench.treeItem('prod, 2 behind, 1 failed', 'Environments').waitFor()
    await makePhoneRequired()
    await until(async () => (await messages()).includes('phone'), 'the finding')
    assert.doesNotMatch(await messages(), /In prod/)
  })

  test('the pointer over the field tells the locks of its statement', async () => {
    await seeHover('Measured:', '12-hover-field')
  })

  test('prod is asked after a yes, and the finding tells how many rows make it fail', async () => {
    await walk.begin('concertina.checkData')
    await page().locator('.quick-input-title', { hasText: 'Check Data' }).waitFor()
    await page().locator('.quick-input-widget .quick-input-box input').fill('prod')
    await page().keyboard.press('Enter')
    await page().locator('.monaco-dialog-box').getByRole('button', { name: 'Count Rows' }).click()
    await walk.workbench.notification('prod answered for').waitFor()
    await until(
      async () => /In prod \(just now\): it fails: [\d,]+ rows have NULL/.test(await messages()),
      'what prod said',
    )
    await seeHover('In prod (just now): it fails', '13-data-of-prod')
    await walk.tidy()
  })

  test('over a new migration stand its risk and where it is in each environment', async () => {
    await walk.workbench.openFile(walk.schema, placeOf())
    await walk.begin('concertina.createMigration')
    await page().locator('.quick-input-title', { hasText: 'Create Migration' }).waitFor()
    await page().keyboard.press('Enter')
    await walk.workbench.tab('migration.sql').waitFor()
    await lens('1 error')
    await lens('dev: pending')
    await lens('prod: pending')
    await walk.shot('14-migration-lens')
  })

  test('the pointer over its statement tells the locks, and the form in which others wait less', async () => {
    await walk.workbench.api((vscode) => {
      const editor = vscode.window.activeTextEditor
      if (editor === undefined) throw new Error('No editor is open.')
      const at = editor.document.positionAt(editor.document.getText().indexOf('SET NOT NULL'))
      editor.selection = new vscode.Selection(at, at)
      editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenter)
    })
    await seeHover('Meanwhile', '15-hover-statement')
  })

  /** Of the type of the field, which is what the finding is about. */
  function placeOf(): { line: number; character: number } {
    const lines = readFileSync(walk.schema, 'utf8').split('\n')
    const line = lines.findIndex((text) => text.startsWith('  phone '))
    return { line, character: (lines[line] ?? '').indexOf('String') + 2 }
  }

  /** The type loses its question mark. */
  async function makePhoneRequired(): Promise<void> {
    await walk.workbench.openFile(walk.schema, placeOf())
    await walk.workbench.api(async (vscode) => {
      const editor = vscode.window.activeTextEditor
      const line = editor?.document.lineAt(editor.selection.active.line)
      if (editor === undefined || line === undefined) throw new Error('The schema is not open.')
      const at = line.range.start.translate(0, line.text.indexOf('?'))
      await editor.edit((edit) => edit.delete(new vscode.Range(at, at.translate(0, 1))))
      await editor.document.save()
    })
  }

  /** Waits for the hover at the cursor with this text, and takes a picture of it. */
  async function seeHover(text: string, picture: string): Promise<void> {
    const box = page().locator('.monaco-hover:visible', { hasText: text }).first()
    // One that is open still says what was known when it opened; diagnostics that come in again close it.
    await until(async () => {
      await walk.workbench.focusEditor()
      await page().keyboard.press('Escape')
      await walk.begin('editor.action.showHover')
      const isThere = await box.waitFor({ timeout: 5000 }).then(
        () => true,
        () => false,
      )
      if (isThere) await walk.shot(picture)
      return isThere && (await box.isVisible())
    }, `the hover with ${text}`)
  }
})
