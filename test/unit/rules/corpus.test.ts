import assert from 'node:assert/strict'
import { emptyCatalogue } from '../../../server/src/engine/catalogue.js'
import { analyseScript } from '../../../server/src/rules/analyseScript.js'
import { evaluateRules, failedRuleId } from '../../../server/src/rules/evaluateRules.js'
import { rules } from '../../../server/src/rules/index.js'
import { loadSqlParser } from '../../../server/src/sql/parseStatements.js'
import { corpusProjects } from '../sql/corpusScripts.js'

const parser = await loadSqlParser()

suite('rules over real migrations that nobody executed', () => {
  for (const { project, scripts } of corpusProjects()) {
    if (scripts === undefined) {
      test.skip(`${project} (the corpus is not there)`)
      continue
    }
    test(`${project}: no rule throws, every message is complete, and each action is told once`, () => {
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
        const actions = findings.map(({ action }) => action)
        assert.equal(new Set(actions).size, actions.length, name)
      }
    })
  }
})
