// npm run check: types, lint, format and unit tests, beside each other; what a developer runs before every commit.
import { spawn } from 'node:child_process'
import path from 'node:path'
import { ensureInstalled } from './install.mjs'
import { root } from './paths.mjs'

ensureInstalled()

const bin = (...parts) => path.join(root, 'node_modules', ...parts)
const lintCache = path.join(root, 'node_modules', '.cache', 'eslint') + path.sep
// The longest first. On two cores the unit tests' time disappears behind the types and the lint.
const checks = {
  lint: [bin('eslint', 'bin', 'eslint.js'), '--cache', '--cache-location', lintCache, '.'],
  types: [bin('typescript', 'bin', 'tsc'), '-b'],
  unit: [
    bin('mocha', 'bin', 'mocha.js'),
    ...['--reporter', 'dot', '--no-color', 'test/unit/**/*.test.ts'],
  ],
  format: [
    bin('prettier', 'bin', 'prettier.cjs'),
    ...['--check', '--cache', '--log-level', 'warn', '.'],
  ],
}

const startedAt = performance.now()
const outcomes = await Promise.all(Object.entries(checks).map(([name, args]) => check(name, args)))
const failed = outcomes.filter(({ code }) => code !== 0)
for (const { name, output } of failed) console.log(`\n── ${name}\n${output.trim()}`)
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
console.log(
  failed.length === 0
    ? `\nTypes, lint, format and unit tests are fine: ${seconds} s`
    : `\nNot fine: ${failed.map(({ name }) => name).join(', ')}  ${seconds} s`,
)
process.exitCode = failed.length === 0 ? 0 : 1

function check(name, args) {
  const began = performance.now()
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (data) => (output += data))
    child.stderr.on('data', (data) => (output += data))
    child.on('error', reject)
    child.on('close', (code) => {
      const time = ((performance.now() - began) / 1000).toFixed(1)
      console.log(`${code === 0 ? '✔' : '✖'} ${name.padEnd(7)} ${time.padStart(5)} s`)
      resolve({ name, code, output })
    })
  })
}
