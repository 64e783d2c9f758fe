import assert from 'node:assert/strict'
import type { Engine } from '../../../server/src/engine/engine.js'
import { provePlan } from '../../../server/src/plans/prove/provePlan.js'
import { compatibilityPlan } from '../../../server/src/recipes/compatibility/compatibilityPlan.js'
import { compatibilityRequest } from '../../../server/src/recipes/compatibility/compatibilityRequest.js'
import type { Answers, PlanDraft, RecipeRefusal } from '../../../server/src/recipes/recipe.js'
import { historyOf, startEngine, temporaryCache } from '../../support/engine.js'
import { proofContext, schemaAfter } from '../plans/proving.js'
import { draftOf, pendingChange, type SchemaChange } from './pendingChange.js'

/** The views of the shape that the plan of a change takes away, behind the plan's first phase. */
async function viewsBeside(
  engine: Engine,
  change: SchemaChange,
  recipe: string,
  { answers = {}, tables = 'changed' }: { answers?: Answers; tables?: 'changed' | 'all' } = {},
): Promise<{ draft: PlanDraft | RecipeRefusal; prove: () => ReturnType<typeof provePlan> }> {
  const plan = draftOf(await pendingChange(engine, change), recipe, answers)
  const before = await engine.catalogue(3)
  const made = await engine.diff({
    at: 0,
    files: filesOf(change.before),
    filter: { externalTables: [], externalEnums: [] },
    direction: 'toSchema',
  })
  assert.ok(made.kind === 'script')
  const [expand, ...later] = plan.phases
  const files = expand?.migrations ?? []
  engine.open(
    historyOf({
      '1_before': (change.first ?? '') + made.sql,
      '2_handmade': change.handmade ?? '',
      ...Object.fromEntries(files.map(({ sql }, index) => [`3_${index}`, sql])),
    }),
  )
  const at = 2 + files.length
  const request = compatibilityRequest(
    {
      name: `20260101000000_${plan.slug}`,
      plan,
      before,
      now: await engine.catalogue(at),
      later: later.flatMap(({ migrations }) => migrations),
      planned: [],
      postgresVersion: 16,
    },
    { date: '2027-02-19', tables },
  )
  const draft = request.kind === 'refusal' ? request : compatibilityPlan(request)
  return {
    draft,
    prove: async () => {
      assert.ok(draft.kind === 'plan', 'say' in draft ? draft.say : '')
      const context = await proofContext(engine, at, change.after, { writes: 60 })
      const edits = expand?.schemaEdits ?? []
      return provePlan(draft, {
        ...context,
        schemaAfter: () => schemaAfter(`${datasource}${change.after}`, edits),
      })
    },
  }
}

const datasource = 'datasource db {\n  provider = "postgresql"\n}\n\n'

function filesOf(schema: string) {
  const after = schemaAfter(`${datasource}${schema}`, [])
  return after.kind === 'files' ? after.files : []
}

function expandOf(draft: PlanDraft | RecipeRefusal): string {
  return draft.kind === 'plan' ? (draft.phases[0]?.migrations[0]?.sql ?? '') : draft.say
}

const before = `model Order {
  id     Int      @id
  total  Float
  paidAt DateTime @db.Timestamp(3)
  first  String
  last   String
  note   String
  lines  Line[]
}

model Line {
  id      Int   @id
  orderId Int
  order   Order @relation(fields: [orderId], references: [id])
}
`

suite('a view of the shape before a change', function () {
  this.timeout(120_000)
  const cache = temporaryCache()
  const engine = startEngine(cache.folder)
  suiteTeardown(async () => {
    await engine.close()
    cache.remove()
  })

  const change = (from: string | RegExp, to: string): SchemaChange => ({
    before,
    after: before.replace(from, to),
  })
  const holds = async (made: Awaited<ReturnType<typeof viewsBeside>>) => {
    const report = await made.prove()
    assert.equal(report.kind, 'proved', JSON.stringify(report, undefined, 2))
    const proofs = report.kind === 'proved' ? report.proofs : []
    const ids = proofs.map(({ id }) => id)
    for (const id of ['P1', 'P2', 'P3', 'P4', 'P8', 'P9', 'P12', 'P14'] as const) {
      assert.ok(ids.includes(id), id)
    }
  }

  test('a time with a zone reads as the time without one, in UTC, whatever the session', async () => {
    const made = await viewsBeside(
      engine,
      change('@db.Timestamp(3)', '@db.Timestamptz(3)'),
      'timestamp-to-timestamptz',
    )
    assert.match(expandOf(made.draft), /AT TIME ZONE 'UTC'\)::timestamp\(3\) .* AS "paidAt"/)
    await holds(made)
  })

  test('a number that the new type rounds is shown rounded, which is said', async () => {
    const made = await viewsBeside(
      engine,
      change('total  Float', 'total  Decimal @db.Decimal(12, 2)'),
      'float-to-decimal',
    )
    assert.ok(made.draft.kind === 'plan')
    assert.match(
      made.draft.phases[0]?.explanation ?? '',
      /"total" of "Order" does not give back everything: what stands behind 2 digits is rounded/,
    )
    await holds(made)
  })

  test('merged columns are made of the new one by the expressions of the plan', async () => {
    const made = await viewsBeside(
      engine,
      change(/ {2}first .*\n {2}last .*\n/, '  name   String\n'),
      'merge-columns',
    )
    assert.match(expandOf(made.draft), /\)::text AS "first",\n/)
    await holds(made)
  })

  test('a renamed table, with the views of all other tables for a client that asks only there', async () => {
    const made = await viewsBeside(
      engine,
      {
        before,
        after: before
          .replace('model Order {', 'model Purchase {')
          .replace('lines  Line[]', 'lines  Line[]')
          .replace('order   Order', 'order   Purchase'),
      },
      'rename-table',
      { tables: 'all' },
    )
    assert.ok(made.draft.kind === 'plan', expandOf(made.draft))
    assert.deepEqual(made.draft.removal?.views, ['compat_v1.Order', 'compat_v1.Line'])
    await holds(made)
  })

  test('a dropped column is refused: no view can show it', async () => {
    const { draft } = await viewsBeside(engine, change(/ {2}note .*\n/, ''), 'drop-column')
    assert.match(expandOf(draft), /^What the plan drops is gone for good behind it/)
  })

  test('a view takes the writes of the columns that it shows as they are, and keeps others off', async () => {
    const { draft } = await viewsBeside(
      engine,
      change('total  Float', 'total  Decimal @db.Decimal(12, 2)'),
      'float-to-decimal',
    )
    const stage = await engine.stage(3)
    try {
      const [, inserted, written, refused] = await stage.run(
        [
          { sql: expandOf(draft), script: true },
          {
            sql: `INSERT INTO "Order" (id, total, "paidAt", first, last, note) VALUES (1, 2.5, now(), 'a', 'b', 'c')`,
          },
          { sql: `UPDATE compat_v1."Order" SET note = 'd' WHERE id = 1 RETURNING note, total` },
          { sql: `UPDATE compat_v1."Order" SET total = 3 WHERE id = 1` },
        ],
        false,
      )
      assert.equal(inserted?.kind, 'rows', JSON.stringify(inserted))
      assert.deepEqual(written?.kind === 'rows' ? written.rows : written, [['d', '2.5']])
      assert.match(
        refused?.kind === 'failed' ? refused.failure.message : '',
        /cannot update column/,
      )
    } finally {
      await stage.close()
    }
  })
})
