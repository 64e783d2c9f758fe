// One mocha run in a process of its own: node --import tsx mochaChild.mjs <results file> <timeout in ms> <file …>
// Spec output for people; the results as JSON in a file, where they survive whatever the process does afterwards. A failed
// hook is a failed test.
import fs from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import Mocha from 'mocha'
import { root } from '../paths.mjs'

const [resultsFile, timeoutMs, ...files] = process.argv.slice(2)
const configuration = JSON.parse(fs.readFileSync(path.join(root, '.mocharc.json'), 'utf8'))

// The same cases in every run, so that one that fails here fails for everybody. `npx mocha` draws new ones each time.
fc.configureGlobal({ seed: Number(process.env.CONCERTINA_SEED ?? 20261120) })

class SpecAndJson extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options)
    const results = { passed: 0, failed: [], skipped: [] }
    runner.on('pass', () => (results.passed += 1))
    runner.on('fail', (test) => results.failed.push(test.fullTitle()))
    runner.on('pending', (test) => results.skipped.push(test.fullTitle()))
    runner.on('end', () => fs.writeFileSync(resultsFile, JSON.stringify(results)))
  }
}

// As mocha's own command does: a rejection that nobody handles fails the test that is running.
process.on('unhandledRejection', (reason) => {
  throw reason
})

const mocha = new Mocha({
  ui: configuration.ui,
  forbidOnly: configuration['forbid-only'],
  timeout: Math.max(configuration.timeout, Number(timeoutMs)),
  reporter: SpecAndJson,
})
for (const file of files) mocha.addFile(file)
await mocha.loadFilesAsync()
mocha.run((failures) => {
  process.exitCode = failures > 0 ? 1 : 0
})
