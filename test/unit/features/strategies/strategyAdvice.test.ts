import assert from 'node:assert/strict'
import {
  adviceMarkdown,
  adviceText,
} from '../../../../server/src/features/strategies/adviceText.js'
import { plannedStrategies } from '../../../../server/src/features/strategies/planned.js'
import { strategyAdvice } from '../../../../server/src/features/strategies/strategyAdvice.js'
import type {
  AdvisedChange,
  Strategy,
  StrategyKind,
} from '../../../../server/src/features/strategies/strategy.js'
import type { PlacedFinding, ProjectAnalysis } from '../../../../server/src/project/analysis.js'
import type { RecipeOffer } from '../../../../server/src/recipes/recipe.js'
import { evaluateRules } from '../../../../server/src/rules/evaluateRules.js'
import { rules } from '../../../../server/src/rules/index.js'
import { loadSqlParser } from '../../../../server/src/sql/parseStatements.js'
import { changeFrom, draftFrom, type ChangeText } from '../../recipes/pendingFrom.js'

const parser = await loadSqlParser()

const database = `
  CREATE TABLE "User" ("id" INTEGER NOT NULL, "name" TEXT, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));`
const before = 'model User {\n id Int @id\n name String?\n}'
const required: ChangeText = {
  database,
  sql: 'ALTER TABLE "User" ALTER COLUMN "name" SET NOT NULL;',
  before,
  after: before.replace('String?', 'String'),
}
const index: ChangeText = {
  database,
  sql: 'CREATE INDEX "by_name" ON "User"("name");',
  before,
  after: before.replace('\n}', '\n @@index([name], map: "by_name")\n}'),
}
const optional: ChangeText = {
  database,
  sql: 'ALTER TABLE "User" ADD COLUMN "bio" TEXT;',
  before,
  after: before.replace('\n}', '\n bio String?\n}'),
}

suite('strategies for a pending change', () => {
  test('what hurts nobody is made in place, and nothing else is compared', () => {
    const [advice, ...others] = adviceFor(optional)
    assert.deepEqual(others, [])
    assert.equal(advice?.change, 'What hurts nobody')
    assert.deepEqual(
      advice.strategies.map(({ kind, recommended }) => [kind, recommended]),
      [['in-place', 'No rule warns of it.']],
    )
  })

  test('a breaking change has the plan in front, and in place who waits and for what', () => {
    const [advice] = adviceFor(required)
    assert.equal(advice?.change, 'Make "name" of "User" required')
    assert.equal(advice.strategies[0]?.kind, 'expand-contract')
    assert.equal(advice.strategies[0].recommended, 'Nobody waits, and there is a way back.')
    assert.match(one(advice.strategies, 'in-place').downtime, /Takes ACCESS EXCLUSIVE on "User"/)
    assert.match(one(advice.strategies, 'in-place').time.say, /^Not measured/)
    assert.equal(one(advice.strategies, 'window').complexity.level, 'low')
  })

  test('the plan tells its deployments, its disk and what each phase loses on the way back', () => {
    const plan = one(adviceFor(required)[0]?.strategies ?? [], 'expand-contract')
    assert.match(plan.complexity.say, /^3 deployments, \d migrations, a backfill\.$/)
    assert.match(plan.disk, /^A second version of every row of "User" that the backfill changes/)
    assert.match(plan.reversible, /^Phase by phase\. expand: /)
    assert.match(plan.how, /^concertina plan --recipe set-not-null --object public\.User\.name /)
  })

  test('an index has a form in which nobody waits, without a plan too', () => {
    const [advice] = adviceFor(index)
    const form = one(advice?.strategies ?? [], 'safe-form')
    assert.match(form.title, /CONCURRENTLY/)
    assert.equal(form.downtime, 'None: reads and writes go on while the table is read.')
  })

  test('a size is told only where an environment was asked, with its name', () => {
    const inPlace = (data: PlacedFinding['data']) =>
      one(adviceFor(required, data)[0]?.strategies ?? [], 'in-place').time
    assert.equal(inPlace(undefined).basis, 'not measured')
    const asked = { environment: 'prod', readAt: '', say: '', rows: 400_001, bytes: 48_234_496 }
    assert.deepEqual(inPlace(asked), {
      say: 'Not measured: the scan takes in the table (about 400,001 rows, 46 MB in prod).',
      basis: 'size read',
    })
  })

  test('a recipe that asks for the kind of plan is told with each kind', () => {
    const copy = draftFrom(required, 'set-not-null')
    const { backfill, ...rest } = copy
    assert.ok(backfill)
    const flip = {
      ...rest,
      phases: rest.phases.map((phase) => ({
        ...phase,
        migrations: phase.migrations.map((file) => ({
          ...file,
          sql: 'CREATE VIEW v AS SELECT 1;',
        })),
      })),
    }
    const choice = (value: string) => ({ value, label: value, detail: '' })
    const offer: RecipeOffer = {
      recipe: 'rename-table',
      title: 'Rename',
      subject: copy.subject,
      actions: [],
      questions: [
        {
          id: 'style',
          text: '',
          kind: 'choice',
          choices: [choice('copy'), choice('view')],
          default: 'copy',
        },
      ],
      draft: ({ style }) => (style === 'view' ? flip : copy),
    }
    const change = { offers: [offer], findings: [] } as unknown as AdvisedChange
    assert.deepEqual(
      plannedStrategies(change).map(({ kind, title }) => [kind, title]),
      [
        ['expand-contract', 'Expand and contract (copy)'],
        ['view-flip', 'View under the old name (view)'],
      ],
    )
  })

  test('a schema that does not differ says so, in Markdown and in text', () => {
    assert.match(adviceMarkdown([]), /there is nothing to compare\./)
    assert.match(adviceText([]), /there is nothing to compare\./)
  })

  test('a name with a bar or an angle bracket stays text in its cell', () => {
    const [advice] = adviceFor(optional)
    assert.ok(advice)
    const [strategy] = advice.strategies
    assert.ok(strategy)
    const odd = [{ ...advice, strategies: [{ ...strategy, title: 'a|b<img>\nc' }] }]
    assert.ok(adviceMarkdown(odd).includes('| a\\|b\\<img\\> c |'))
  })
})

function adviceFor(text: ChangeText, data?: PlacedFinding['data']) {
  const change = changeFrom(text)
  const on = rules.filter(({ offByDefault }) => offByDefault !== true)
  const findings = evaluateRules(change.script, on).map((finding): PlacedFinding => ({
    finding,
    severity: finding.severity,
    uri: 'a',
    range: finding.action.range,
    ...(data === undefined ? {} : { data }),
  }))
  const analysis = {
    snapshot: {
      schema: { model: change.target },
      committed: { kind: 'known', schema: { model: change.committed } },
    },
    outcome: {
      kind: 'checked',
      catalogue: change.catalogue,
      pending: { script: change.script, findings },
    },
  } as unknown as ProjectAnalysis
  return strategyAdvice(analysis, parser)
}

function one(strategies: readonly Strategy[], kind: StrategyKind): Strategy {
  const found = strategies.find((strategy) => strategy.kind === kind)
  assert.ok(found, `${kind} is not among ${strategies.map((each) => each.kind).join(', ')}`)
  return found
}
