import assert from 'node:assert/strict'
import { schemaThemes, sqlThemes } from '../../../../bench/accuracy/traps/index.js'
import { quietTraps } from '../../../../bench/accuracy/traps/quiet.js'
import { edited, rulesOf, schemaTheme, sqlTheme } from '../../../../bench/accuracy/traps/trap.js'
import { rules } from '../../../../server/src/rules/index.js'

const sqlTraps = sqlThemes.flatMap(({ traps }) => traps)
const schemaTraps = schemaThemes.flatMap(({ traps }) => traps)
const expected = new Set([
  ...sqlTraps.flatMap(({ whole, split }) => [...rulesOf(whole), ...rulesOf(split)]),
  ...schemaTraps.flatMap(({ verdict }) => rulesOf(verdict)),
])

suite('traps', () => {
  test('there are at least 150 of SQL and 60 of the schema, and many that nothing may be said of', () => {
    assert.ok(sqlTraps.length >= 150, String(sqlTraps.length))
    assert.ok(schemaTraps.length >= 60, String(schemaTraps.length))
    assert.ok(sqlTraps.filter(({ whole }) => whole === '').length >= 80)
    assert.ok(schemaTraps.filter(({ verdict }) => verdict === '').length >= 20)
  })

  test('a name stands for one trap of its theme', () => {
    for (const { theme, traps } of [...sqlThemes, ...schemaThemes]) {
      const names = traps.map(({ name }) => name)
      assert.deepEqual(
        names.filter((name, index) => names.indexOf(name) !== index),
        [],
        theme,
      )
    }
  })

  test('every rule has one, loud or quiet, but for those that need more than a file', () => {
    const quiet = new Set(quietTraps.map(({ rule }) => rule))
    const needsMore = new Set([
      // Speaks only of what nobody could execute.
      'drop-type',
      // What is left of a build that failed.
      'invalid-index-left',
      // Another tablespace.
      'set-tablespace',
      // The conventions that a project has written down.
      'naming-convention',
    ])
    assert.deepEqual(
      rules
        .map(({ id }) => id)
        .filter((id) => !expected.has(id) && !quiet.has(id) && !needsMore.has(id)),
      [],
    )
    assert.equal(quiet.size, quietTraps.length)
    const known = new Set(rules.map(({ id }) => id))
    assert.deepEqual(
      [...expected].filter((id) => !known.has(id)),
      [],
    )
  })

  test('a row has one verdict and one SQLSTATE for both models, unless it says otherwise', () => {
    const { traps } = sqlTheme('t', '', [
      ['a', 'SELECT 1;', 'drop-table', { refused: '42P01' }],
      ['b', 'SELECT 2;', 'drop-table', { split: '', refused: { whole: '25001' } }],
    ])
    assert.deepEqual(
      traps.map(({ whole, split, refused }) => [whole, split, refused.whole, refused.split]),
      [
        ['drop-table', 'drop-table', '42P01', '42P01'],
        ['drop-table', '', '25001', undefined],
      ],
    )
  })

  test('an edit whose text is not there exactly once is a mistake in the trap', () => {
    const { traps } = schemaTheme('t', '', 'x x y', [
      ['good', [['y', '$&z']], ''],
      ['bad', [['x', 'z']], ''],
    ])
    const [good, bad] = traps
    assert.ok(good !== undefined && bad !== undefined)
    assert.equal(edited('x x y', good), 'x x $&z')
    assert.throws(() => edited('x x y', bad), /"x" is not there once/)
  })
})
