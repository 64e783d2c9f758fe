import assert from 'node:assert/strict'
import { scriptSummary } from '../../../../server/src/features/summary/scriptSummary.js'
import { summaryLine } from '../../../../server/src/features/summary/summaryLine.js'
import { summaryMarkdown } from '../../../../server/src/features/summary/summaryMarkdown.js'
import { summaryText } from '../../../../server/src/features/summary/summaryText.js'
import type { PlacedFinding } from '../../../../server/src/project/analysis.js'
import type {
  DeploySummary,
  MigrationSummary,
} from '../../../../server/src/protocol/deploySummary.js'
import { evaluateRules } from '../../../../server/src/rules/evaluateRules.js'
import { rules } from '../../../../server/src/rules/index.js'
import { analysed, type TestScript } from '../../../support/rules.js'

const database = 'CREATE TABLE "User" (id int PRIMARY KEY, name text, age int NOT NULL);'

suite('the summary of a migration', () => {
  test('what one transaction holds, and what each statement does meanwhile', () => {
    const { transactions, steps, halfApplied } = summary({
      sql: 'ALTER TABLE "User" ADD COLUMN a int;\nCREATE INDEX i ON "User" (name);',
      measured: { 1: { scans: ['public.User'] } },
    })
    assert.deepEqual(transactions, [
      {
        first: 1,
        last: 2,
        locks: [{ table: 'public.User', mode: 'ACCESS EXCLUSIVE', waits: 'reads and writes' }],
      },
    ])
    assert.deepEqual(
      steps.map(({ number, line, transaction, work }) => [number, line, transaction, work]),
      [
        [1, 1, 1, 'brief'],
        [2, 2, 1, 'index build'],
      ],
    )
    assert.deepEqual(halfApplied, [])
  })

  test('sent one by one, each statement is a transaction, and a failure leaves what came before', () => {
    const { transactions, halfApplied } = summary({
      sql: 'ALTER TABLE "User" ADD COLUMN a int; ALTER TABLE "User" ALTER COLUMN name SET NOT NULL;',
      execution: 'split',
    })
    assert.equal(transactions.length, 2)
    assert.deepEqual(halfApplied, [
      'Statement 2 (ALTER TABLE) fails if rows are against it. Then statement 1 has taken effect already. ' +
        'Statement 1 cannot run twice: undo it by hand and mark the migration as rolled back, or run the rest by hand and mark it as applied (prisma migrate resolve).',
    ])
  })

  test('adding breaks nothing that runs; new code needs it, and going back loses what it wrote', () => {
    const { change, oldCode, newCode, rollback } = summary({
      sql: 'ALTER TABLE "User" ADD COLUMN a int;',
    })
    assert.deepEqual([change, oldCode.works, newCode.works], ['additive', 'yes', 'no'])
    assert.deepEqual(newCode.why, ['It reads "a" of "User", which is not there yet.'])
    assert.equal(rollback.complexity, 'loses new data')
  })

  test('dropping breaks running code, and only a backup brings it back', () => {
    const { change, oldCode, newCode, rollback } = summary({
      sql: 'ALTER TABLE "User" DROP COLUMN age;',
    })
    assert.deepEqual([change, oldCode.works], ['breaking', 'no'])
    assert.match(oldCode.why.join(), /^Statement 1: /)
    assert.deepEqual(newCode.why, ['It leaves out "age" of "User", which is still required.'])
    assert.deepEqual(rollback, {
      complexity: 'needs a backup',
      why: ['The values of "age" of "User" are gone. Only a backup has them.'],
    })
  })

  test('an index changes nothing for code; another type is hard to take back', () => {
    const index = summary({ sql: 'CREATE INDEX i ON "User" (name);' })
    assert.deepEqual(
      [index.oldCode.works, index.newCode.works, index.rollback.complexity],
      ['yes', 'yes', 'simple'],
    )
    const type = summary({ sql: 'ALTER TABLE "User" ALTER COLUMN age TYPE bigint;' })
    assert.equal(type.rollback.complexity, 'hard')
  })

  test('what is done to a table of the file itself goes with that table', () => {
    const { rollback } = summary({
      sql: 'CREATE TABLE "New" (id int); ALTER TABLE "New" ALTER COLUMN id TYPE bigint;',
    })
    assert.deepEqual(rollback.why, ['Dropping "New" again loses what was written to it.'])
  })

  test('what nobody executed is not known, and never fine', () => {
    const { change, oldCode, newCode, rollback, steps } = summary({
      sql: 'ALTER TABLE "User" ADD COLUMN a int; NOT SQL AT ALL;',
      measured: { 1: undefined },
    })
    assert.deepEqual(
      [change, oldCode.works, newCode.works, rollback.complexity, steps[1]?.basis],
      ['unknown', 'unknown', 'no', 'hard', 'not checked'],
    )
  })

  test('a time is told only where an environment was asked', () => {
    const script: TestScript = {
      sql: 'CREATE INDEX i ON "User" (name);',
      measured: { 0: { scans: ['public.User'] } },
    }
    assert.deepEqual(summary(script).steps[0]?.estimates, [])
    const answered = summary(script, (placed) => ({
      ...placed,
      data: { environment: 'prod', readAt: '', say: '', estimate: 'The table has 46 MB.' },
    }))
    assert.deepEqual(answered.steps[0]?.estimates, [
      { environment: 'prod', say: 'The table has 46 MB.' },
    ])
  })
})

