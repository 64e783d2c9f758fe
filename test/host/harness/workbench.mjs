// A page object for the workbench: what walks and screenshots need, with the waits that keep them from flaking.
import fs from 'node:fs'
import path from 'node:path'
import { launchBrowser, newPage } from './chromium.mjs'
import { keepTraces } from './extensionTests.mjs'
import { connectProbe } from './probeClient.mjs'
import { startServer } from './server.mjs'
import { hostRoot } from './setup.mjs'
import { until } from './until.mjs'

export { until }

const probeFolder = path.join(hostRoot, 'probe')

export class Workbench {
  /**
   *   folder       workspace; `open`: a file in it to open at once
   *   develop      folders of extensions to load from source; `extensions`: VSIX files to install first
   *   trust        'granted' or 'ask' (see server.mjs)
   *   environment  variables for the extension host
   */
  static async open(options) {
    const { folder, open, viewport, timeoutMs = 120_000, develop = [], environment = {} } = options
    const workbench = new Workbench()
    workbench.log = []
    try {
      workbench.server = await startServer({
        ...options,
        folder: undefined,
        develop: [...develop, probeFolder],
        environment: (dir) => ({ ...environment, HOST_PROBE: path.join(dir, 'p.sock') }),
      })
      workbench.browser = await launchBrowser()
      workbench.page = await newPage(workbench.browser, workbench.server, {
        ...(viewport ? { viewport } : {}),
        onLog: (line) => workbench.log.push(line),
      })
      // Far beyond what a step takes: a machine that is busy is slow, not broken.
      workbench.page.setDefaultTimeout(60_000)
      await workbench.page.goto(workbench.server.url({ folder, open }), { timeout: timeoutMs })
      await workbench.page.locator('.monaco-workbench .statusbar').waitFor({ timeout: timeoutMs })
      const socketPath = path.join(workbench.server.dir, 'p.sock')
      workbench.probe = await connectProbe(socketPath, timeoutMs)
      return workbench
    } catch (error) {
      await workbench.close()
      throw error
    }
  }

  /** Runs `work(vscode, argument)` inside the extension host; `work` must be self-contained, argument and result JSON. */
  api(work, argument, timeoutMs) {
    return this.probe.call(work, argument, timeoutMs)
  }

  async activate(extensionId) {
    await this.api(
      (vscode, id) =>
        vscode.extensions
          .getExtension(id)
          .activate()
          .then(() => true),
      extensionId,
    )
  }

  diagnostics(file) {
    return this.api(
      (vscode, at) =>
        vscode.languages.getDiagnostics(vscode.Uri.file(at)).map((diagnostic) => ({
          message: diagnostic.message,
          source: diagnostic.source,
          code: String(diagnostic.code?.value ?? diagnostic.code ?? ''),
          severity: diagnostic.severity,
          line: diagnostic.range.start.line,
          character: diagnostic.range.start.character,
        })),
      file,
    )
  }

  waitForDiagnostics(file, count = 1) {
    return until(
      async () => {
        const found = await this.diagnostics(file)
        return found.length >= count && found
      },
      `${count} diagnostics in ${path.basename(file)}`,
    )
  }

  /** The command palette, by keyboard and mouse as a person would; the row is found by the command's id. */
  async palette(id, title) {
    const input = this.page.locator('.quick-input-widget .quick-input-box input')
    // The key goes astray while the focus is on its way into an iframe or an editor is being built.
    await until(async () => {
      await this.page.keyboard.press('F1')
      return becomes(input, 'visible', 5000)
    }, 'the command palette')
    await input.fill('>' + title)
    // The attribute came after VS Code 1.104; the label serves older ones.
    const row = this.page.locator(
      `.quick-input-list .monaco-list-row:is(:has([data-quick-input-id="${id}"]), [aria-label^="${title}"])`,
    )
    await row.first().click()
    await input.waitFor({ state: 'hidden' })
  }

  async openFile(file, { line = 0, character = 0 } = {}) {
    await this.api(
      async (vscode, at) => {
        const uri = vscode.Uri.file(at.file)
        const editor = await vscode.window.showTextDocument(uri, { preview: false })
        editor.selection = new vscode.Selection(at.line, at.character, at.line, at.character)
        editor.revealRange(editor.selection)
      },
      { file, line, character },
    )
    await this.tab(path.basename(file)).waitFor()
    await this.editor().waitFor()
  }

  tab(name) {
    return this.page.locator(`.tabs-container .tab[data-resource-name="${name}"]`)
  }

  editor() {
    return this.page.locator('.editor-group-container.active .monaco-editor').first()
  }

