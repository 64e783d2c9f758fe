import assert from 'node:assert/strict'
import { evaluateRules } from '../../../server/src/rules/evaluateRules.js'
import type { Rule } from '../../../server/src/rules/rule.js'
import type { AnalysedScript } from '../../../server/src/rules/script.js'
import { analysed } from '../../support/rules.js'

/** Finds every action of the kind. */
const finds = (id: string, kind: string): Rule => ({
  id,
  severity: 'warning',
  title: id,
  check: ({ statement }) =>
    statement.kind === 'unparsed'
      ? []
      : statement.actions
          .filter((action) => action.kind === kind)
          .map((action) => ({ message: id, action, object: {}, hurts: [] })),
})
const throws: Rule = {
  id: 'broken',
  severity: 'error',
  title: 'broken',
  check: () => {
    throw new Error('no such column')
  },
}

suite('evaluating rules', () => {
  const sql =
    'ALTER TABLE a DROP COLUMN x, ADD COLUMN y int; DROP TABLE b; ALTER TABLE c DROP COLUMN z;'

  test('tells who says the version of PostgreSQL, where that decides and the file alone does not', () => {
    const script = { ...analysed({ sql }), postgresSource: 'The server of prod runs 15.' }
    const messages = (rule: Rule, of: AnalysedScript = script) =>
      evaluateRules(of, [rule]).map(({ message }) => message)
    const tables = finds('tables', 'dropTable')
    assert.deepEqual(messages({ ...tables, decidedByVersion: true }), [
      'tables The server of prod runs 15.',
    ])
    assert.deepEqual(messages(tables), ['tables'])
    assert.deepEqual(messages({ ...tables, decidedByVersion: true }, analysed({ sql })), ['tables'])
  })

  test('gives the findings in the order of the SQL, each with its statement', () => {
    const findings = evaluateRules(analysed({ sql }), [
      finds('tables', 'dropTable'),
      finds('added', 'addColumn'),
      finds('columns', 'dropColumn'),
    ])
    assert.deepEqual(
      findings.map(({ rule, statement, severity }) => [rule, statement, severity]),
      [
        ['columns', 0, 'warning'],
        ['added', 0, 'warning'],
        ['tables', 1, 'warning'],
        ['columns', 2, 'warning'],
      ],
    )
  })

  test('a finding’s own severity counts before the rule’s', () => {
    const rule: Rule = {
      ...finds('r', 'dropTable'),
      check: (...known) =>
        finds('r', 'dropTable')
          .check(...known)
          .map((found) => ({ ...found, severity: 'hint' })),
    }
    assert.deepEqual(
      evaluateRules(analysed({ sql }), [rule]).map(({ severity }) => severity),
      ['hint'],
    )
  })

  test('a rule that throws hides no other and says what is not checked', () => {
    const findings = evaluateRules(analysed({ sql: 'DROP TABLE b;' }), [
      throws,
      finds('tables', 'dropTable'),
    ])
    assert.deepEqual(
      findings.map(({ rule, severity, message }) => [rule, severity, message]),
      [
        [
          'rule-failed',
          'warning',
          'The rule "broken" failed here (no such column), so that this statement is not checked for it. That is a fault of Concertina.',
        ],
        ['tables', 'warning', 'tables'],
      ],
    )
  })

  test('a rule that throws on a statement without actions stands on the statement', () => {
    const script = analysed({ sql: 'ALTER ((; ' })
    const [finding] = evaluateRules(script, [throws])
    assert.deepEqual(finding?.action.range, script.statements[0]?.statement.range)
  })

  test('one trouble is told once: a rule is silent where the one that it yields to speaks', () => {
    const vague: Rule = { ...finds('vague', 'dropColumn'), yieldsTo: ['exact'] }
    const exact: Rule = {
      ...finds('exact', 'dropColumn'),
      check: (...known) =>
        finds('exact', 'dropColumn')
          .check(...known)
          .slice(0, 1),
    }
    const ofFirst = 'ALTER TABLE a DROP COLUMN x, DROP COLUMN y;'
    assert.deepEqual(
      evaluateRules(analysed({ sql: ofFirst }), [vague, exact]).map(({ rule }) => rule),
      ['exact', 'vague'],
    )
  })

  test('a last resort is silent where another rule finds an error in the statement', () => {
    const last: Rule = { ...finds('last', 'addColumn'), severity: 'error', lastResort: true }
    const warned = finds('other', 'dropColumn')
    const sql = 'ALTER TABLE a DROP COLUMN x, ADD COLUMN y int;'
    const rulesIn = (other: Rule) =>
      evaluateRules(analysed({ sql }), [last, other]).map(({ rule }) => rule)
    assert.deepEqual(rulesIn({ ...warned, severity: 'error' }), ['other'])
    assert.deepEqual(rulesIn(warned), ['other', 'last'])
  })

  test('nobody yields to a last resort that is silent itself', () => {
    const last: Rule = { ...finds('last', 'dropColumn'), severity: 'error', lastResort: true }
    const modest: Rule = { ...finds('modest', 'dropColumn'), yieldsTo: ['last'] }
    const sure: Rule = { ...finds('sure', 'dropColumn'), severity: 'error' }
    const script = analysed({ sql: 'ALTER TABLE a DROP COLUMN x;' })
    const told = (rules: readonly Rule[]) => evaluateRules(script, rules).map(({ rule }) => rule)
    assert.deepEqual(told([last, modest]), ['last'])
    assert.deepEqual(told([last, modest, sure]), ['modest', 'sure'])
  })
})
