// npm run laws -- --cases 2000 --seed 1 [--show 17]
//
// Random changes of random schemas: every plan that is offered must pass all of its proofs, or be refused with a reason.
// Prints a table by edit and every case that broke that law, with its schemas; the exit code is 1 when one did. `--show`
// prints the schemas of one seed.
import { parseArgs } from 'node:util'
import { startEngine, emptyCache } from '../../support/engine.js'
import { planCase, type PlanCase } from './planCase.js'

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    show: { type: 'string' },
  },
})
const cache = emptyCache()
const engine = startEngine(cache.folder)
try {
  const cases =
    values.show === undefined ? await run(Number(values.seed), Number(values.cases)) : []
  const shown = values.show === undefined ? undefined : await planCase(engine, Number(values.show))
  process.stdout.write(shown === undefined ? table(cases) : inFull(shown))
  if (cases.some(isBroken)) process.exitCode = 1
} finally {
  await engine.end()
  cache.remove()
}

async function run(first: number, count: number): Promise<readonly PlanCase[]> {
  const cases: PlanCase[] = []
  for (let seed = first; cases.length < count; seed++) {
    const found = await planCase(engine, seed)
    if (found === undefined) continue
    cases.push(found)
    if (isBroken(found)) process.stdout.write(inFull(found))
    if (cases.length % 50 === 0) process.stderr.write(`${cases.length} of ${count}\n`)
  }
  return cases
}

function isBroken({ plans }: PlanCase): boolean {
  return plans.some(({ kind }) => kind === 'broken')
}

function table(cases: readonly PlanCase[]): string {
  const edits = [...new Set(cases.map(({ edit }) => edit))].toSorted()
  const row = (what: string, of: readonly PlanCase[]) => {
    const plans = of.flatMap((one) => one.plans)
    const count = (kind: string) => String(plans.filter((plan) => plan.kind === kind).length)
    return `| ${what} | ${of.length} | ${count('proved')} | ${count('refused')} | ${count('broken')} |\n`
  }
  return [
    '| Edit | Changes | Plans proved | Refused | Broken |\n| --- | --- | --- | --- | --- |\n',
    ...edits.map((edit) =>
      row(
        edit,
        cases.filter((one) => one.edit === edit),
      ),
    ),
    row('all', cases),
  ].join('')
}

function inFull({ seed, edit, before, after, handmade, plans }: PlanCase): string {
  const broken = plans.map((plan) => `${plan.kind} ${plan.recipe} ${'say' in plan ? plan.say : ''}`)
  return `seed ${seed}: ${edit}\n${before}\n${handmade}-- becomes\n${after}\n${broken.join('\n')}\n\n`
}
