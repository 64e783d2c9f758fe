import assert from 'node:assert/strict'
import { tokensOf } from '../../../server/src/sql/tokens.js'

suite('tokens', () => {
  test('words, names, strings, numbers, parameters, operators, punctuation, comments', () =>
    checkTokens(`SELECT "a""b", 'c''d' || $1 + 1.5e-3; -- done`, [
      'word SELECT',
      'quotedName "a""b"',
      'punctuation ,',
      `string 'c''d'`,
      'operator ||',
      'parameter $1',
      'operator +',
      'number 1.5e-3',
      'punctuation ;',
      'comment -- done',
    ]))

  test('a backslash escapes a quote in E strings alone', () => {
    checkTokens(`E'a\\'b' x`, [`string E'a\\'b'`, 'word x'])
    checkTokens(`'a\\' x`, [`string 'a\\'`, 'word x'])
  })

  test('the prefixes of strings belong to them', () =>
    checkTokens(`B'01' x'1F' N'a' U&'\\0061' u&"b"`, [
      `string B'01'`,
      `string x'1F'`,
      'word N',
      `string 'a'`,
      `string U&'\\0061'`,
      `quotedName u&"b"`,
    ]))

  test('a word that ends in e does not make an E string', () =>
    checkTokens(`table'a\\' b`, ['word table', `string 'a\\'`, 'word b']))

  test('strings on two lines are one, in the manner of the first', () =>
    checkTokens(`E'a' -- more\n 'b\\'c' 'd'`, [`string E'a' -- more\n 'b\\'c'`, `string 'd'`]))

  test('dollar quotes end at their own tag', () => {
    checkTokens(`$$a 'b' $x$ $$ c`, [`string $$a 'b' $x$ $$`, 'word c'])
    checkTokens(`$fn$ $$ ; $$ $fn$`, [`string $fn$ $$ ; $$ $fn$`])
  })

  test('a dollar inside a word quotes nothing', () =>
    checkTokens('a$b$ c$$', ['word a$b$', 'word c$$']))

  test('a dollar alone is punctuation', () =>
    checkTokens('$ $a b', ['punctuation $', 'punctuation $', 'word a', 'word b']))

  test('block comments nest', () =>
    checkTokens('/* a /* b */ c */ d', ['comment /* a /* b */ c */', 'word d']))

  test('an operator ends where a comment begins', () =>
    checkTokens('a <--b\n*/* c */d', [
      'word a',
      'operator <',
      'comment --b',
      'operator *',
      'comment /* c */',
      'word d',
    ]))

  test('an operator keeps a minus at its end only with a special character in it', () => {
    checkTokens('a=-1', ['word a', 'operator =', 'operator -', 'number 1'])
    checkTokens('a@-1', ['word a', 'operator @-', 'number 1'])
  })

  test('numbers may have underscores, a radix, an exponent, a leading or a closing dot', () =>
    checkTokens('1_000 0x1F .5 5. 1e+9', [
      'number 1_000',
      'number 0x1F',
      'number .5',
      'number 5.',
      'number 1e+9',
    ]))

  test('two dots between numbers are no decimal point', () =>
    checkTokens('1..2', ['number 1', 'punctuation ..', 'number 2']))

  test('letters outside ASCII make words, a no-break space too, as in PostgreSQL', () =>
    checkTokens('naïve\u00a0😀 b', ['word naïve\u00a0😀', 'word b']))

  test('casts and named arguments are punctuation of two characters', () =>
    checkTokens('a::b:=c:d', [
      'word a',
      'punctuation ::',
      'word b',
      'punctuation :=',
      'word c',
      'punctuation :',
      'word d',
    ]))

  test('a byte order mark counts as white space at the very beginning', () =>
    assert.deepEqual(tokensOf('\ufeffa'), [{ kind: 'word', start: 1, end: 2 }]))

  for (const open of [`'a b`, `E'a\\`, '"a b', '$x$ a', '/* a /* b */']) {
    test(`what is never closed reaches to the end: ${open}`, () =>
      assert.deepEqual(
        tokensOf(open).map(({ start, end }) => [start, end]),
        [[0, open.length]],
      ))
  }
})

function checkTokens(text: string, expected: readonly string[]): void {
  const found = tokensOf(text).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`)
  assert.deepEqual(found, expected)
}
