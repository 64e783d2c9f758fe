import assert from 'node:assert/strict'
import { loadSqlParser } from '../../../server/src/sql/parseStatements.js'

const parser = await loadSqlParser()

suite('parsing a script', () => {
  test('a statement that does not parse hides none of its neighbours', () => {
    const statements = parser.parse('SELECT 1; SELEC 2; SELECT 3;')
    assert.deepEqual(
      statements.map(({ kind, text }) => [kind, text]),
      [
        ['parsed', 'SELECT 1'],
        ['unparsed', 'SELEC 2'],
        ['parsed', 'SELECT 3'],
      ],
    )
  })

  test("the reason is PostgreSQL's own, the place is the token that it names", () =>
    checkError('SELECT 1;\nSELECT x y z;', 'syntax error at or near "z"', 'z'))

  test('the place is right behind characters of several bytes', () =>
    checkError(`-- é😀\nSELECT 'é😀', x y "é😀";`, 'syntax error at or near ""é😀""', '"é😀"'))

  test('an error at the end of the statement marks its last character', () =>
    checkError('SELECT (1', 'syntax error at end of input', '1'))

  test('an unclosed quote is shown up to the end of its line', () =>
    checkError("SELECT 'abc\ndef", `unterminated quoted string at or near "'abc…"`, "'abc"))

  test('a NUL character is refused, since the parser would not read what is behind it', () =>
    checkError('SELECT 1\0 DROP TABLE a', 'invalid byte sequence for encoding "UTF8": 0x00', '\0'))

  test('a statement nested too deeply is refused, and the next one is read', () => {
    const deep = `SELECT ${Array.from({ length: 20_000 }, () => '1').join('+')}`
    const [refused, next] = parser.parse(`${deep}; SELECT 1;`)
    assert.equal(refused?.kind, 'unparsed')
    assert.equal(
      refused?.kind === 'unparsed' && refused.reason,
      'statement is nested too deeply to be read',
    )
    assert.equal(next?.kind, 'parsed')
  })

  test('a lone surrogate moves no place', () => {
    const script = 'ALTER TABLE "\ud800" DROP COLUMN "a";'
    const [statement] = parser.parse(script)
    const [action] = statement?.kind === 'parsed' ? statement.actions : []
    assert.equal(script.slice(action?.range.start, action?.range.end), '"a"')
  })

  test('offsets of actions count from the beginning of the script', () => {
    const script = '\ufeff-- é😀\r\nSELECT 1;\r\nDROP TABLE "é😀"."T" CASCADE;\r\n'
    const [, statement] = parser.parse(script)
    const [action] = statement?.kind === 'parsed' ? statement.actions : []
    assert.equal(script.slice(action?.range.start, action?.range.end), '"T"')
    assert.equal(
      script.slice(action?.whole.start, action?.whole.end),
      'DROP TABLE "é😀"."T" CASCADE',
    )
  })

  test('an empty script has no statements', () => {
    assert.deepEqual(parser.parse(''), [])
    assert.deepEqual(parser.parse(' ; -- nothing'), [])
  })
})

function checkError(script: string, reason: string, place: string): void {
  const failed = parser.parse(script).find(({ kind }) => kind === 'unparsed')
  assert.equal(failed?.kind, 'unparsed')
  if (failed?.kind !== 'unparsed') return
  assert.equal(failed.reason, reason)
  assert.equal(script.slice(failed.at.start, failed.at.end), place)
}
