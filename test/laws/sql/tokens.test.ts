import assert from 'node:assert/strict'
import fc from 'fast-check'
import { loadModule, scanSync, type ScanToken } from 'libpg-query'
import { tokensOf } from '../../../server/src/sql/tokens.js'
import { byteOffsetsOf } from '../../../server/src/text/byteOffsets.js'
import { brokenSql } from './sqlTexts.js'

await loadModule()

suite('laws of tokens', () => {
  test('PostgreSQL’s own scanner cuts every text in the same places, where it does not refuse it', () =>
    fc.assert(
      fc.property(brokenSql, (text) => {
        // The library's scanner knows no comment between the parts of one string; PostgreSQL does.
        fc.pre(text !== '' && !/'\s*--/.test(text))
        const theirs = scanOf(text)
        fc.pre(theirs !== undefined)
        const offsets = byteOffsetsOf(text)
        assert.deepEqual(
          tokensOf(text).map(({ start, end }) => [start, end]),
          theirs.map(({ start, end }) => [offsets.utf16At(start), offsets.utf16At(end)]),
        )
      }),
      { numRuns: 3000 },
    ))

  test('between two tokens there is nothing but white space', () =>
    fc.assert(
      fc.property(brokenSql, (text) => {
        let seen = 0
        for (const { start, end } of tokensOf(text)) {
          assert.match(text.slice(seen, start), /^[ \t\n\r\f\v]*$/)
          assert.ok(start < end)
          seen = end
        }
        assert.match(text.slice(seen), /^[ \t\n\r\f\v]*$/)
      }),
    ))
})

function scanOf(text: string): readonly ScanToken[] | undefined {
  try {
    return scanSync(text).tokens
  } catch {
    return undefined
  }
}
