import assert from 'node:assert/strict'
import { rulesInForce } from '../../../server/src/project/findingPolicy.js'
import type { Rule } from '../../../server/src/rules/rule.js'

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
