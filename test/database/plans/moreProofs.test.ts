import assert from 'node:assert/strict'
import type { Engine } from '../../../server/src/engine/engine.js'
import { provePlan } from '../../../server/src/plans/prove/provePlan.js'
import type { ProofId } from '../../../server/src/plans/prove/proofReport.js'
import type { PlanDraft, PlannedLens } from '../../../server/src/recipes/recipe.js'
import { historyOf, startEngine, temporaryCache } from '../../support/engine.js'
import { renamePlan, shopHistory, shopSchema } from './handmadePlans.js'
import { proofContext } from './proving.js'
import { requiredColumnPlan } from './requiredColumnPlan.js'

const schema = shopSchema('  name String @db.VarChar(40)\n  slug String')

suite('what a plan does to others, and to values', () => {
  const cache = temporaryCache()
  let engine: Engine
  suiteSetup(async () => {
    engine = startEngine(cache.folder)
    engine.open(historyOf(shopHistory))
    await engine.replay(1)
  })
  suiteTeardown(async () => {
    await engine.end()
    cache.remove()
  })

  const prove = async (plan: PlanDraft) =>
    provePlan(plan, await proofContext(engine, 1, schema, { writes: 40 }))
  const proved = async (plan: PlanDraft, id: ProofId) => {
    const report = await prove(plan)
    assert.ok(report.kind === 'proved', JSON.stringify(report))
    return report.proofs.find((proof) => proof.id === id) ?? assert.fail(id)
  }
  const fails = async (plan: PlanDraft, id: ProofId, say: RegExp) => {
    const report = await prove(plan)
    assert.ok(report.kind === 'failed', JSON.stringify(report))
    assert.equal(report.proof, id, JSON.stringify(report))
    assert.match(report.say, say)
  }

  test('P6, P7: the locks of its files are measured, and who waits is derived from them', async () => {
    const locks = await proved(requiredColumnPlan, 'P6')
    assert.match(
      locks.say,
      /^\d files measured before their COMMIT .* The strongest is ACCESS EXCLUSIVE on "public\.User"\.$/,
    )
    const waits = await proved(requiredColumnPlan, 'P7')
    assert.match(waits.say, /each gives up asking after 300ms and lets others pass/)
  })

  test('P6: a table that is read while nobody may use it', () =>
    fails(
      edited(/SET NOT NULL;\nALTER TABLE "User" DROP CONSTRAINT/, 'SET NOT NULL, DROP CONSTRAINT'),
      'P6',
      /^The file "validate" reads the whole of "public\.User" under ACCESS EXCLUSIVE: every query on it would wait/,
    ))

  test('P6: a table that is written anew', () =>
    fails(
      edited(
        'ADD COLUMN "slug" TEXT;',
        'ADD COLUMN "slug" TEXT;\nALTER TABLE "User" ALTER COLUMN "age" TYPE BIGINT;\nALTER TABLE "User" ALTER COLUMN "age" TYPE INTEGER;',
      ),
      'P6',
      /^The file "expand" writes the whole of "public\.User" under ACCESS EXCLUSIVE/,
    ))

  test('P6: a file outside a transaction, of which nobody knows whom it stops', () =>
    fails(
      {
        ...requiredColumnPlan,
        phases: requiredColumnPlan.phases.map((phase) =>
          phase.name === 'contract'
            ? {
                ...phase,
                migrations: [
                  ...phase.migrations,
                  { step: 'pack', kind: 'alone' as const, sql: 'VACUUM FULL "User";\n' },
                ],
              }
            : phase,
        ),
      },
      'P6',
      /^Which locks the file "pack" takes is not known/,
    ))

  test('P7: a lock that is waited for without a limit', () =>
    fails(
      edited(
        'SET LOCAL lock_timeout = \'300ms\';\nALTER TABLE "User" ADD',
        'ALTER TABLE "User" ADD',
      ),
      'P7',
      /^The file "expand" waits without a limit for ACCESS EXCLUSIVE on "public\.User"/,
    ))

  test('P10: a boundary of statements at which half of a file is done', () =>
    fails(
      edited(
        'ADD COLUMN "slug" TEXT;',
        'ADD COLUMN "slug" TEXT;\nCOMMIT;\nBEGIN;\nSET LOCAL lock_timeout = 300;',
      ),
      'P3',
      /leaves something behind/,
    ))

  test('P13: a backfill that does not leave the same when it was stopped and begun again', () =>
    fails(
      {
        ...requiredColumnPlan,
        backfill: {
          table: 'public.User',
          key: ['id'],
          from: ['-2147483648'],
          sql: `WITH win AS (SELECT id FROM "User" WHERE id > $1 ORDER BY id LIMIT $2),
     done AS (UPDATE "User" u SET "slug" = coalesce(u."slug", '') || 'x' FROM win
              WHERE u.id = win.id RETURNING 1)
SELECT (SELECT max(id) FROM win) AS next_id, (SELECT count(*) FROM done) AS rows`,
        },
      },
      'P13',
      /^A backfill that was stopped and started again leaves other rows/,
    ))

  test('P8: a rollback of the contract that does not bring the values back', async () => {
    const schema = shopSchema('  fullName String @db.VarChar(40)', '@@index([fullName])')
    const report = async (fill: string) =>
      provePlan(withWayBack(fill), await proofContext(engine, 1, schema, { writes: 40 }))
    const filled = await report('UPDATE "User" SET "name" = "fullName";')
    assert.equal(filled.kind, 'proved', JSON.stringify(filled))
    const empty = await report('')
    assert.ok(empty.kind === 'failed', JSON.stringify(empty))
    assert.equal(empty.proof, 'P8')
    assert.equal(empty.say, 'Behind the rollback of the contract phase verify.sql returns rows.')
  })

  const withLens = (lens: Partial<PlannedLens>): PlanDraft => ({
    ...requiredColumnPlan,
    rehearsal: {
      ...requiredColumnPlan.rehearsal,
      lenses: [{ column: 'name', up: 'upper($1)', down: '$1', ...lens }],
    },
  })

  test('P5: values come back as they were, or as the plan says', async () => {
    const same = await proved(withLens({ up: `$1 || '!'`, down: `left($1, -1)` }), 'P5')
    assert.match(same.say, /^All \d+ values that went to the new type came back as they were\.$/)
    const lossy = await proved(withLens({ loses: 'small letters' }), 'P5')
    assert.match(lossy.say, /were not as before \(small letters\), and none was another one/)
  })

  test('P5: values that do not come back, or become others each time', async () => {
    await fails(withLens({}), 'P5', /^Values of "name" do not come back from the new type/)
    await fails(
      withLens({ up: `$1 || '!'`, loses: 'nothing much' }),
      'P5',
      /^Values of "name" become others each time/,
    )
    await fails(withLens({ up: '1 / length($1)' }), 'P5', /cannot be brought to the new type/)
  })
})

