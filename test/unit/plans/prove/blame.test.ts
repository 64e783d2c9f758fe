import assert from 'node:assert/strict'
import type { Catalogue } from '../../../../server/src/engine/catalogue.js'
import type { RehearsalStepResult } from '../../../../server/src/engine/messages.js'
import type { SqlFailure } from '../../../../server/src/engine/trace.js'
import {
  isOwnFailure,
  messagePattern,
  type OwnFailures,
} from '../../../../server/src/plans/prove/blame.js'
import type { Rehearsal } from '../../../../server/src/plans/prove/rehearsal.js'
import { checkColumnsExist } from '../../../../server/src/plans/prove/staleClient.js'
import { catalogue, column, table } from '../catalogues.js'

const write = {
  kind: 'create',
  sql: 'INSERT',
  checked: 'INSERT',
  assigned: new Map<string, string>(),
} as const

suite('a write that fails', () => {
  test('by a constraint from before the plan would have failed anyway', async () => {
    const message = 'new row for relation "User" violates check constraint "age_check"'
    assert.ok(await own({ sqlState: '23514', message }, { ownConstraints: new Set(['age_check']) }))
    assert.ok(!(await own({ sqlState: '23514', message })))
  })

  test('as others did before the plan would have failed anyway, whatever the numbers', async () => {
    const patterns = new Set([messagePattern({ sqlState: 'P0001', message: 'row 17 is closed' })])
    assert.ok(await own({ sqlState: 'P0001', message: 'row 4 is closed' }, { patterns }))
  })

  test('by a NULL is the fault of the plan: no version writes one where none may be', async () =>
    assert.ok(!(await own({ sqlState: '23502', message: 'null value in column "slug"' }))))

  test('by something that is not there is the fault of the plan', async () =>
    assert.ok(!(await own({ sqlState: '42703', message: 'column "name" does not exist' }))))

  test('by an exception is the fault of the plan when its functions raise any', async () => {
    const failure = { sqlState: 'P0001', message: 'no' }
    const before = catalogue([table('User', [], { triggers: [{ name: 't', definition: '' }] })])
    assert.ok(await own(failure, { before }))
    assert.ok(!(await own(failure, { before, planRaises: true })))
    assert.ok(!(await own(failure)))
  })

  test('by its own values fails without any trigger too', async () => {
    const failure = { sqlState: '22003', message: 'integer out of range' }
    const nothing = { kind: 'rows', columns: [], rows: [], affected: 0 } as const
    const again = (third: RehearsalStepResult) => [nothing, nothing, third, nothing]
    assert.ok(await own(failure, {}, again({ kind: 'failed', failure })))
    assert.ok(!(await own(failure, {}, again(nothing))))
  })
})

suite('a version of the application', () => {
  const of = (...columns: readonly ReturnType<typeof column>[]): Catalogue =>
    catalogue([table('User', columns)])
  const check = (after: Catalogue) =>
    checkColumnsExist(
      of(column('tags', 'text')),
      after,
      'public.User',
      ['tags'],
      'The old version',
      'expand',
    )

  test('may stay while its columns are there, also with another type', () =>
    assert.equal(check(of(column('tags', 'int8'))), undefined))

  test('fails when a column is gone, has become an array, or the table is gone', () => {
    assert.match(check(of())?.say ?? '', /"tags" of "public.User" is gone after the expand phase/)
    assert.match(check(of(column('tags', 'text[]')))?.say ?? '', /has another shape/)
    assert.match(check(catalogue([]))?.say ?? '', /^The table "public.User" is gone/)
  })
})

function own(
  failure: SqlFailure,
  known: Partial<OwnFailures> = {},
  answers: readonly RehearsalStepResult[] = [],
): Promise<boolean> {
  const rehearsal: Rehearsal = {
    run: () => Promise.resolve(answers),
    diff: () => Promise.reject(new Error('Nothing is compared here.')),
    catalogue: () => Promise.reject(new Error('Nothing is read here.')),
  }
  return isOwnFailure(rehearsal, write, failure, {
    before: catalogue([]),
    ownConstraints: new Set(),
    patterns: new Set(),
    planRaises: false,
    ...known,
  })
}
