import assert from 'node:assert/strict'
import fc from 'fast-check'
import { loadSqlParser } from '../../../server/src/sql/parseStatements.js'
import { splitStatements } from '../../../server/src/sql/splitStatements.js'
import { tokensOf } from '../../../server/src/sql/tokens.js'
import { brokenSql, separator, statement } from './sqlTexts.js'

const parser = await loadSqlParser()

suite('laws of splitting', () => {
  test('outside the statements there are comments and semicolons alone', () =>
    fc.assert(
      fc.property(brokenSql, (script) => {
        let rest = script
        let seen = 0
        for (const { text, range } of splitStatements(script)) {
          assert.equal(script.slice(range.start, range.end), text)
          assert.ok(seen <= range.start && range.start < range.end)
          rest = rest.slice(0, range.start) + ' '.repeat(text.length) + rest.slice(range.end)
          seen = range.end
        }
        for (const { kind, start, end } of tokensOf(rest)) {
          assert.ok(kind === 'comment' || rest.slice(start, end) === ';')
        }
      }),
    ))

  test('statements put together come apart again, and each of them parses', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(statement, separator), { maxLength: 6 }), (parts) => {
        const script = parts.flat().join('')
        const found = parser.parse(script)
        assert.deepEqual(
          found.map(({ text }) => text),
          parts.map(([text]) => text),
        )
        assert.ok(found.every(({ kind }) => kind === 'parsed'))
      }),
    ))

  test('no text makes the parser throw, and every place lies in its statement', () =>
    fc.assert(
      fc.property(fc.array(fc.oneof(brokenSql, statement), { maxLength: 4 }), (parts) => {
        for (const found of parser.parse(parts.join(' '))) {
          const places = found.kind === 'parsed' ? found.actions : [{ range: found.at }]
          for (const { range } of places) {
            assert.ok(found.range.start <= range.start && range.start < range.end)
            assert.ok(range.end <= found.range.end)
          }
        }
      }),
    ))
})
