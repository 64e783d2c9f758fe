import assert from 'node:assert/strict'
import { planRefusal } from '../../../client/src/plans/planRefusal.js'
import type { PlanGateReport } from '../../../server/src/protocol/messages.js'

const plan = { title: 'Split customers.name' }

suite('why an act on a plan is refused', () => {
  const closed = (name: string): PlanGateReport => ({
    name: `not-applied:${name}`,
    state: 'closed',
    say: `It has run in ${name}.`,
  })
  const open: PlanGateReport = {
    name: 'not-applied:dev',
    state: 'open',
    say: 'Nothing ran in dev.',
  }

  test('is the sentence of the server, with the gates that are closed', () =>
    assert.equal(
      planRefusal(plan, { say: 'It has run already.', gates: [open, closed('prod')], notes: [] }),
      'It has run already. It has run in prod.',
    ))

  test('names two of them, and counts the others', () =>
    assert.equal(
      planRefusal(plan, {
        say: 'Closed.',
        gates: ['a', 'b', 'c', 'd'].map(closed),
        notes: [],
      }),
      'Closed. It has run in a. It has run in b. 2 more stand in the view Plans.',
    ))

  test('has words when the server gives none', () =>
    assert.equal(
      planRefusal(plan, { gates: [], notes: [] }),
      'Nothing can be done with Split customers.name now.',
    ))
})
