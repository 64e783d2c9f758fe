import assert from 'node:assert/strict'
import { emptyCatalogue } from '../../../server/src/engine/catalogue.js'
import { analyseScript } from '../../../server/src/rules/analyseScript.js'
import { evaluateRules, failedRuleId } from '../../../server/src/rules/evaluateRules.js'
import { rules } from '../../../server/src/rules/index.js'
import { transactionsRules } from '../../../server/src/rules/transactions/index.js'
import { loadSqlParser } from '../../../server/src/sql/parseStatements.js'
import { isLoud } from '../../support/rules.js'
import { corpusProjects } from '../sql/corpusScripts.js'

const parser = await loadSqlParser()

/** What is said of a whole file stands on one of its statements, whatever is said of that. */
const aboutFiles = new Set(transactionsRules.map(({ id }) => id))

/** What else a change of a type does than work under a lock: to values, to code that runs, to a sequence. */
const besidesWork: Readonly<Record<string, string>> = {
  'alter-type-lossy': 'values',
  'alter-type-narrowing': 'values',
  'alter-type-client-reads': 'code',
  'add-column-json': 'queries',
  'alter-type-sequence-left': 'sequence',
}

suite('rules over real migrations that nobody executed', () => {
  for (const { project, scripts } of corpusProjects()) {
    if (scripts === undefined) {
      test.skip(`${project} (the corpus is not there)`)
      continue
    }
    test(`${project}: no rule throws, every message is complete, and each trouble of an action is told once`, () => {
      for (const { name, text } of scripts) {
        const script = analyseScript({
          origin: 'migration',
          text,
          statements: parser.parse(text),
          traces: [],
          catalogue: emptyCatalogue,
          execution: 'split',
          postgresVersion: 16,
        })
        const findings = evaluateRules(script, rules)
        assert.ok(!findings.some(({ rule }) => rule === failedRuleId), name)
        for (const { message } of findings) assert.match(message, /^[A-Z].*[^ ]\.$/s, message)
        const told = findings.filter(isLoud).filter(({ rule }) => !aboutFiles.has(rule))
        const actions = [...new Set(told.map(({ action }) => action))]
        for (const action of actions) {
          const ofAction = told.filter((finding) => finding.action === action)
          const troubles = ofAction.map(({ rule }) => besidesWork[rule] ?? 'work')
          assert.equal(new Set(troubles).size, troubles.length, name)
        }
      }
    })
  }
})
