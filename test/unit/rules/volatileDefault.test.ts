import assert from 'node:assert/strict'
import { emptyCatalogue, type Catalogue } from '../../../server/src/engine/catalogue.js'
import { volatilityOfDefault } from '../../../server/src/rules/volatileDefault.js'
import { loadSqlParser } from '../../../server/src/sql/parseStatements.js'

const parser = await loadSqlParser()

suite('volatility of a default', () => {
  const check = (value: string, expected: string, catalogue: Catalogue = emptyCatalogue) => {
    const [statement] = parser.parse(`ALTER TABLE t ADD COLUMN c text DEFAULT ${value}`)
    const [action] = statement?.kind === 'parsed' ? statement.actions : []
    assert.ok(action?.kind === 'addColumn' && action.column.default)
    assert.equal(volatilityOfDefault(action.column.default, catalogue), expected, value)
  }

  test('literals, also signed, in brackets or in arrays, and the times of the statement are constant', () => {
    for (const value of [
      "'x'",
      '-1',
      '(0)',
      "ARRAY['a']",
      'now()',
      'CURRENT_DATE',
      'pg_catalog.now()',
    ])
      check(value, 'constant')
  })

  test('functions that are volatile by declaration, wherever they stand', () => {
    for (const value of [
      'gen_random_uuid()',
      'ARRAY[random()]',
      "'a' || nextval('s')",
      'upper(uuidv7()::text)',
    ])
      check(value, 'volatile')
  })

  test('a function that is in no list is unknown', () => check('mystery()', 'unknown'))

  test('a function of one’s own is what the catalogue says', () => {
    const functions = (volatility: 'immutable' | 'volatile') => ({
      ...emptyCatalogue,
      functions: [{ schema: 'public', name: 'mine', language: 'sql', volatility, definition: '' }],
    })
    check('mine()', 'volatile', functions('volatile'))
    check('mine()', 'constant', functions('immutable'))
  })
})
