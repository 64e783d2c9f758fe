// Runs a mocha suite inside the extension host of the VS Code server (see server.mjs) and returns what the runner wrote.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { launchBrowser, newPage } from './chromium.mjs'
import { startServer } from './server.mjs'

/**
 *   extensionDevelopmentPath   folder of the extension
 *   extensionTestsPath         module whose run() runs the suite and writes its results to $HOST_RESULTS
 *   folder                     workspace
 *   artifacts                  where page, screenshot and logs go when the run breaks
 * Resolves with the written results. Only they count: when the extension host dies at its start, VS Code reports the
 * exit code 0.
 */
export async function runExtensionTests(options) {
  const {
    extensionDevelopmentPath,
    extensionTestsPath,
    folder,
    settings,
    environment = {},
  } = options
  const { timeoutMs = 300_000, log = console.log, artifacts } = options
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'vsh-'))
  const resultsFile = path.join(dir, 'results.json')
  const server = await startServer({
    folder: dir,
    settings,
    develop: [extensionDevelopmentPath],
    tests: extensionTestsPath,
    environment: { ...environment, HOST_RESULTS: resultsFile },
    log,
  })
  const trace = []
  let browser
  let page
  try {
    browser = await launchBrowser()
    page = await newPage(browser, server, { onLog: (line) => trace.push(line) })
    const code = await untilExit(page, server.url({ folder }), trace, timeoutMs)
    if (fs.existsSync(resultsFile)) return JSON.parse(fs.readFileSync(resultsFile, 'utf8'))
    const errors = trace.filter((line) => /error/i.test(line)).map((line) => line.slice(0, 400))
    throw new Error(
      `The suite wrote no results (exit code ${code}): the extension host or the runner failed to load.\n${errors.slice(0, 5).join('\n')}`,
    )
  } catch (error) {
    if (artifacts) await keepTraces(artifacts, page, trace, server)
    throw error
  } finally {
    await browser?.close()
    await server.dispose()
    fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** What is left of a run that broke: a picture, the page's log and VS Code's own logs. */
export async function keepTraces(folder, page, trace, server) {
  fs.mkdirSync(folder, { recursive: true })
  await page?.screenshot({ path: path.join(folder, 'page.png') }).catch(() => {})
  fs.writeFileSync(path.join(folder, 'page.log'), trace.join('\n'))
  if (server === undefined) return
  const logs = path.join(server.dir, 'data', 'logs')
  if (fs.existsSync(logs))
    fs.cpSync(logs, path.join(folder, 'logs'), { recursive: true, force: true })
  fs.cpSync(server.logFile, path.join(folder, 'server.log'))
}

/** The page calls codeAutomationExit when run() has settled; the functions must be there before the page is. */
function untilExit(page, url, trace, timeoutMs) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () =>
        reject(new Error(`The suite in the extension host gave no result within ${timeoutMs} ms.`)),
      timeoutMs,
    )
    const settle = (how) => (value) => {
      clearTimeout(timer)
      how(value)
    }
    page.on('crash', () => settle(reject)(new Error('The workbench page crashed.')))
    page.on('close', () => settle(reject)(new Error('The workbench page closed.')))
    const open = async () => {
      await page.exposeFunction('codeAutomationLog', (type, args) => {
        trace.push(`[${type}] ${args.join(' ')}`)
      })
      await page.exposeFunction('codeAutomationExit', (code) => settle(resolve)(code))
      await page.goto(url)
    }
    open().catch(settle(reject))
  })
}
