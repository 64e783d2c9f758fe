import assert from 'node:assert/strict'
import { relationsOf } from '../../../server/src/sql/objectsOf.js'
import { loadSqlParser } from '../../../server/src/sql/parseStatements.js'

const parser = await loadSqlParser()

suite('the objects that a statement names', () => {
  test('a table and what it refers to, in the order of the script', () =>
    checkObjects(
      'ALTER TABLE s."Post" ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES "User"(id), ADD r "Role"',
      ['relation s.Post', 'relation User', 'type Role'],
    ))

  test('PostgreSQL’s own types and serial are not named', () =>
    checkObjects('CREATE TABLE t (a int, b text[], c serial, d pg_catalog.uuid, e s."T"[])', [
      'relation t',
      'type s.T',
    ]))

  test('an index lives in the schema of its table', () =>
    checkObjects('CREATE INDEX "i" ON s."A"(a)', ['index s.i', 'relation s.A']))

  test('an index without a name names its table', () =>
    checkObjects('CREATE INDEX ON a (b)', ['relation a']))

  test('dropped objects', () =>
    checkObjects(
      `DROP TABLE a, s.b; DROP INDEX s.i; DROP TYPE "T"; DROP VIEW v; DROP SEQUENCE q;
       DROP TRIGGER x ON s.t; DROP POLICY p ON t; DROP FUNCTION f("T")`,
      [
        'relation a',
        'relation s.b',
        'index s.i',
        'type T',
        'relation v',
        'relation q',
        'relation s.t',
        'relation t',
        'type T',
      ],
    ))

  test('types and their values', () =>
    checkObjects(
      `CREATE TYPE "T" AS ENUM ('a'); ALTER TYPE s."T" ADD VALUE 'b'; ALTER TYPE "T" RENAME VALUE 'a' TO 'c';
       ALTER TYPE "T" RENAME TO "U"; CREATE DOMAIN d AS "T"; ALTER DOMAIN s.d DROP DEFAULT;
       CREATE TYPE c AS (x "T"); ALTER TYPE c RENAME ATTRIBUTE x TO y; ALTER TYPE c DROP ATTRIBUTE x`,
      [
        'type T',
        'type s.T',
        'type T',
        'type T',
        'type d',
        'type T',
        'type s.d',
        'type c',
        'type T',
        'type c',
        'type c',
      ],
    ))

  test('indexes that are renamed, altered or rebuilt', () =>
    checkObjects(
      'ALTER INDEX s.i RENAME TO j; ALTER INDEX i SET (fillfactor = 7); REINDEX INDEX i; REINDEX TABLE t',
      ['index s.i', 'index i', 'index i', 'relation t'],
    ))

  test('queries name their tables, but not what WITH makes', () =>
    checkObjects(
      'WITH x AS (SELECT * FROM a) UPDATE b SET c = 1 FROM x, s.x WHERE EXISTS (SELECT 1 FROM d)',
      ['relation a', 'relation b', 'relation s.x', 'relation d'],
    ))

  test('the range is the name itself, behind its schema', () => {
    const script = '-- é😀\nDROP TABLE "é"."T"'
    const [statement] = parser.parse(script)
    const [found] = statement === undefined ? [] : relationsOf(statement)
    assert.equal(script.slice(found?.range.start, found?.range.end), '"T"')
  })

  test('the body of a DO block is opened', () =>
    checkObjects('DO $$ BEGIN DROP TABLE a; CREATE INDEX i ON b (c); END $$', [
      'relation a',
      'index i',
      'relation b',
    ]))

  test('a statement that does not parse names nothing', () => checkObjects('DROP TABL a', []))
})

function checkObjects(script: string, expected: readonly string[]): void {
  const found = parser
    .parse(script)
    .flatMap(relationsOf)
    .map(({ kind, name }) => [kind, [name.schema, name.name].filter(Boolean).join('.')].join(' '))
  assert.deepEqual(found, expected)
}
