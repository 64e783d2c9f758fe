import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { checksumsThatPrismaAccepts } from '../../../server/src/migrations/checksum.js'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

suite('checksums that Prisma accepts', () => {
  test('a text with LF is also known by its checksum with CRLF', () =>
    assert.deepEqual(checksumsThatPrismaAccepts('a\nb\n', named), ['a\nb\n', 'a\r\nb\r\n']))

  test('a text with CRLF is also known by its checksum with LF', () =>
    assert.ok(checksumsThatPrismaAccepts('a\r\nb\r\n', named).includes('a\nb\n')))

  test('CRLF made CRLF once more is CR CR LF, as in the engine', () =>
    assert.ok(checksumsThatPrismaAccepts('a\r\n', named).includes('a\r\r\n')))

  test('a text without line ends has one checksum', () =>
    assert.deepEqual(checksumsThatPrismaAccepts('SELECT 1', named), ['SELECT 1']))

  test('the first checksum is that of the text as it is', () =>
    assert.equal(
      checksumsThatPrismaAccepts('hello', sha256)[0],
      '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
    ))

  test('bytes below 16 were once printed with one digit', () =>
    assert.deepEqual(
      checksumsThatPrismaAccepts('x', () => '0a10b00f'),
      ['0a10b00f', 'a10b0f'],
    ))

  test('another text is not accepted', () =>
    assert.ok(!checksumsThatPrismaAccepts('abc\n', sha256).includes(sha256('abc'))))
})

/** Stands for a hash: shows which texts are hashed. */
function named(text: string): string {
  return text
}
