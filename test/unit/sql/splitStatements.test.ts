import assert from 'node:assert/strict'
import { splitStatements } from '../../../server/src/sql/splitStatements.js'

suite('splitting a script', () => {
  test('a statement has neither its semicolon nor the comments around it', () =>
    checkSplit('-- one\nSELECT 1 /* in */ + 2 ; -- two\n\nSELECT 3', [
      'SELECT 1 /* in */ + 2',
      'SELECT 3',
    ]))

  test('empty statements are left out', () => {
    checkSplit(';;  ; SELECT 1;;', ['SELECT 1'])
    checkSplit('-- nothing', [])
    checkSplit('', [])
  })

  test('semicolons inside quotes and comments part nothing', () =>
    checkSplit(`SELECT ';', E'\\';', ";", $$;$$, $t$ $$;$$ $t$ -- ;\n/* ; /* ; */ ; */; SELECT 2`, [
      `SELECT ';', E'\\';', ";", $$;$$, $t$ $$;$$ $t$`,
      'SELECT 2',
    ]))

  test('the body of a DO block is one string', () =>
    checkSplit('DO $$ BEGIN PERFORM 1; END $$; SELECT 1', [
      'DO $$ BEGIN PERFORM 1; END $$',
      'SELECT 1',
    ]))

  test('the actions of a rule stay together', () =>
    checkSplit(
      'create or replace RULE r AS ON INSERT TO t DO (DELETE FROM a; DELETE FROM b); SELECT 1',
      ['create or replace RULE r AS ON INSERT TO t DO (DELETE FROM a; DELETE FROM b)', 'SELECT 1'],
    ))

  test('a function body BEGIN ATOMIC … END stays together, with CASE … END inside', () =>
    checkSplit(
      `CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC
        SELECT CASE WHEN true THEN 1 END AS end; SELECT t.end FROM t; END; SELECT 2`,
      [
        `CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC
        SELECT CASE WHEN true THEN 1 END AS end; SELECT t.end FROM t; END`,
        'SELECT 2',
      ],
    ))

  test('an empty atomic body ends too', () =>
    checkSplit('CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC END; SELECT 1', [
      'CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC END',
      'SELECT 1',
    ]))

  test('a parameter named begin opens no body', () =>
    checkSplit('CREATE FUNCTION f(begin atomic) RETURNS int RETURN 1; SELECT 2', [
      'CREATE FUNCTION f(begin atomic) RETURNS int RETURN 1',
      'SELECT 2',
    ]))

  test('BEGIN as a statement of its own opens no body', () =>
    checkSplit('BEGIN; SELECT 1; END;', ['BEGIN', 'SELECT 1', 'END']))

  test('a parenthesis that is never closed spoils its own statement only', () =>
    checkSplit('SELECT (1; SELECT 2', ['SELECT (1', 'SELECT 2']))

  test('a quote that is never closed takes the rest', () =>
    checkSplit(`SELECT 1; SELECT 'a; SELECT 2;`, ['SELECT 1', `SELECT 'a; SELECT 2;`]))

  test('lines of psql are text', () =>
    checkSplit('\\i other.sql\nSELECT 1;\nSELECT 2', ['\\i other.sql\nSELECT 1', 'SELECT 2']))

  test('the rows behind COPY FROM stdin are text, which PostgreSQL refuses as well', () =>
    checkSplit('COPY t FROM stdin;\n1\ta\n\\.\nSELECT 1;', [
      'COPY t FROM stdin',
      '1\ta\n\\.\nSELECT 1',
    ]))

  test('a byte order mark belongs to no statement', () =>
    assert.deepEqual(splitStatements('\ufeffSELECT 1;'), [
      { text: 'SELECT 1', range: { start: 1, end: 9 } },
    ]))

  test('ranges count UTF-16 units, with Windows line ends too', () =>
    assert.deepEqual(
      splitStatements("-- é😀\r\nSELECT '😀';\r\nSELECT 2;\r\n").map(({ range }) => range),
      [
        { start: 8, end: 19 },
        { start: 22, end: 30 },
      ],
    ))
})

function checkSplit(script: string, expected: readonly string[]): void {
  const statements = splitStatements(script)
  assert.deepEqual(
    statements.map(({ text }) => text),
    expected,
  )
  for (const { text, range } of statements) {
    assert.equal(script.slice(range.start, range.end), text)
  }
}
