import assert from 'node:assert/strict'
import {
  identifierTooLong,
  printIdentifier,
  quoteIdentifier,
  quoteLiteral,
  quoteQualified,
} from '../../../server/src/sql/quoting.js'

suite('quoting', () => {
  test('identifiers are always quoted, quotes inside are doubled', () => {
    assert.equal(quoteIdentifier('user'), '"user"')
    assert.equal(quoteIdentifier('a"b'), '"a""b"')
  })

  test('a qualified name quotes both parts', () => {
    assert.equal(quoteQualified({ schema: 'a.b', name: 'c' }), '"a.b"."c"')
    assert.equal(quoteQualified({ name: 'c' }), '"c"')
  })

  test('quotes in a literal are doubled', () => assert.equal(quoteLiteral("it's"), "'it''s'"))

  test('a backslash makes an E string, which means the same under every setting', () =>
    assert.equal(quoteLiteral("a\\b'c"), "E'a\\\\b''c'"))

  test('NUL is refused', () => {
    assert.throws(() => quoteIdentifier('a\0'), /NUL/)
    assert.throws(() => quoteLiteral('\0'), /NUL/)
  })

  test('a printed identifier has quotes only where PostgreSQL needs them', () => {
    assert.equal(printIdentifier('name'), 'name')
    assert.equal(printIdentifier('Name'), '"Name"')
    assert.equal(printIdentifier('user'), '"user"')
    assert.equal(printIdentifier('a$'), '"a$"')
    assert.equal(printIdentifier('é'), '"é"')
  })

  test('an identifier is too long from 64 bytes on, which é reaches sooner', () => {
    assert.equal(identifierTooLong('a'.repeat(63)), false)
    assert.equal(identifierTooLong('a'.repeat(64)), true)
    assert.equal(identifierTooLong('é'.repeat(31)), false)
    assert.equal(identifierTooLong('é'.repeat(32)), true)
  })
})