function edited(from: string | RegExp, to: string): PlanDraft {
  const phases = requiredColumnPlan.phases.map((phase) => ({
    ...phase,
    migrations: phase.migrations.map((file) => ({ ...file, sql: file.sql.replace(from, to) })),
  }))
  assert.notDeepEqual(phases, requiredColumnPlan.phases)
  return { ...requiredColumnPlan, phases }
}

/** The rename with a way back from its contract: the old column again, with its index and the trigger. */
function withWayBack(fill: string): PlanDraft {
  const made = renamePlan.phases[0]?.migrations[0]?.sql ?? assert.fail()
  const sql = made.replace(
    'ALTER TABLE "User" ADD COLUMN "fullName" VARCHAR(40);',
    `ALTER TABLE "User" ADD COLUMN "name" VARCHAR(40) NOT NULL DEFAULT 'x';
ALTER TABLE "User" ALTER COLUMN "name" DROP DEFAULT;
${fill}
CREATE INDEX "User_name_idx" ON "User"("name");`,
  )
  assert.notEqual(sql, made)
  return {
    ...renamePlan,
    phases: renamePlan.phases.map((phase) =>
      phase.name === 'contract' ? { ...phase, rollback: { sql, loses: 'Nothing.' } } : phase,
    ),
  }
}