suite('the summary of a deploy', () => {
  const name = '1_drop'
  const migration: MigrationSummary = {
    name,
    file: `migrations/${name}/migration.sql`,
    environments: ['prod'],
    ...summary({
      sql: 'ALTER TABLE "User" DROP COLUMN age;\n-- a|b\nUPDATE "User" SET name = \'`\';',
    }),
  }
  const deploy: DeploySummary = {
    version: 1,
    project: { root: '/shop', name: 'shop', prisma: 'Prisma 7' },
    say: summaryLine([migration]),
    environments: [
      {
        name: 'prod',
        protected: true,
        kind: 'known',
        readAt: '2026-11-20T09:30:00.000Z',
        server: 'PostgreSQL 18.4',
        open: [name],
        failed: ['0_old'],
      },
      { name: 'demo', protected: false, kind: 'unknown', say: 'It did not answer.' },
    ],
    migrations: [migration],
    recommendations: ['Do this | first'],
    problems: [],
  }

  test('begins with what matters most', () =>
    assert.equal(
      deploy.say,
      '1 migration in 1 transaction. Running code breaks. Locks are held for a moment only. Going back needs a backup.',
    ))

  test('as Markdown: who runs what, what to do before, and each migration', () => {
    const text = summaryMarkdown(deploy)
    assert.match(text, /^# Deploy summary: shop\n\n1 migration in 1 transaction\./)
    assert.match(
      text,
      /^\| prod \(protected\) \| 1 migration: 1_drop \*\*Every deploy stops at 0_old, which has failed\.\*\* \| PostgreSQL 18\.4, read 2026-11-20 09:30 UTC \|$/m,
    )
    assert.match(text, /^\| demo \| not known: It did not answer\. \| \|$/m)
    assert.match(text, /^- \[ \] Do this \\\| first$/m)
    assert.match(text, /^## 1_drop$/m)
    assert.match(
      text,
      /^- \*\*Held to the end:\*\* transaction 1 \(statements 1 to 2\) holds ACCESS EXCLUSIVE on "User"/m,
    )
    const rows = text.split('\n').filter((line) => /^\| \d/.test(line))
    for (const row of rows) assert.equal(row.replaceAll('\\|', '').split('|').length, 8, row)
  })

  test('as text, for a terminal', () => {
    const text = summaryText(deploy)
    assert.match(
      text,
      /^prod {2}runs 1 migration; every deploy stops at 0_old\ndemo {2}not known: It did not answer\.$/m,
    )
    assert.match(
      text,
      /^ {2}1\. line 1, transaction 1: ACCESS EXCLUSIVE on "User", reads and writes wait; brief/m,
    )
  })

  test('without a migration says that there is none', () =>
    assert.equal(summaryLine([]), 'There is no migration to deploy.'))
})

function summary(given: TestScript, change = (placed: PlacedFinding) => placed) {
  const script = analysed({ database, origin: 'migration', ...given })
  const on = rules.filter(({ offByDefault }) => offByDefault !== true)
  const findings = evaluateRules(script, on).map((finding) =>
    change({ finding, severity: finding.severity, uri: 'a', range: finding.action.range }),
  )
  return scriptSummary(script, findings, [findings])
}
