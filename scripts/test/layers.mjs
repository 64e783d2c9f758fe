import { performance } from 'node:perf_hooks'
import { testFiles } from './files.mjs'
import { runHostLayer } from './hostLayer.mjs'
import { runMocha } from './mocha.mjs'

export const layers = ['unit', 'laws', 'server', 'database', 'host']

/** { name, passed, failed: titles, skipped: titles, seconds, isEmpty }. */
export async function runLayer(name) {
  if (testFiles(name).length === 0)
    return { name, passed: 0, failed: [], skipped: [], seconds: 0, isEmpty: true }
  console.log(`\n── ${name}`)
  const startedAt = performance.now()
  const outcome = name === 'host' ? await runHostLayer() : await runMocha(name, testFiles(name))
  const ranNone = outcome.passed === 0 && outcome.failed.length === 0
  return {
    name,
    ...outcome,
    failed: ranNone ? [`${name}: none of its tests ran`] : outcome.failed,
    seconds: (performance.now() - startedAt) / 1000,
    isEmpty: false,
  }
}
