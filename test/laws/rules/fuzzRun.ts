import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { fuzzCase } from './fuzzCase.js'

export type CaseReport = {
  readonly number: number
  readonly what: 'sql' | 'schema'
  /** The mutations, in their order. */
  readonly by: readonly string[]
  /** UTF-16 units of the text. */
  readonly characters: number
  /** Of the processor. */
  readonly ms: number
  readonly findings: number
  /** The law that was broken; absent where all hold. */
  readonly broken?: string
}

/** The longest that one case may take. */
const limitMs = 2000
/** When nothing is heard of a case for so long, it is ended. */
const endlessMs = 30_000

/**
 * Runs the cases in a process of its own, so that one that never ends is seen, ended and told as
 * broken. A process that dies takes the case that it was at with it, and no other.
 */
export async function runFuzz(seed: number, cases: number): Promise<readonly CaseReport[]> {
  const reports: CaseReport[] = []
  while (reports.length < cases) {
    const number = reports.length
    const lost = await runProcess([seed, number, cases], (report) =>
      reports.push(withinLimit(report)),
    )
    if (lost !== undefined) reports.push(lostCase(seed, reports.length, lost))
  }
  return reports
}

function withinLimit(report: CaseReport): CaseReport {
  return report.ms <= limitMs || report.broken !== undefined
    ? report
    : { ...report, broken: `It took ${Math.round(report.ms)} ms.` }
}

function lostCase(seed: number, number: number, broken: string): CaseReport {
  const { what, text, by } = fuzzCase(seed, number)
  return { number, what, by, characters: text.length, ms: endlessMs, findings: 0, broken }
}

/** Resolves with why the process ended before its last case, undefined when it did not. */
function runProcess(
  order: readonly [seed: number, from: number, to: number],
  onReport: (report: CaseReport) => void,
): Promise<string | undefined> {
  const child = fork(fileURLToPath(new URL('./fuzzChild.ts', import.meta.url)), order.map(String), {
    execArgv: ['--import', 'tsx'],
  })
  return new Promise((resolve, reject) => {
    let isReady = false
    let left = order[2] - order[1]
    let lost: string | undefined
    let watch: NodeJS.Timeout | undefined
    child.on('message', (message: CaseReport | 'ready') => {
      clearTimeout(watch)
      if (message === 'ready') isReady = true
      else {
        left -= 1
        onReport(message)
      }
      watch = setTimeout(() => {
        lost = `It did not end within ${endlessMs / 1000} s.`
        child.kill('SIGKILL')
      }, endlessMs)
    })
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      clearTimeout(watch)
      if (!isReady) reject(new Error(`The fuzz did not start (${code ?? signal}).`))
      else resolve(left > 0 ? (lost ?? `The process died (${code ?? signal}).`) : undefined)
    })
  })
}
