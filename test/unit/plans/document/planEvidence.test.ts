import assert from 'node:assert/strict'
import {
  backfillEstimate,
  fileEstimate,
  riskOf,
} from '../../../../server/src/plans/document/planEvidence.js'
import { draft, withoutBackfill } from '../smallPlan.js'

const sizes = {
  environment: 'prod',
  at: '2026-11-20T09:30:00.000Z',
  tables: [
    { table: 'public.User', rows: 400_001, bytes: 48_000_000 },
    { table: 'public.Log', bytes: 8192 },
  ],
}
const altering = {
  step: 'expand',
  locks: [
    { relation: 'public.User', mode: 'AccessExclusiveLock' },
    { relation: 'public.Team', mode: 'AccessShareLock' },
  ],
} as const
const table = 'public.User'

suite('what is known of a plan’s risk and times', () => {
  test('a lock that was measured is named, and those that nobody waits for are not', () => {
    assert.equal(
      fileEstimate({ kind: 'transaction' }, altering, table, {}),
      'Measured in process: ACCESS EXCLUSIVE on "public.User". No table is written or read whole under it: a moment once it has its locks.',
    )
    const quiet = { step: 'expand', locks: altering.locks.slice(1) }
    assert.match(
      fileEstimate({ kind: 'transaction' }, quiet, table, {}),
      /^Measured in process: no lock that reads or writes wait for\./,
    )
  })

  test('what depends on the rows is not measured, with their number where an environment told it', () => {
    assert.equal(
      fileEstimate({ kind: 'alone' }, undefined, table, {}),
      'Not measured: it runs outside a transaction, and takes as long as it reads the rows.',
    )
    assert.equal(
      fileEstimate({ kind: 'scan' }, undefined, table, { sizes }),
      'Not measured: it depends on the rows (about 400,001 rows, 46 MB in prod).',
    )
  })

  test('of a backfill the batches are told and the pauses between them, and never a duration', () => {
    const backfill = { table, key: ['id'], from: ['0'], sql: '' }
    assert.equal(
      backfillEstimate(backfill, { sizes }),
      '401 batches of 1,000 (about 400,001 rows, 46 MB in prod): at least 41 s, the pauses between them. How long a batch takes is not measured.',
    )
    assert.equal(backfillEstimate(backfill, {}), 'Not measured: it depends on the rows.')
    assert.equal(
      backfillEstimate({ ...backfill, table: 'public.Log' }, { sizes }),
      'Not measured: how many rows "public.Log" has in prod is not known (8 kB in prod).',
    )
  })

  test('without measured locks nothing is said of the risk', () => {
    assert.equal(riskOf(draft, {}), undefined)
    assert.equal(riskOf(draft, { sizes }), undefined)
  })

  test('the risk is high where there is no way back, and low where nothing stops and nothing is written', () => {
    const [expand] = draft.phases
    assert.ok(expand)
    const rollback = { sql: 'DROP …', loses: 'Nothing.' }
    const plain = withoutBackfill
    const simple = { ...plain, phases: [{ ...expand, rollback }] }
    assert.deepEqual(riskOf(simple, { measured: [] }), {
      level: 'low',
      say: 'Measured in process: no file stops a query.',
    })
    assert.deepEqual(riskOf(simple, { measured: [altering] }), {
      level: 'medium',
      say: 'expand stops every query on a table for a moment.',
    })
    const final = { ...expand, rollback: { sql: '', loses: 'The values of "name".' } }
    assert.deepEqual(riskOf({ ...plain, phases: [final] }, { measured: [] }), {
      level: 'high',
      say: 'No way back from expand: The values of "name".',
    })
  })
})
