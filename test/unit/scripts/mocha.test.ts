import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

type Outcome = {
  readonly passed: number
  readonly failed: readonly string[]
  readonly skipped: readonly string[]
}
type RunMocha = (name: string, files: readonly string[], options: object) => Promise<Outcome>

suite('the test runner', function () {
  this.timeout(30_000)
  const folder = mkdtempSync(join(tmpdir(), 'concertina-runner-'))
  suiteTeardown(() => rmSync(folder, { recursive: true }))

  test('counts what passed, and names what failed or was skipped', async () =>
    assert.deepEqual(
      await run(`suite('s', () => {
        test('passes', () => {})
        test('fails', () => { throw new Error('no') })
        test.skip('waits', () => {})
      })`),
      { passed: 1, failed: ['unit: s fails'], skipped: ['unit: s waits'] },
    ))

  test('counts a failed hook as a failed test', async () =>
    assert.deepEqual(
      await run(`suite('s', () => {
        suiteSetup(() => { throw new Error('no') })
        test('never runs', () => {})
      })`),
      {
        passed: 0,
        failed: ['unit: s "before all" hook for "never runs"'],
        skipped: [],
      },
    ))

  test('a rejection that nobody handles fails the test that is running', async () =>
    assert.deepEqual(
      await run(`test('rejects elsewhere', (done) => {
        void Promise.reject(new Error('lost'))
        setTimeout(done, 50).unref()
      })`),
      { passed: 0, failed: ['unit: rejects elsewhere'], skipped: [] },
    ))

  test('a process that ends by itself has no results, which is a failure', async () =>
    assert.deepEqual(await run(`test('leaves', () => process.exit(0))`), {
      passed: 0,
      failed: ['unit: mocha ended with 0 and no results'],
      skipped: [],
    }))

  test('a file that cannot be loaded is a failure', async () =>
    assert.deepEqual((await run(`throw new Error('broken')`)).failed, [
      'unit: mocha ended with 1 and no results',
    ]))

  test('what a test leaves open is a failure', async () =>
    assert.deepEqual(
      await run(`test('listens for ever', () => { setInterval(() => {}, 1000) })`, 300),
      {
        passed: 1,
        failed: ['unit: mocha did not end: a test has left something open'],
        skipped: [],
      },
    ))

  async function run(text: string, graceMs = 15_000): Promise<Outcome> {
    const { runMocha } = (await import(
      new URL('../../../scripts/test/mocha.mjs', import.meta.url).href
    )) as { runMocha: RunMocha }
    const file = join(folder, `${Math.random().toString(36).slice(2)}.test.ts`)
    writeFileSync(file, text)
    return runMocha('unit', [file], { graceMs, output: 'ignore' })
  }
})
