import assert from 'node:assert/strict'
import fc from 'fast-check'
import { canonicalSql, sameSql } from '../../../server/src/sql/canonicalSql.js'
import { tokensOf } from '../../../server/src/sql/tokens.js'
import { brokenSql, statement } from './sqlTexts.js'

suite('laws of canonical SQL', () => {
  test('the canonical spelling is its own canonical spelling', () =>
    fc.assert(
      fc.property(statement, (text) => {
        assert.equal(canonicalSql(canonicalSql(text)), canonicalSql(text))
      }),
    ))

  test('white space and comments between tokens change nothing', () =>
    fc.assert(
      fc.property(statement, fc.array(blank, { minLength: 1 }), (text, blanks) => {
        const spread = tokensOf(text)
          .map(({ start, end }, index) => {
            const between = blanks[index % blanks.length] ?? ' '
            return `${between}${text.slice(start, end)}\n`
          })
          .join('')
        assert.ok(sameSql(text, spread))
      }),
    ))

  test('no text is refused', () => {
    fc.assert(fc.property(brokenSql, (text) => typeof canonicalSql(text) === 'string'))
  })
})

const blank = fc.constantFrom(' ', '\n', '\r\n\t', ' /* x; /* y */ */ ', " -- it's\n")
