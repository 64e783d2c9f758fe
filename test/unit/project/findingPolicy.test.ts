import assert from 'node:assert/strict'
import type { PlacedFinding } from '../../../server/src/project/analysis.js'
import { judgedBy, rulesInForce } from '../../../server/src/project/findingPolicy.js'
import { suppressionsInSql } from '../../../server/src/project/suppressions.js'
import type { Rule } from '../../../server/src/rules/rule.js'
import { splitStatements } from '../../../server/src/sql/splitStatements.js'

const rule = (id: string, offByDefault?: boolean): Rule => ({
  id,
  severity: 'warning',
  title: id,
  ...(offByDefault === undefined ? {} : { offByDefault }),
  check: () => [],
})
const all = [rule('risk'), rule('style', true)]
const inForce = (rules: Parameters<typeof rulesInForce>[0]['rules']) =>
  rulesInForce({ rules }, all).map(({ id }) => id)

suite('the rules in force', () => {
  test('a rule of style waits until concertina.json gives it a severity', () => {
    assert.deepEqual(inForce({}), ['risk'])
    assert.deepEqual(inForce({ style: 'hint' }), ['risk', 'style'])
  })

  test('"off" turns a rule off, whatever it is by itself', () => {
    assert.deepEqual(inForce({ risk: 'off', style: 'off' }), [])
  })
})

suite('what somebody has taken out', () => {
  const uri = 'file:///m/1_a/migration.sql'
  const nothing = { rules: {}, ignore: [] }

  /** The rule finds its marker, such as DROP, wherever it stands in the file. */
  function judge(
    text: string,
    found: Readonly<Record<string, RegExp>>,
    configuration: Parameters<typeof judgedBy>[0] = nothing,
  ) {
    const placed = Object.entries(found).flatMap(([rule, marker]) =>
      [...text.matchAll(marker)].map(({ index, 0: token }): PlacedFinding => {
        const range = { start: index, end: index + token.length }
        const action = { kind: 'other', node: '', range, whole: range } as const
        return {
          uri,
          range,
          severity: 'error',
          finding: {
            rule,
            severity: 'error',
            message: rule,
            action,
            object: { table: 'public.a' },
            hurts: [],
            statement: 0,
          },
        }
      }),
    )
    const suppressions = suppressionsInSql(uri, text, splitStatements(text))
    const { findings, suppressed } = judgedBy(configuration, placed, '1_a', suppressions)
    const shown = (all: readonly PlacedFinding[]) =>
      all.map(({ finding, range }) => `${finding.rule} at ${text.slice(range.start, range.end)}`)
    return {
      findings: shown(findings),
      suppressed: shown(suppressed),
      messages: findings.map(({ finding }) => finding.message),
      severities: findings.map(({ severity }) => severity),
    }
  }

  test('a comment takes out its rule in its statement, and it is counted', () => {
    const { findings, suppressed } = judge(
      '-- concertina-ignore drop-table: empty\nDROP TABLE a;\nDROP TABLE b;',
      { 'drop-table': /TABLE \w/g, 'drop-column': /a;/g },
    )
    assert.deepEqual(findings, ['drop-table at TABLE b', 'drop-column at a;'])
    assert.deepEqual(suppressed, ['drop-table at TABLE a'])
  })

  test('a comment for the file takes out its rule everywhere', () =>
    assert.deepEqual(
      judge('DROP TABLE a; DROP TABLE b; -- concertina-ignore-file drop-table: all empty', {
        'drop-table': /TABLE \w/g,
      }).findings,
      [],
    ))

  test('one without a reason takes out nothing, and is told at its place', () => {
    const { findings, messages, severities } = judge(
      '-- concertina-ignore drop-table\nDROP TABLE a;',
      { 'drop-table': /TABLE \w/g },
    )
    assert.deepEqual(findings, [
      'drop-table at TABLE a',
      'invalid-ignore at -- concertina-ignore drop-table',
    ])
    assert.equal(
      messages[1],
      'This comment has no effect: it gives no reason. Write the reason behind a colon, for whoever reads it next year.',
    )
    assert.deepEqual(severities, ['error', 'warning'])
  })

  test('one that names no rule, an unknown one, or stands above nothing is told', () => {
    const told = (text: string) => judge(text, {}).messages
    assert.deepEqual(told('-- concertina-ignore\nSELECT 1;'), [
      'This comment has no effect: it names no rule. Write concertina-ignore rule: reason.',
    ])
    assert.deepEqual(told('-- concertina-ignore drop-tabel: empty\nSELECT 1;'), [
      'There is no rule "drop-tabel", so that this comment has no effect for it.',
    ])
    assert.deepEqual(told('-- concertina-ignore drop-table: empty\n'), [
      'This comment has no effect: nothing stands below it.',
    ])
  })

  test('one that takes out nothing is unused, for each of its rules', () => {
    const { findings, messages, severities } = judge(
      '-- concertina-ignore drop-table, drop-column: old\nDROP TABLE a;',
      { 'drop-table': /TABLE \w/g },
    )
    assert.deepEqual(findings, [
      'unused-ignore at -- concertina-ignore drop-table, drop-column: old',
    ])
    assert.deepEqual(messages, [
      'Nothing is found here for "drop-column", so that this comment has no effect. Remove it.',
    ])
    assert.deepEqual(severities, ['information'])
  })

  test('concertina.json decides on unused comments as on any rule', () => {
    const text = '-- concertina-ignore drop-table: old\nSELECT 1;'
    assert.deepEqual(
      judge(text, {}, { rules: { 'unused-ignore': 'off' }, ignore: [] }).findings,
      [],
    )
    assert.deepEqual(
      judge(text, {}, { rules: { 'unused-ignore': 'error' }, ignore: [] }).severities,
      ['error'],
    )
    assert.deepEqual(
      judge(`-- concertina-ignore-file unused-ignore: kept\n${text}`, {}).findings,
      [],
    )
  })

  test('an entry of concertina.json is counted too', () => {
    const ignore = [{ rule: 'drop-table', reason: 'empty', object: 'a' }]
    const { findings, suppressed } = judge(
      'DROP TABLE a;',
      { 'drop-table': /TABLE \w/g },
      { rules: {}, ignore },
    )
    assert.deepEqual([findings, suppressed], [[], ['drop-table at TABLE a']])
  })
})
