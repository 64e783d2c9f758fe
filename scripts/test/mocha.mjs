import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { root } from '../paths.mjs'

const mochaChild = fileURLToPath(new URL('./mochaChild.mjs', import.meta.url))

/**
 * Runs mocha on `files` in a process of its own, with its output on ours, and gives { passed, failed, skipped }. A process
 * that ends without results, or fails after its last test, or does not end within `graceMs` of it (something was left
 * open) is a failure of its own. `timeoutMs`: for one test, when the usual limit is too short.
 */
export async function runMocha(
  name,
  files,
  { timeoutMs = 0, graceMs = 20_000, output = 'inherit' } = {},
) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'concertina-results-'))
  const resultsFile = path.join(folder, 'results.json')
  try {
    const args = ['--import', 'tsx', mochaChild, resultsFile, String(timeoutMs), ...files]
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', output, output] })
    const { code, isStuck } = await ended(child, resultsFile, graceMs)
    if (!fs.existsSync(resultsFile))
      return {
        passed: 0,
        failed: [`${name}: mocha ended with ${code} and no results`],
        skipped: [],
      }
    const results = JSON.parse(fs.readFileSync(resultsFile, 'utf8'))
    const titled = (titles) => titles.map((title) => `${name}: ${title}`)
    const failed = titled(results.failed)
    if (isStuck) failed.push(`${name}: mocha did not end: a test has left something open`)
    else if (code !== 0 && failed.length === 0)
      failed.push(`${name}: mocha ended with ${code} after its last test`)
    return { passed: results.passed, failed, skipped: titled(results.skipped) }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

function ended(child, resultsFile, graceMs) {
  return new Promise((resolve, reject) => {
    let isStuck = false
    let sinceResultsMs = 0
    const stepMs = Math.min(1000, graceMs)
    const watch = setInterval(() => {
      sinceResultsMs = fs.existsSync(resultsFile) ? sinceResultsMs + stepMs : 0
      if (sinceResultsMs < graceMs) return
      isStuck = true
      child.kill('SIGKILL')
    }, stepMs)
    child.on('error', (error) => {
      clearInterval(watch)
      reject(error)
    })
    child.on('exit', (code, signal) => {
      clearInterval(watch)
      resolve({ code: code ?? signal, isStuck })
    })
  })
}
