import assert from 'node:assert/strict'
import type { RehearsalStep, RehearsalStepResult } from '../../../../server/src/engine/messages.js'
import { checkSecondPass, startBackfill } from '../../../../server/src/plans/prove/backfillRun.js'
import type { Rehearsal } from '../../../../server/src/plans/prove/rehearsal.js'
import { checkVerifyFinds } from '../../../../server/src/plans/prove/verifyFinds.js'
import { draft } from '../smallPlan.js'

const backfill = { table: 'public.T', key: ['a', 'b'], from: ['0', ''], sql: 'BATCH' }

suite('a pass of the backfill', () => {
  test('goes from key to key until there is none, and counts the rows', async () => {
    const asked: RehearsalStep[] = []
    const pass = startBackfill(
      answering([rows('1', 'x', '10'), rows('2', 'y', '10'), rows(null, null, '3')], asked),
      backfill,
      10,
      9,
    )
    while (!pass.finished()) assert.equal(await pass.next(), undefined)
    assert.deepEqual(
      asked.map(({ parameters }) => parameters),
      [
        ['0', '', '10'],
        ['1', 'x', '10'],
        ['2', 'y', '10'],
      ],
    )
    assert.deepEqual([pass.batches(), pass.rows()], [3, 23])
  })

  test('ends when a batch finds no row at all', async () => {
    const none = { kind: 'rows', columns: ['a', 'b', 'rows'], rows: [], affected: 0 } as const
    const pass = startBackfill(answering([none]), backfill, 10, 9)
    await pass.next()
    assert.ok(pass.finished())
  })

  test('that comes to a key again never ends', async () => {
    const pass = startBackfill(
      answering([rows('1', 'x', '0'), rows('1', 'x', '0')]),
      backfill,
      10,
      9,
    )
    await pass.next()
    const problem = await pass.next()
    assert.equal(problem?.proof, 'P11')
    assert.equal(problem?.counterExample.detail, 'After 2 batches it is at the key 1, x again.')
    assert.match(problem?.counterExample.sql ?? '', /^-- \$1 = 1, \$2 = x, \$3 = 10\nBATCH$/)
  })

  test('that takes too many batches never ends', async () => {
    const pass = startBackfill(answering([rows('1', 'x', '0')]), backfill, 10, 1)
    assert.equal(
      (await pass.next())?.counterExample.detail,
      'It is not finished after 1 batches of 10 rows.',
    )
  })

  test('whose batch fails shows the batch', async () => {
    const failure = { sqlState: '22003', message: 'integer out of range' }
    const pass = startBackfill(answering([{ kind: 'failed', failure }]), backfill, 10, 9)
    const problem = await pass.next()
    assert.equal(problem?.say, 'A batch of the backfill fails.')
    assert.equal(problem?.counterExample.detail, '22003: integer out of range')
  })

  test('whose batch does not say how far it came is refused', async () => {
    const odd = { kind: 'rows', columns: ['a'], rows: [['1']], affected: 0 } as const
    const problem = await startBackfill(answering([odd]), backfill, 10, 9).next()
    assert.equal(problem?.say, 'A batch of the backfill does not say how far it came.')
  })

  test('that finds work in rows which were done is refused', async () => {
    const problem = await checkSecondPass(answering([rows(null, null, '3')]), backfill, 10, 9)
    assert.equal(problem?.say, 'Rows that the backfill has changed are pending again afterwards.')
    assert.equal(
      await checkSecondPass(answering([rows(null, null, '0')]), backfill, 10, 9),
      undefined,
    )
  })
})

suite('the query of the proof', () => {
  const nothing = { kind: 'rows', columns: [], rows: [], affected: 0 } as const
  const failure = { sqlState: '42703', message: 'column "x" does not exist' }
  const answers = (damage: RehearsalStepResult, found: RehearsalStepResult) => [
    nothing,
    nothing,
    nothing,
    damage,
    found,
    nothing,
  ]

  test('must be one statement', async () => {
    const problem = await checkVerifyFinds(answering([]), {
      ...draft,
      verify: 'SELECT 1; SELECT 2',
    })
    assert.equal(problem?.say, 'verify.sql holds 2 statements, and it must hold one query.')
  })

  test('must find the damage', async () => {
    assert.equal(
      await checkVerifyFinds(answering(answers(nothing, rows('1', 'x', '1'))), draft),
      undefined,
    )
    const problem = await checkVerifyFinds(answering(answers(nothing, nothing)), draft)
    assert.equal(problem?.proof, 'P12')
  })

  test('is told apart from damage that cannot be done', async () => {
    const bad: RehearsalStepResult = { kind: 'failed', failure }
    assert.equal(
      (await checkVerifyFinds(answering(answers(bad, nothing)), draft))?.say,
      'The rehearsed damage cannot be done.',
    )
    assert.equal(
      (await checkVerifyFinds(answering(answers(nothing, bad)), draft))?.say,
      'verify.sql fails.',
    )
  })
})

function rows(a: string | null, b: string | null, count: string): RehearsalStepResult {
  return { kind: 'rows', columns: ['a', 'b', 'rows'], rows: [[a, b, count]], affected: 0 }
}

/** A stage that gives these answers, whatever it is asked. */
function answering(
  answers: readonly RehearsalStepResult[],
  asked: RehearsalStep[] = [],
): Rehearsal {
  const left = [...answers]
  return {
    run: (steps) => {
      asked.push(...steps)
      return Promise.resolve(left.splice(0, steps.length))
    },
    diff: () => Promise.reject(new Error('Nothing is compared here.')),
    catalogue: () => Promise.reject(new Error('Nothing is read here.')),
  }
}