  async focusEditor() {
    await this.api((vscode) =>
      vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup'),
    )
    await this.page.waitForFunction(() => document.activeElement?.closest('.monaco-editor'))
  }

  squiggles(kind = 'warning') {
    return this.editor().locator(`.squiggly-${kind}`)
  }

  /** Ctrl+. at the cursor; gives the titles in the widget. */
  async openQuickFixes() {
    // Before the code actions are there, Ctrl+. says so and shows no widget.
    await until(async () => {
      await this.focusEditor()
      await this.page.keyboard.press('Control+.')
      return becomes(this.quickFixRows().first(), 'visible', 5000)
    }, 'quick fixes')
    return this.quickFixRows().locator('.title').allInnerTexts()
  }

  /** By keyboard: the widget ignores the mouse until it has moved, which makes clicks unreliable. */
  async chooseQuickFix(title) {
    const titles = await this.quickFixRows().locator('.title').allInnerTexts()
    if (!titles.includes(title))
      throw new Error(`There is no quick fix "${title}" in ${JSON.stringify(titles)}`)
    const focused = this.page.locator('.action-widget .monaco-list-row.action.focused .title')
    for (let moves = 0; moves < titles.length; moves += 1) {
      if ((await focused.allInnerTexts())[0] === title) break
      await this.page.keyboard.press('ArrowDown')
    }
    await this.page.keyboard.press('Enter')
    await this.quickFixRows().first().waitFor({ state: 'detached' })
  }

  quickFixRows() {
    return this.page.locator('.action-widget .monaco-list-row.action')
  }

  /** Only files that have an editor; VS Code gives one to a file changed in the background some 0.8 s later. */
  async saveAll() {
    await this.api((vscode) => vscode.workspace.saveAll(false))
  }

  activityBar(label) {
    return this.page.locator(`.activitybar .action-item:has(.action-label[aria-label^="${label}"])`)
  }

  /** By mouse. A click on a view that is already coming hides it again, hence the look before each click. */
  async openView(label) {
    const item = this.activityBar(label)
    const checked = this.page.locator(
      `.activitybar .action-item.checked:has(.action-label[aria-label^="${label}"])`,
    )
    await item.waitFor()
    await until(async () => {
      if (!(await checked.isVisible())) await item.click()
      return becomes(checked, 'visible', 5000)
    }, `the view ${label}`)
  }

  /** `pane`: the title of the view that holds the item, when several do. */
  treeItem(label, pane) {
    const header = this.page.locator(`.pane-header[aria-label^="${pane}"]`)
    const scope = pane ? this.page.locator('.pane').filter({ has: header }) : this.page
    return scope.locator(`[role="treeitem"][aria-label^="${label}"]`)
  }

  /**
   * An entry of the context menu of `item`. By keyboard: a menu ignores the mouse for a moment after it has
   * opened, because the button that opened it is still to be released.
   */
  async chooseInMenu(item, entry) {
    await item.click({ button: 'right' })
    const found = this.page.locator('.monaco-menu .action-item', { hasText: entry }).first()
    await found.hover()
    await this.page.keyboard.press('Enter')
    await found.waitFor({ state: 'detached' })
  }

  /** The document inside a webview. `purpose`: "webviewView" for side bar and panel, '' for an editor. */
  webview({ extensionId, purpose } = {}) {
    const ofExtension = extensionId ? `[src*="extensionId=${extensionId}"]` : ''
    const noPurpose = purpose === '' ? ':not([src*="purpose="])' : ''
    const withPurpose = purpose ? `[src*="purpose=${purpose}"]` : noPurpose
    return this.page
      .frameLocator(`iframe.webview.ready${ofExtension}${withPurpose}`)
      .frameLocator('iframe#active-frame')
  }

  notification(text) {
    return this.page.locator('.notification-toast').filter({ hasText: text })
  }

  async clearNotifications() {
    await this.api((vscode) => vscode.commands.executeCommand('notifications.clearAll'))
  }

  async screenshot(file, clip) {
    fs.mkdirSync(path.dirname(file), { recursive: true })
    // Away from everything that would show a hover or a fat scroll bar.
    await this.page.mouse.move(700, 2)
    await this.page.screenshot({ path: file, clip, animations: 'disabled', caret: 'hide' })
  }

  async saveFailure(folder) {
    await keepTraces(folder, this.page, this.log, this.server)
  }

  async close() {
    this.probe?.close()
    await this.browser?.close()
    await this.server?.dispose()
    if (this.server) fs.rmSync(this.server.dir, { recursive: true, force: true, maxRetries: 5 })
  }
}

function becomes(locator, state, timeoutMs) {
  return locator.waitFor({ state, timeout: timeoutMs }).then(
    () => true,
    () => false,
  )
}
