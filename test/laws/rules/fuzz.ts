// npm run fuzz -- --cases 5000 --seed 1 [--show 17]
//
// Spoiled SQL files and schemas through everything that reads them. Prints a table by mutation and every case that broke
// a law; the exit code is 1 when one did. `--show` prints the text of one case.
import { parseArgs } from 'node:util'
import { fuzzCase } from './fuzzCase.js'
import { printedColumns } from './printedColumns.js'
import { runFuzz, type CaseReport } from './fuzzRun.js'
import { mutations } from './mutations.js'

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
    show: { type: 'string' },
  },
})
const seed = Number(values.seed)

if (values.show !== undefined) process.stdout.write(fuzzCase(seed, Number(values.show)).text)
else print(await runFuzz(seed, Number(values.cases)))

function print(reports: readonly CaseReport[]): void {
  const names = [...Object.keys(mutations)]
  const rows = [
    ...names.map((name) =>
      row(
        name,
        reports.filter(({ by }) => by.includes(name)),
      ),
    ),
    row(
      'SQL files',
      reports.filter(({ what }) => what === 'sql'),
    ),
    row(
      'schemas',
      reports.filter(({ what }) => what === 'schema'),
    ),
    row('all', reports),
  ]
  process.stdout.write(`${printedColumns(rows)}\n`)
  for (const { number, what, by, broken } of reports) {
    if (broken === undefined) continue
    process.stdout.write(`\n${what} ${number} (${by.join(', ')}): ${broken}\n`)
  }
  process.exitCode = reports.some(({ broken }) => broken !== undefined) ? 1 : 0
}

function row(what: string, reports: readonly CaseReport[]) {
  const times = reports.map(({ ms }) => ms).toSorted((left, right) => left - right)
  const at = (share: number) => Math.round(times[Math.floor(share * (times.length - 1))] ?? 0)
  return {
    what,
    cases: reports.length,
    'with findings': reports.filter(({ findings }) => findings > 0).length,
    'laws broken': reports.filter(({ broken }) => broken !== undefined).length,
    'median ms': at(0.5),
    'p99 ms': at(0.99),
    'longest ms': at(1),
  }
}
