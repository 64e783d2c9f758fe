import fc from 'fast-check'

/** Texts of the pieces on which a tokenizer stumbles, most of them no SQL at all. */
export const brokenSql: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom(
      ...["'", "''", '"', '$$', '$a$', '$', '\\', '--', '/*', '*/', ';', '(', ')', '[', ']', ','],
      ...['E', "e'", "B'", "U&'", 'u&"', 'n', 'abc', 'x$y', '_', 'é', '😀', '$1', "'a'\n'b'"],
      ...['1', '1.5', '.', '..', '1e5', 'e+', '0x1F', '1_0', ':', '::', ':=', '=>', '`', '?'],
      ...['+', '-', '*', '/', '<', '>', '=', '@', '!', '#', '~', '|', '%', '^', '&'],
      ...['\n', '\r\n', ' ', '\t', '\f', '\v'],
    ),
    { maxLength: 14 },
  )
  .map((pieces) => pieces.join(''))

/** Statements that PostgreSQL reads, with what could mislead a splitter. */
export const statement: fc.Arbitrary<string> = fc.constantFrom(
  'SELECT 1',
  `SELECT 'a;b', E'\\';', "x;y", $$;'$$, $t$ ; $$ $t$ FROM "é😀"`,
  'SELECT /* ; /* nested; */ */ 2 -- ;\n + 3',
  'DO $$ BEGIN PERFORM 1; END $$',
  'CREATE RULE r AS ON INSERT TO t DO (DELETE FROM a; DELETE FROM b)',
  'CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END AS end; END',
  'CREATE OR REPLACE PROCEDURE p() LANGUAGE sql BEGIN ATOMIC END',
  'BEGIN',
  'END',
  'ALTER TABLE "T" ADD COLUMN "a;b" TEXT DEFAULT \';\', DROP COLUMN "c"',
  `INSERT INTO t VALUES ('a'\n'b;'), (E'x'\n'\\';')`,
  'COPY t FROM stdin',
)

/** What may stand between two statements. */
export const separator: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(';', ' ', '\n', '\r\n', '-- a ; \'b"\n', '/* ; $$ /* " */ */', '\t'), {
    maxLength: 4,
  })
  .map((pieces) => `;${pieces.join('')}`)
