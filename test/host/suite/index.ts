// Runs inside the extension host, in the server host as in desktop VS Code: see scripts/test/hostLayer.mjs.
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Mocha from 'mocha'
// Never `await import('vscode')`: that works in CommonJS from VS Code 1.100 on only.
import * as vscode from 'vscode'

type Result = {
  readonly title: string
  readonly state: 'passed' | 'failed' | 'pending'
  readonly ms?: number
  readonly error?: string
}

/** VS Code calls it; what counts is the file it writes, not the exit code that VS Code makes of it. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', timeout: 120_000, color: false, forbidOnly: true })
  for (const name of readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).sort())
    if (name.endsWith('.test.js')) mocha.addFile(join(__dirname, name))
  const results: Result[] = []
  const failures = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve)
    runner.on('pass', (test) =>
      results.push({ title: test.fullTitle(), state: 'passed', ms: test.duration ?? 0 }),
    )
    runner.on('pending', (test) => results.push({ title: test.fullTitle(), state: 'pending' }))
    runner.on('fail', (test, error: Error) =>
      results.push({
        title: test.fullTitle(),
        state: 'failed',
        error: error.stack ?? String(error),
      }),
    )
  })
  const file = process.env.HOST_RESULTS
  if (file !== undefined)
    writeFileSync(
      file,
      JSON.stringify({ vscode: vscode.version, node: process.version, failures, results }),
    )
  if (failures > 0) throw new Error(`${failures} tests failed.`)
}
