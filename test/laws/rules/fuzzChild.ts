// Started by fuzzRun.ts with a seed and the numbers of the first case and behind the last: runs the cases one after the
// other, and says after each of them how it went.
import { fuzzCase } from './fuzzCase.js'
import type { CaseReport } from './fuzzRun.js'
import { checkSchemaLaws } from './schemaLaws.js'
import { checkSqlLaws } from './sqlLaws.js'

const [seed = 0, from = 0, to = 0] = process.argv.slice(2).map(Number)

await sent('ready')
for (let number = from; number < to; number += 1) await sent(report(number))
process.disconnect()

/** Waits until it is on its way: the next case may keep this process busy for good. */
function sent(message: object | string): Promise<void> {
  return new Promise((resolve) => process.send?.(message, () => resolve()))
}

/** Of the processor: other work on the machine does not make a case slow. */
function cpuMs({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000
}

function report(number: number): CaseReport {
  const { what, text, by } = fuzzCase(seed, number)
  const startedAt = process.cpuUsage()
  const done = (outcome: Pick<CaseReport, 'findings' | 'broken'>): CaseReport => ({
    ...{ number, what, by, characters: text.length },
    ms: cpuMs(process.cpuUsage(startedAt)),
    ...outcome,
  })
  try {
    const check = what === 'sql' ? checkSqlLaws : checkSchemaLaws
    return done({ findings: check(text, number).length })
  } catch (error) {
    const broken = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return done({ findings: 0, broken: broken.slice(0, 2000) })
  }
}
