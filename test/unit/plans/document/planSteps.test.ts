import assert from 'node:assert/strict'
import { planSteps } from '../../../../server/src/plans/document/planSteps.js'
import { stepProblems } from '../../../../server/src/plans/document/stepProblems.js'
import { lockLoop } from '../../../../server/src/recipes/parts/lockLoop.js'
import { draft, folderOf, withoutBackfill, written } from '../smallPlan.js'

const approvals = [
  { phase: 'validate', gates: ['G1'], why: '' },
  { phase: 'contract', gates: ['G1', 'G2'], why: '' },
] as const
const steps = planSteps(draft, approvals)

suite('the steps of a plan', () => {
  test('are its files, its backfill, its check and the releases, in their order', () =>
    assert.deepEqual(
      steps.map(({ id, type }) => `${type} ${id}`),
      [
        'schema expand/expand',
        'schema expand/expand_index',
        'data migrate/backfill',
        'check migrate/verify',
        'manual application/R1',
        'schema validate/validate_check',
        'check validate/validate_scan',
        'manual application/old-code-gone',
        'schema contract/contract',
        'manual application/R2',
      ],
    ))

  test('name the gates that they wait for, and the query with what it returns', () => {
    assert.deepEqual(step('validate/validate_check').approval, ['G1'])
    assert.deepEqual(step('application/old-code-gone').approval, ['G1', 'G2'])
    assert.equal(step('expand/expand').approval, undefined)
    assert.deepEqual(step('migrate/verify').validation, { query: 'verify.sql', expected: 'no row' })
  })

  test('tell how long a file waits for its locks and how often, as the file itself says', () => {
    const [expand, ...others] = draft.phases
    assert.ok(expand)
    const sql = lockLoop({ tables: ['"User"'], mode: 'ACCESS EXCLUSIVE' })
    const file = { step: 'expand', kind: 'transaction', sql } as const
    const [first] = planSteps(
      { ...draft, phases: [{ ...expand, migrations: [file] }, ...others] },
      [],
    )
    assert.equal(first?.lockTimeoutMs, 300)
    assert.equal(first.attempts, 40)
    assert.equal(step('expand/expand').lockTimeoutMs, undefined)
  })

  test('have no way back where the phase has none', () => {
    assert.equal(step('validate/validate_scan').rollback, 'validate')
    assert.equal(step('contract/contract').rollback, undefined)
  })

  test('have one backfill for each table, and none where nothing is filled', () => {
    assert.ok(draft.backfill)
    const two = planSteps({ ...draft, furtherBackfills: [draft.backfill] }, [])
    assert.deepEqual(
      two.filter(({ type }) => type === 'data').map(({ id, after }) => [id, ...after]),
      [
        ['migrate/backfill', 'expand/expand_index'],
        ['migrate/backfill_2', 'migrate/backfill'],
      ],
    )
    assert.ok(planSteps(withoutBackfill, []).every(({ type }) => type !== 'data'))
  })

  test('in plan.json come after steps that stand before them', () => {
    const text = folderOf(written()).get('plan.json') ?? ''
    assert.deepEqual(stepProblems(text), [])
    assert.deepEqual(problems(text.replace('"migrate/backfill"\n', '"migrate/backfil"\n')), [
      '"migrate/backfil" No step of the plan is called "migrate/backfil".',
    ])
    assert.deepEqual(problems(text.replace('"after": []', '"after": ["expand/expand"]')), [
      '"expand/expand" A step comes after steps that stand before it.',
    ])
  })
})

function problems(text: string): readonly string[] {
  return stepProblems(text).map(({ range, say }) => `${text.slice(range.start, range.end)} ${say}`)
}

function step(id: string) {
  const found = steps.find((one) => one.id === id)
  assert.ok(found, id)
  return found
}
