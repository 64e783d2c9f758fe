import assert from 'node:assert/strict'
import type { Engine } from '../../../server/src/engine/engine.js'
import { provePlan } from '../../../server/src/plans/prove/provePlan.js'
import type { ProofContext } from '../../../server/src/plans/prove/proofContext.js'
import type { ProofId, ProofReport } from '../../../server/src/plans/prove/proofReport.js'
import type { PlanDraft, PlannedPhase } from '../../../server/src/recipes/recipe.js'
import { historyOf, startEngine, temporaryCache } from '../../support/engine.js'
import { renamePlan, shopHistory, shopSchema } from './handmadePlans.js'
import { proofContext } from './proving.js'
import { requiredColumnPlan } from './requiredColumnPlan.js'

const renamed = shopSchema('  fullName String @db.VarChar(40)', '@@index([fullName])')
const withSlug = shopSchema('  name      String   @db.VarChar(40)\n  slug      String')

suite('a plan', function () {
  this.timeout(60_000)
  const cache = temporaryCache()
  const engine: Engine = startEngine(cache.folder)

  suiteSetup(async () => {
    engine.open(historyOf(shopHistory))
    await engine.replay(1)
  })
  suiteTeardown(async () => {
    await engine.end()
    cache.remove()
  })

  const prove = async (plan: PlanDraft, schema: string, changes: Partial<ProofContext> = {}) =>
    provePlan(plan, await proofContext(engine, 1, schema, { writes: 150, ...changes }))

  suite('that is right is proved', () => {
    for (const model of ['split', 'batch'] as const) {
      test(`when a column is renamed by a copy, files sent as ${model}`, async () => {
        const report = await prove(renamePlan, renamed, { model })
        assert.ok(report.kind === 'proved', JSON.stringify(report))
        assert.deepEqual(
          report.proofs.map((proof) => proof.id),
          ['P1', 'P2', 'P3', 'P4', 'P6', 'P7', 'P8', 'P9', 'P10', 'P11', 'P12', 'P13'],
        )
        const [interleaved] = report.proofs.filter((proof) => proof.id === 'P4')
        assert.ok((interleaved?.figures['writes'] ?? 0) > 150)
        assert.match(interleaved?.say ?? '', /: 0 diverging rows, 0 lost values\./)
      })
    }

    test('when a required column is added, and every phase can be taken back', async () => {
      const report = await prove(requiredColumnPlan, withSlug)
      assert.ok(report.kind === 'proved', JSON.stringify(report))
      const [back] = report.proofs.filter((proof) => proof.id === 'P8')
      assert.deepEqual(back?.figures, { phases: 3, withoutRollback: 0 })
    })

    test('while other changes are pending, which stay pending', async () => {
      const schema = withSlug.replace('title String', 'title String\n  motto String?')
      const remaining = 'ALTER TABLE "Team" ADD COLUMN "motto" TEXT;'
      const report = await prove(requiredColumnPlan, schema, { remaining })
      assert.equal(report.kind, 'proved', JSON.stringify(report))
    })

    test('with the same figures for the same seed', async () => {
      const first = await prove(requiredColumnPlan, withSlug, { seed: 7, writes: 40 })
      const second = await prove(requiredColumnPlan, withSlug, { seed: 7, writes: 40 })
      assert.deepEqual(first, second)
    })
  })

  suite('that is wrong', () => {
    const fails = (
      title: string,
      plan: PlanDraft,
      schema: string,
      expected: { readonly proof: ProofId; readonly say: RegExp; readonly detail?: RegExp },
    ) =>
      test(title, async () => {
        const report: ProofReport = await prove(plan, schema)
        assert.ok(report.kind === 'failed', JSON.stringify(report))
        assert.equal(report.proof, expected.proof, JSON.stringify(report))
        assert.match(report.say, expected.say)
        if (expected.detail) assert.match(report.counterExample.detail, expected.detail)
      })

    fails(
      'by a trigger that does not fill rows which are touched',
      replaced(
        renamePlan,
        'expand',
        `\n     OR (NEW."fullName" IS NULL AND NEW."name" IS NOT NULL)`,
        '',
      ),
      renamed,
      { proof: 'P11', say: /pending again/ },
    )
    fails(
      'by a trigger that takes the old value back on an update of the old column',
      replaced(
        renamePlan,
        'expand',
        `    NEW."fullName" := NEW."name"; old_side := true;
  END IF;`,
        `    IF NEW."fullName" IS NULL THEN NEW."fullName" := NEW."name"; END IF;
    NEW."name" := NEW."fullName";
  END IF;`,
      ),
      renamed,
      { proof: 'P4', say: /^What the old version writes to "name" is lost/ },
    )
    fails(
      'by a trigger that does not follow updates of the old column',
      replaced(renamePlan, 'expand', `NEW."name" IS DISTINCT FROM OLD."name"`, 'false'),
      renamed,
      {
        proof: 'P4',
        say: /two shapes of a row disagree/,
        detail: /The row that was found: \(\d+\)/,
      },
    )
    fails(
      'by a missing copy of an index',
      withPhase(renamePlan, 'expand', (phase) => ({
        ...phase,
        migrations: phase.migrations.slice(0, 1),
      })),
      renamed,
      { proof: 'P1', say: /In the expand phase/ },
    )
    fails(
      'by a rollback that forgets the function',
      withPhase(renamePlan, 'expand', (phase) => ({
        ...phase,
        rollback: {
          ...phase.rollback,
          sql: phase.rollback.sql.replace(/DROP FUNCTION.*\n/, ''),
        },
      })),
      renamed,
      {
        proof: 'P8',
        say: /rollback of the expand phase/,
        detail: /function "concertina\.user_name_sync" is left/,
      },
    )
    fails(
      'by a query for the proof that never returns anything',
      { ...renamePlan, verify: 'SELECT id FROM "User" WHERE false' },
      renamed,
      { proof: 'P12', say: /returns nothing although a row has been damaged/ },
    )
    fails(
      'by a backfill that does not move on',
      {
        ...requiredColumnPlan,
        ...backfilled(requiredColumnPlan, 'max(id) FROM win', 'min(id) FROM "User"'),
      },
      withSlug,
      { proof: 'P11', say: /never ends/ },
    )
    fails(
      'by a backfill that leaves rows out',
      {
        ...requiredColumnPlan,
        ...backfilled(requiredColumnPlan, 'u."slug" IS NULL', 'u."slug" IS NULL AND u.id % 2 = 0'),
      },
      withSlug,
      { proof: 'P4', say: /still returns rows after the backfill/, detail: /not filled/ },
    )
    fails(
      'by a contract that forgets the trigger',
      replaced(requiredColumnPlan, 'contract', /DROP TRIGGER.*\n/, '', /DROP FUNCTION.*\n/),
      withSlug,
      { proof: 'P2', say: /leaves the database other/, detail: /trigger "~concertina_user_slug"/ },
    )
    fails(
      'by a contract that forgets the function',
      replaced(requiredColumnPlan, 'contract', /DROP FUNCTION.*\n/, ''),
      withSlug,
      {
        proof: 'P2',
        say: /leaves the database other/,
        detail: /function "concertina\.user_slug_fill"/,
      },
    )
    fails(
      'by a new column that is required from the start, when the schema says otherwise',
      replaced(renamePlan, 'expand', '"fullName" VARCHAR(40)', '"fullName" VARCHAR(40) NOT NULL'),
      renamed,
      { proof: 'P1', say: /In the expand phase the schema and the database differ/ },
    )
    fails(
      'by a new column that is required from the start, when the schema says so too',
      requiredAtOnce((sql) => sql.replace('"slug" TEXT', '"slug" TEXT NOT NULL')),
      withSlug,
      { proof: 'P3', say: /fails on a copy of the database with rows/, detail: /^23502/ },
    )
    fails(
      'by a required column that old code leaves out and nothing fills',
      requiredAtOnce((sql) =>
        sql
          .replace(
            '"slug" TEXT',
            `"slug" TEXT NOT NULL DEFAULT 'x';\nALTER TABLE "User" ALTER COLUMN "slug" DROP DEFAULT`,
          )
          .replace(/CREATE TRIGGER[\s\S]*?;\n|DROP TRIGGER.*\n/g, ''),
      ),
      withSlug,
      { proof: 'P9', say: /A write of the old version fails/, detail: /^23502/ },
    )
    fails(
      'by dropping in the first phase what old code selects',
      withPhase(
        replaced(
          renamePlan,
          'expand',
          'COMMIT;',
          'ALTER TABLE "User" DROP COLUMN "name";\nCOMMIT;',
        ),
        'expand',
        (phase) => ({
          ...phase,
          schemaEdits: [
            ...phase.schemaEdits.slice(0, 1),
            { kind: 'dropField', model: 'User', field: 'name' },
          ],
        }),
      ),
      renamed.replace('fullName', 'name String @db.VarChar(40)\n  fullName'),
      { proof: 'P9', say: /"name" of "public.User" is gone after the expand phase/ },
    )
    fails(
      'by a file that is not atomic',
      replaced(requiredColumnPlan, 'expand', /BEGIN;\n|COMMIT;\n/g, ''),
      withSlug,
      { proof: 'P3', say: /leaves something behind/ },
    )
    fails(
      'by a file that leaves its transaction open',
      replaced(requiredColumnPlan, 'contract', 'COMMIT;\n', ''),
      withSlug,
      { proof: 'P3', say: /leaves its transaction open/ },
    )
    fails(
      'by a file that PostgreSQL refuses',
      replaced(requiredColumnPlan, 'expand', 'ADD COLUMN "slug"', 'ADD COLUM "slug"'),
      withSlug,
      {
        proof: 'P3',
        say: /fails on a database that is made by the migrations alone/,
        detail: /^42601/,
      },
    )
    fails(
      'by a rollback that cannot run on a table with rows',
      withPhase(requiredColumnPlan, 'validate', (phase) => ({
        ...phase,
        rollback: {
          ...phase.rollback,
          sql: phase.rollback.sql.replace(
            'COMMIT;',
            'ALTER TABLE "User" ADD COLUMN x INTEGER NOT NULL;\nALTER TABLE "User" DROP COLUMN x;\nCOMMIT;',
          ),
        },
      })),
      withSlug,
      { proof: 'P8', say: /rollback\/validate\.sql" fails on a copy with rows/, detail: /^23502/ },
    )
    fails(
      'by dropping in the contract phase what new code selects',
      withPhase(renamePlan, 'contract', (phase) => ({
        ...phase,
        migrations: phase.migrations.map((file) => ({
          ...file,
          sql: file.sql.replace('COMMIT;', 'ALTER TABLE "User" DROP COLUMN "age";\nCOMMIT;'),
        })),
        schemaEdits: [...phase.schemaEdits, { kind: 'dropField', model: 'User', field: 'age' }],
      })),
      renamed,
      { proof: 'P9', say: /"age" of "public.User" is gone after the contract phase/ },
    )
    fails(
      'by an edit of a field that the schema does not have',
      withPhase(renamePlan, 'contract', (phase) => ({
        ...phase,
        schemaEdits: [{ kind: 'dropField', model: 'User', field: 'nickname' }],
      })),
      renamed,
      { proof: 'P2', say: /schema edits of the contract phase cannot be made/ },
    )
    fails(
      'by a schema that Prisma cannot read',
      withPhase(renamePlan, 'expand', (phase) => ({
        ...phase,
        schemaEdits: [{ kind: 'putField', model: 'User', field: 'x', definition: 'Nonsense' }],
      })),
      renamed,
      { proof: 'P1', say: /Prisma cannot read the schema of the expand phase/ },
    )
  })

  test('is not proved further when it is cancelled', async () => {
    const abort = new AbortController()
    const report = await prove(renamePlan, renamed, {
      signal: abort.signal,
      onProgress: ({ share }) => {
        if (share >= 0.5) abort.abort()
      },
    })
    assert.deepEqual(report, { kind: 'cancelled' })
  })

  test('tells how far its proof is', async () => {
    const shares: number[] = []
    await prove(requiredColumnPlan, withSlug, {
      writes: 20,
      onProgress: ({ share }) => shares.push(share),
    })
    assert.deepEqual(
      shares,
      shares.toSorted((left, right) => left - right),
    )
    assert.equal(shares[0], 0)
    assert.equal(shares.at(-1), 1)
  })
})

/** The plan with a change in all files of one phase. */
function replaced(
  plan: PlanDraft,
  phase: PlannedPhase['name'],
  from: string | RegExp,
  to: string,
  ...without: readonly RegExp[]
): PlanDraft {
  return withPhase(plan, phase, (one) => {
    const migrations = one.migrations.map((file) => ({
      ...file,
      sql: without.reduce((sql, part) => sql.replace(part, ''), file.sql.replace(from, to)),
    }))
    assert.notDeepEqual(migrations, one.migrations)
    return { ...one, migrations }
  })
}

function withPhase(
  plan: PlanDraft,
  name: PlannedPhase['name'],
  change: (phase: PlannedPhase) => PlannedPhase,
): PlanDraft {
  return {
    ...plan,
    phases: plan.phases.map((phase) => (phase.name === name ? change(phase) : phase)),
  }
}

/** Without the validate phase and its schema; `change` applies to every file. */
function requiredAtOnce(change: (sql: string) => string): PlanDraft {
  const phases = requiredColumnPlan.phases.filter((phase) => phase.name !== 'validate')
  return {
    ...requiredColumnPlan,
    phases: phases.map((phase) => ({
      ...phase,
      schemaEdits: [],
      migrations: phase.migrations.map((file) => ({ ...file, sql: change(file.sql) })),
      rollback: { ...phase.rollback, sql: change(phase.rollback.sql) },
    })),
  }
}

function backfilled(plan: PlanDraft, from: string, to: string): Partial<PlanDraft> {
  const { backfill } = plan
  assert.ok(backfill !== undefined && backfill.sql.includes(from))
  return { backfill: { ...backfill, sql: backfill.sql.replace(from, to) } }
}
