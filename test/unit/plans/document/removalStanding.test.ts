import assert from 'node:assert/strict'
import type { PhaseStanding } from '../../../../server/src/plans/document/planStanding.js'
import {
  removalRange,
  removalStanding,
} from '../../../../server/src/plans/document/removalStanding.js'

const removal = { date: '2027-02-19', views: ['compat_v1.User'], of: '20261120093000_rename' }

const standing = (first: PhaseStanding['state'], last: PhaseStanding['state']) => ({
  phases: [
    { name: 'expand' as const, state: first, say: '', migrations: [] },
    { name: 'contract' as const, state: last, say: '', migrations: [] },
  ],
  edited: [],
})

const at = (day: string) => new Date(`${day}T12:00:00Z`)

suite('when the views of a plan go', () => {
  test('they stay through their last day', () => {
    assert.deepEqual(removalStanding(removal, standing('written', 'heldBack'), at('2027-02-19')), {
      overdue: false,
      say: 'View "compat_v1.User" goes on 2027-02-19 or before.',
    })
  })

  test('the day after they are overdue, and it is said what to do', () => {
    const views = ['compat_v1.User', 'compat_v1.Post']
    assert.deepEqual(
      removalStanding({ ...removal, views }, standing('written', 'heldBack'), at('2027-02-20')),
      {
        overdue: true,
        say: 'Views "compat_v1.User", "compat_v1.Post" should have gone on 2027-02-19. Promote the contract phase when nobody reads them any more, or give removal.date in plan.json another day.',
      },
    )
  })

  test('nothing is said of views that have gone, or were taken back', () => {
    const late = at('2028-01-01')
    assert.equal(removalStanding(removal, standing('written', 'promoted'), late), undefined)
    assert.equal(removalStanding(removal, standing('takenBack', 'heldBack'), late), undefined)
    assert.equal(removalStanding(undefined, standing('written', 'heldBack'), late), undefined)
  })

  test('the day is found in plan.json, for the editor', () => {
    const text = JSON.stringify({ version: 1, removal })
    const range = removalRange(text)
    assert.equal(text.slice(range?.start, range?.end), '"2027-02-19"')
    assert.equal(removalRange('{'), undefined)
  })
})
