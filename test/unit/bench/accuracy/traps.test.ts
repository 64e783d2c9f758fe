import assert from 'node:assert/strict'
import { schemaThemes, sqlThemes } from '../../../../bench/accuracy/traps/index.js'
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

  test('every rule that warns has one, but for those that need more than a file', () => {
    const loud = rules.filter(
      ({ severity, offByDefault }) =>
        offByDefault !== true && (severity === 'error' || severity === 'warning'),
    )
    assert.deepEqual(
      loud.map(({ id }) => id).filter((id) => !expected.has(id)),
      [
        // They yield to rules that say the same and more of each statement that can be written here.
        'set-not-null-old-writers',
        'drop-table-locks-referenced',
        'drop-type',
        // What is left of a build that failed.
        'invalid-index-left',
        // Another access method, another tablespace.
        'set-access-method',
        'set-tablespace',
        // The order of folders.
        'non-linear-history',
      ],
    )
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
