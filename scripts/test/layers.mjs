import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import process from 'node:process'
import { testFiles } from './files.mjs'
import { runHostLayer } from './hostLayer.mjs'
import { runMocha } from './mocha.mjs'

export const layers = ['unit', 'laws', 'server', 'database', 'host']

// The tests of both wait for child processes most of the time: two at once share the processors well.
const sideBySide = ['server', 'database']

/** For each layer { name, passed, failed: titles, skipped: titles, seconds, isEmpty }, in the order asked for. */
export async function runLayers(names) {
  const together = sideBySide.every((name) => names.includes(name)) ? sideBySide : []
  const [first, ...others] = together
  const reports = new Map()
  for (const name of names) {
    if (reports.has(name)) continue
    const begun =
      name === first ? others.filter((other) => !reports.has(other)).map(runWithOutputIn) : []
    reports.set(name, await runLayer(name))
    for (const { other, report, print } of begun) {
      reports.set(other, await report)
      print()
    }
  }
  return names.map((name) => reports.get(name))
}

/** The same, with what it prints kept until it is asked for. */
function runWithOutputIn(other) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'concertina-output-'))
  const file = path.join(folder, 'output.txt')
  const output = fs.openSync(file, 'w')
  return {
    other,
    report: runLayer(other, output),
    print: () => {
      fs.closeSync(output)
      process.stdout.write(fs.readFileSync(file))
      fs.rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function runLayer(name, output = 1) {
  if (testFiles(name).length === 0)
    return { name, passed: 0, failed: [], skipped: [], seconds: 0, isEmpty: true }
  fs.writeSync(output, `\n── ${name}\n`)
  const startedAt = performance.now()
  const outcome =
    name === 'host' ? await runHostLayer() : await runMocha(name, testFiles(name), { output })
  const ranNone = outcome.passed === 0 && outcome.failed.length === 0
  return {
    name,
    ...outcome,
    failed: ranNone ? [`${name}: none of its tests ran`] : outcome.failed,
    seconds: (performance.now() - startedAt) / 1000,
    isEmpty: false,
  }
}
