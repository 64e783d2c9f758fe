import assert from 'node:assert/strict'
import { nextActIn } from '../../../../server/src/features/planActs/nextAct.js'
import type { PlanDocument } from '../../../../server/src/plans/document/planDocument.js'
import { readPlan } from '../../../../server/src/plans/document/readPlan.js'
import type { PlanStanding } from '../../../../server/src/plans/document/planStanding.js'
import type { EnvironmentView } from '../../../../server/src/project/environmentService.js'
import { oldWriteCounters } from '../../../../server/src/project/oldWriteCounters.js'
import { folderOf, written, withoutBackfill } from '../../plans/smallPlan.js'

const document = documentOf(written())
const [first = '', second = ''] = written().migrations.map(({ folder }) => folder)

suite('what comes next for a plan in an environment', () => {
  test('is to deploy what is written and not applied there', () => {
    assert.equal(next([]), `Deploy the expand phase: "${first}" and 1 more.`)
    assert.equal(next([first]), `Deploy the expand phase: "${second}".`)
  })

  test('is the backfill, once everything in front of the held back phase is applied', () =>
    assert.equal(
      next([first, second]),
      'Run the backfill until verify.sql returns no row; then promote the validate phase.',
    ))

  test('is to resolve what verify.sql returns where there is nothing to fill', () =>
    assert.match(
      next([first, second], documentOf(written(withoutBackfill))),
      /^Resolve what verify\.sql returns,/,
    ))

  test('is to read the environment where nothing is known of it', () =>
    assert.equal(
      nextActIn(document, standingAt(['written', 'heldBack', 'heldBack']), {
        ...viewOf([]),
        standing: { kind: 'unknown', why: 'never-read', say: 'Not read yet.' },
      }),
      'Refresh "prod": where it stands is not known.',
    ))

  test('is the way back, when the phase was taken back and that is not deployed', () => {
    const [expand, ...others] = document.phases
    assert.ok(expand)
    const back = { at: '2026-11-21T00:00:00Z', migration: '3_back' }
    const taken = { ...document, phases: [{ ...expand, takenBack: back }, ...others] }
    const standing = standingAt(['takenBack', 'heldBack', 'heldBack'])
    assert.equal(
      nextActIn(taken, standing, viewOf([first, second])),
      'Deploy "3_back", which takes a phase back.',
    )
    assert.equal(
      nextActIn(taken, standing, viewOf([first, second, '3_back'])),
      'Nothing: the plan was taken back.',
    )
  })

  test('is nothing when every phase is applied', () => {
    const only = { ...document, phases: document.phases.slice(0, 1) }
    assert.equal(
      nextActIn(only, standingAt(['written']), viewOf([first, second])),
      'Nothing: every phase is applied.',
    )
  })
})

suite('the counters of a plan', () => {
  test('are found in the files that make them, by their quoted names only', () => {
    const sql = `CREATE SEQUENCE IF NOT EXISTS concertina."users.na""me.old_writes";
CREATE SEQUENCE IF NOT EXISTS concertina."users.id.new";
CREATE SEQUENCE IF NOT EXISTS concertina.old_writes;`
    const plan = {
      name: 'p',
      folder: '/p',
      reading: {
        kind: 'plan',
        document,
        standing: standingAt(['written', 'heldBack', 'heldBack']),
      },
      textOf: () => sql,
    } as const
    assert.deepEqual(oldWriteCounters(plan), ['concertina."users.na""me.old_writes"'])
  })
})

function next(applied: readonly string[], plan = document): string {
  return nextActIn(plan, standingAt(['written', 'heldBack', 'heldBack']), viewOf(applied))
}

function documentOf(files: ReturnType<typeof written>): PlanDocument {
  const reading = readPlan(folderOf(files).get('plan.json') ?? '')
  assert.ok(reading.kind === 'plan')
  return reading.document
}

function standingAt(states: readonly PlanStanding['phases'][number]['state'][]): PlanStanding {
  return {
    edited: [],
    phases: document.phases.slice(0, states.length).map(({ name }, index) => ({
      name,
      state: states[index] ?? 'unknown',
      say: '',
      migrations: [],
    })),
  }
}

function viewOf(applied: readonly string[]): EnvironmentView {
  const migrations = applied.map((name) => ({ name, state: 'applied' }))
  return {
    environment: { name: 'prod', order: 1, protected: false, urlEnv: 'URL' },
    refreshing: false,
    standing: { kind: 'known', migrations },
  } as unknown as EnvironmentView
}
