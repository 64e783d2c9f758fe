import assert from 'node:assert/strict'
import {
  childPlanNodes,
  rootPlanNodes,
  type PlanNode,
} from '../../../client/src/plans/planNodes.js'
import { planNodeText } from '../../../client/src/plans/planText.js'
import type { PlanReport } from '../../../server/src/protocol/messages.js'

const plan: PlanReport = {
  uri: 'file:///work/shop/prisma/plans/1_split',
  readmeUri: 'file:///work/shop/prisma/plans/1_split/README.md',
  name: '1_split',
  title: 'Split customers.name',
  recipe: 'split-column',
  phases: [
    { name: 'Expand', state: 'written', say: 'Deployed at once.', uri: 'file:///e.sql' },
    { name: 'Contract', state: 'held back', say: 'Waits.' },
    { name: 'Clean up', state: 'unknown', say: 'Its file cannot be read.' },
  ],
  proofs: ['No drift in any phase.'],
}

const projects = (...lists: readonly (readonly PlanReport[])[]) => ({
  projects: lists.map((plans, index) => ({
    project: `file:///work/${index}`,
    name: `project ${index}`,
    plans,
  })),
})

function drawn(nodes: readonly PlanNode[], depth = 0): string[] {
  return nodes.flatMap((node) => {
    const { label, description } = planNodeText(node)
    const line = [label, description].filter((text) => text !== undefined).join(' | ')
    return [`${'  '.repeat(depth)}${line}`, ...drawn(childPlanNodes(node), depth + 1)]
  })
}

suite('the tree of plans', () => {
  test('shows each plan with its phases and its proofs', () => {
    assert.deepEqual(drawn(rootPlanNodes(projects([plan]))), [
      'Split customers.name | Contract held back',
      '  Expand | written',
      '  Contract | held back',
      '  Clean up | unknown',
      '  1 proof passed',
      '    No drift in any phase.',
    ])
  })

  test('says what comes next, and which gates keep it', () => {
    const next: NonNullable<PlanReport['next']> = {
      phase: 'contract',
      say: 'Drops the old column.',
      gates: [
        { name: 'deployed:prod', state: 'closed', say: 'Not deployed there.' },
        { name: 'no-old-code', state: 'unknown', say: 'Only you know.' },
        { name: 'deployed:dev', state: 'open', say: 'Deployed.' },
      ],
    }
    assert.deepEqual(drawn(rootPlanNodes(projects([{ ...plan, phases: [], proofs: [], next }]))), [
      'Split customers.name | all phases written',
      '  Next: promote contract | 1 of 3 gates open',
      '    deployed:prod | closed',
      '    no-old-code | unknown',
      '    deployed:dev | open',
    ])
  })

  test('says for each environment how far the plan is, what comes next, and what was counted', () => {
    const environments = [
      {
        name: 'dev',
        phase: 'expand',
        say: 'The expand phase is applied.',
        next: 'Run the backfill.',
      },
      { name: 'prod', say: 'No phase is applied.', oldWrites: 'Old code has written 3 times.' },
      { name: 'test', say: 'Not known.' },
    ]
    assert.deepEqual(
      drawn(rootPlanNodes(projects([{ ...plan, phases: [], proofs: [], environments }]))),
      [
        'Split customers.name | all phases written',
        '  dev | expand applied',
        '    Run the backfill.',
        '  prod | No phase is applied.',
        '    Old code has written 3 times.',
        '  test | Not known.',
      ],
    )
  })

  test('folds plans that were archived into one node behind the others', () => {
    const archived = { ...plan, title: 'Old', phases: [], proofs: [], archived: '2026-11-21' }
    assert.deepEqual(
      drawn(rootPlanNodes(projects([archived, { ...plan, phases: [], proofs: [] }]))),
      ['Split customers.name | all phases written', '1 archived', '  Old | all phases written'],
    )
  })

  test('says of a plan that cannot be read why, and claims nothing else of it', () => {
    const broken = { ...plan, problem: 'plan.json is no JSON.', phases: [], proofs: [] }
    assert.deepEqual(drawn(rootPlanNodes(projects([broken]))), [
      'Split customers.name | cannot be read',
      '  plan.json is no JSON.',
    ])
  })

  test('groups by project when there are several, without those that have none', () => {
    assert.deepEqual(
      rootPlanNodes(projects([plan], [])).map((node) => planNodeText(node).label),
      ['project 0'],
    )
    assert.deepEqual(rootPlanNodes(projects([], [])), [])
  })

  test('each state of a phase has a shape of its own', () => {
    const phases = childPlanNodes({ kind: 'plan', plan }).filter(({ kind }) => kind === 'phase')
    assert.equal(new Set(phases.map((node) => planNodeText(node).icon?.id)).size, 3)
  })

  test('a click opens the README of a plan and the file of a phase', () => {
    const [root] = rootPlanNodes(projects([plan]))
    assert.ok(root)
    assert.equal(planNodeText(root).opens, plan.readmeUri)
    assert.deepEqual(
      childPlanNodes(root).map((node) => planNodeText(node).opens),
      ['file:///e.sql', undefined, undefined, undefined],
    )
  })
})
