import assert from 'node:assert/strict'
import type { RehearsalStage } from '../../../../server/src/engine/engine.js'
import type { RehearsalStep } from '../../../../server/src/engine/messages.js'
import { emptyCatalogue } from '../../../../server/src/engine/catalogue.js'
import { blueGreen } from '../../../../server/src/plans/cutover/blueGreen.js'
import type { Cutover, CutoverScript } from '../../../../server/src/plans/cutover/cutover.js'
import { proveCutover } from '../../../../server/src/plans/cutover/proveCutover.js'

const script = (path: string, sql: string, proof: CutoverScript['proof'] = 'run') => ({
  ...{ path, sql, proof },
  on: 'blue' as const,
  expected: 'no row',
  say: 'A check.',
})

const cutover = (...scripts: readonly CutoverScript[]): Cutover => ({
  recipe: 'blue-green',
  slug: 'blue_green',
  title: '',
  introduction: '',
  answers: {},
  prerequisites: [],
  windows: [],
  steps: [],
  scripts,
  named: [],
})

/** A database that refuses every statement with `missing` in it. */
function engineWith(sent: string[]): { stage: () => Promise<RehearsalStage> } {
  const run = (steps: readonly RehearsalStep[]) => {
    sent.push(...steps.map(({ sql }) => sql))
    return Promise.resolve(
      steps.map(({ sql }) =>
        sql.includes('missing')
          ? {
              kind: 'failed' as const,
              failure: { sqlState: '42P01', message: 'relation "missing" does not exist' },
            }
          : { kind: 'rows' as const, columns: [], rows: [], affected: 0 },
      ),
    )
  }
  const stage = {
    postgres: 'PostgreSQL 18.6',
    run,
    diff: () => Promise.reject(new Error('not asked')),
    catalogue: () => Promise.resolve(emptyCatalogue),
    close: () => Promise.resolve(),
  }
  return { stage: () => Promise.resolve(stage) }
}

suite('the SQL of a plan that moves a database', () => {
  test('a check that does not run ends it, with what the database said', async () => {
    const report = await proveCutover(
      cutover(script('checks/a.sql', 'SELECT 1'), script('checks/b.sql', 'SELECT FROM missing')),
      engineWith([]),
      3,
    )
    assert.deepEqual(report, {
      kind: 'failed',
      proof: 'P3',
      say: 'The file "checks/b.sql" does not run.',
      counterExample: {
        detail: '42P01: relation "missing" does not exist',
        sql: 'SELECT FROM missing',
      },
    })
  })

  test('what names another server is not sent, and is counted as not run', async () => {
    const sent: string[] = []
    const report = await proveCutover(
      cutover(
        script('checks/a.sql', 'SELECT 1'),
        script('scripts/subscription.sql', 'CREATE SUBSCRIPTION', 'elsewhere'),
      ),
      engineWith(sent),
      3,
    )
    assert.ok(report.kind === 'passed')
    assert.deepEqual(report.proof.figures, { files: 1, elsewhere: 1 })
    assert.ok(!sent.includes('CREATE SUBSCRIPTION'))
  })

  test('before PostgreSQL 16 nothing follows back, and the plan says what that costs', () => {
    const catalogue = {
      ...emptyCatalogue,
      tables: {
        'public.User': {
          ...{ oid: 1, schema: 'public', name: 'User', kind: 'table' as const, rowSecurity: false },
          ...{ columns: [], indexes: [], triggers: [], policies: [], constraints: [] },
        },
      },
    }
    const plan = blueGreen({
      catalogue,
      identities: new Set(['public.User']),
      postgresVersion: 15,
      times: { switchMinutes: 15, rollbackHours: 72 },
    })
    assert.ok(!('kind' in plan))
    assert.ok(!plan.scripts.some(({ path }) => path.includes('reverse')))
    const back = plan.steps.find(({ id }) => id === 'contract/roll-back-window')
    assert.match(back?.say ?? '', /what was written since the switch is lost/)
  })
})
