import assert from 'node:assert/strict'
import {
  isUnderWay,
  overlapOf,
  sharedColumns,
} from '../../../../server/src/plans/document/planUnderWay.js'
import { readPlan } from '../../../../server/src/plans/document/readPlan.js'
import type {
  PhaseStanding,
  PlanStanding,
} from '../../../../server/src/plans/document/planStanding.js'
import type { RecipeSubject } from '../../../../server/src/recipes/recipe.js'
import { folderOf, written } from '../smallPlan.js'

const files = written()
const reading = readPlan(folderOf(files).get('plan.json') ?? '')
assert.ok(reading.kind === 'plan')
const { document } = reading
const subject = (table: string, ...columns: string[]) => ({ model: 'User', table, columns })

suite('a plan is under way', () => {
  test('from the first phase on until the last is among the migrations', () => {
    assert.ok(isUnderWay(at('written', 'heldBack', 'heldBack')))
    assert.ok(isUnderWay(at('written', 'promoted', 'heldBack')))
    assert.ok(!isUnderWay(at('written', 'promoted', 'promoted')))
  })

  test('also when its last phase was taken back, or where it stands is not known', () => {
    assert.ok(isUnderWay(at('written', 'promoted', 'takenBack')))
    assert.ok(isUnderWay(at('unknown', 'unknown', 'unknown')))
  })

  test('no more when its first phase was taken back', () =>
    assert.ok(!isUnderWay(at('takenBack', 'takenBack', 'takenBack'))))
})

suite('two plans', () => {
  test('share the columns that both are about, in one table only', () => {
    const one = subject('public.User', 'name', 'fullName')
    assert.deepEqual(sharedColumns(one, subject('public.User', 'fullName', 'age')), ['fullName'])
    assert.deepEqual(sharedColumns(one, subject('public.Post', 'name')), [])
  })

  test('share everything when one is about the whole table', () =>
    assert.deepEqual(sharedColumns(subject('public.User'), subject('public.User', 'name')), [
      'name',
    ]))

  test('may not overlap: the one that is under way is named, with what is still to come', () =>
    assert.equal(
      overlap(subject('public.User', 'name'), at('written', 'promoted', 'heldBack')),
      `The plan "${files.plan}" is under way and changes "name" of "public.User" too: its contract phase is still to come. Finish it, or take it back, before this one.`,
    ))

  test('overlap also where a column of another table, which one changes along, is the other', () => {
    const along = {
      ...subject('public.Post', 'userId'),
      others: [{ table: 'public.User', columns: ['name'] }],
    }
    assert.match(
      overlap(along, at('written', 'heldBack', 'heldBack')) ?? '',
      /changes "name" of "public\.User" too/,
    )
  })

  test('may follow each other, and be about other columns at the same time', () => {
    assert.equal(
      overlap(subject('public.User', 'name'), at('written', 'promoted', 'promoted')),
      undefined,
    )
    assert.equal(
      overlap(subject('public.User', 'age'), at('written', 'heldBack', 'heldBack')),
      undefined,
    )
  })
})

function overlap(of: RecipeSubject, standing: PlanStanding): string | undefined {
  return overlapOf(of, { name: files.plan, document, standing })
}

function at(...states: readonly PhaseStanding['state'][]): PlanStanding {
  const names = ['expand', 'validate', 'contract'] as const
  return {
    phases: names.map((name, index) => ({
      name,
      state: states[index] ?? 'unknown',
      say: '',
      migrations: [],
    })),
    edited: [],
  }
}
