import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { examples } from '../../../../bench/recipes/examples/index.js'
import {
  errorsOf,
  longestOf,
  missedTargets,
  type Measure,
  type PlanMeasure,
} from '../../../../bench/recipes/measure.js'
import {
  keptFile,
  pageFile,
  pageOf,
  type KeptMeasures,
} from '../../../../bench/recipes/measuredPage.js'
import { measuresTable } from '../../../../bench/recipes/measuresTable.js'

const quiet: PlanMeasure = {
  statements: 900,
  errors: [],
  before: { phase: 'before', statements: 300, p99: 4, longest: 9, slowest: '' },
  during: [
    { phase: 'expand', statements: 300, p99: 5, longest: 310.2, slowest: '' },
    { phase: 'contract', statements: 300, p99: 5, longest: 22, slowest: '' },
  ],
  locks: [],
  diverging: 0,
  divergingWhere: [],
  phases: [{ phase: 'expand', seconds: 1.25 }],
}

const refused = { phase: 'migration', message: '', sql: '', count: 2, sqlState: '42703' }

function measure(plan: Partial<PlanMeasure>): Measure {
  return {
    recipe: 'rename-column',
    operation: 'B1',
    rows: 10_000,
    postgres: '18.4',
    date: '2026-11-21',
    load: 1.5,
    plan: { ...quiet, ...plan },
    naive: { ...quiet, errors: [{ ...refused, version: 'old' }], seconds: 0.5, lost: 10_000 },
  }
}

suite('the measures of recipes', () => {
  test('no recipe has two examples', () =>
    assert.equal(new Set(examples.map(({ recipe }) => recipe)).size, examples.length))

  test('a plan without errors, diverging rows and waits over 400 ms meets every target', () =>
    assert.deepEqual(missedTargets(measure({})), []))

  test('each target that is missed is named', () => {
    const slow = { phase: 'validate', statements: 9, p99: 5, longest: 401, slowest: '' }
    assert.deepEqual(missedTargets(measure({ during: [slow] })), ['wait'])
    assert.deepEqual(missedTargets(measure({ diverging: 1 })), ['diverging rows'])
    assert.deepEqual(missedTargets(measure({ failure: '55P03' })), ['ended early'])
    const error = { ...refused, version: 'new' as const }
    assert.deepEqual(missedTargets(measure({ errors: [error] })), ['errors'])
  })

  test('what was slow before the first phase is no wait of the plan', () => {
    const before = { ...quiet.before, longest: 2000 }
    assert.deepEqual(missedTargets(measure({ before })), [])
    assert.equal(longestOf({ ...quiet, before })?.phase, 'expand')
  })

  test('errors are counted by the version that saw them', () => {
    const { naive } = measure({})
    assert.deepEqual([errorsOf(naive), errorsOf(naive, 'old'), errorsOf(naive, 'new')], [2, 2, 0])
  })

  test('a row says what the plan cost, and what Prisma’s migration did', () => {
    const [, , row] = measuresTable([measure({})], []).split('\n')
    assert.equal(
      row,
      '| rename-column | 10,000 | 0 | 0 | 310 ms | 4.0 ms, 5.0 ms | expand 1.3 s | met | 2 (old 42703) | 10,000 | 310 ms | 0.5 s |',
    )
  })

  test('a recipe that could not be measured stands in the table with the reason', () =>
    assert.match(
      measuresTable([], [{ recipe: 'add-index', say: 'no example' }]),
      /add-index \| no/,
    ))

  test('the page is what the bench makes of the kept measures', () => {
    const kept = JSON.parse(readFileSync(keptFile, 'utf8')) as KeptMeasures
    assert.equal(readFileSync(pageFile, 'utf8'), pageOf(kept))
    for (const id of kept.recipes) assert.match(pageOf(kept), new RegExp(`\\b${id}\\b`))
  })
})
