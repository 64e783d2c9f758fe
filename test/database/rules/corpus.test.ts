import assert from 'node:assert/strict'
import { lockStrength } from '../../../server/src/engine/lockMode.js'
import type { StatementTrace } from '../../../server/src/engine/trace.js'
import { analyseScript } from '../../../server/src/rules/analyseScript.js'
import { evaluateRules, failedRuleId } from '../../../server/src/rules/evaluateRules.js'
import { rules } from '../../../server/src/rules/index.js'
import { workByKind } from '../../../server/src/rules/lockSheet.js'
import { loadSqlParser } from '../../../server/src/sql/parseStatements.js'
import { startEngine, temporaryCache } from '../../support/engine.js'
import { traceRequestOf } from '../../support/judge.js'
import { corpusProjects } from '../../unit/sql/corpusScripts.js'

const parser = await loadSqlParser()

/** The two small ones, for the sake of time. */
const projects = corpusProjects().filter(({ project }) => ['umami', 'hoppscotch'].includes(project))

suite('rules over real migrations, executed', function () {
  this.timeout(60_000)
  const cache = temporaryCache()
  const engine = startEngine(cache.folder)
  suiteTeardown(async () => {
    await engine.end()
    cache.remove()
  })

  for (const { project, scripts } of projects) {
    if (scripts === undefined) {
      test.skip(`${project} (the corpus is not there)`)
      continue
    }
    test(`${project}: all is measured, no rule throws, and the lock sheet says what PostgreSQL did`, async () => {
      engine.open({ migrations: scripts, initScript: '', model: 'split' })
      const parsed = scripts.map(({ text }) => parser.parse(text))
      let catalogue = await engine.catalogue(0)
      const traces = await engine.traceMigrations(
        0,
        parsed.map((statements) => statements.map(traceRequestOf)),
      )
      for (const [index, { name, text }] of scripts.entries()) {
        const script = analyseScript({
          origin: 'migration',
          text,
          statements: parsed[index] ?? [],
          traces: traces[index]?.statements ?? [],
          catalogue,
          execution: 'split',
          postgresVersion: 18,
        })
        for (const { statement, before, evidence, index: at } of script.statements) {
          assert.equal(evidence.kind, 'measured', `${name}: ${statement.text}`)
          assert.deepEqual(
            tableLocks(workByKind(statement, before)),
            tableLocks(traces[index]?.statements[at]),
            `${name}: ${statement.text}`,
          )
        }
        const findings = evaluateRules(script, rules)
        assert.ok(!findings.some(({ rule }) => rule === failedRuleId))
        catalogue = script.after
      }
      const replayed = await engine.catalogue(scripts.length)
      assert.deepEqual(
        Object.keys(catalogue.tables).toSorted(),
        Object.keys(replayed.tables).toSorted(),
      )
      assert.deepEqual(catalogue.enums, replayed.enums)
    })
  }
})

/** Those that block anything but VACUUM, on tables. */
function tableLocks(
  work: Pick<StatementTrace & { kind: 'executed' }, 'locks'> | StatementTrace | undefined,
) {
  assert.ok(work !== undefined && 'locks' in work)
  return work.locks
    .filter(({ kind, mode }) => kind === 'table' && lockStrength('ShareLock') <= lockStrength(mode))
    .map(({ relation, mode }) => `${relation} ${mode}`)
    .toSorted()
}
