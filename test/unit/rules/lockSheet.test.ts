import assert from 'node:assert/strict'
import { lockModeName } from '../../../server/src/engine/lockMode.js'
import { workByKind } from '../../../server/src/rules/lockSheet.js'
import { loadSqlParser } from '../../../server/src/sql/parseStatements.js'
import { catalogueOf } from '../../support/catalogueOf.js'

const parser = await loadSqlParser()
const catalogue = catalogueOf(`
  CREATE TABLE p ("id" INTEGER PRIMARY KEY);
  CREATE TABLE c ("id" INTEGER PRIMARY KEY, p INTEGER CONSTRAINT fk REFERENCES p (id), n INTEGER, s VARCHAR(10),
    CONSTRAINT u UNIQUE (n));
  CREATE TABLE g ("id" INTEGER, c INTEGER CONSTRAINT gfk REFERENCES c (id));
  CREATE INDEX i ON c (n);
  CREATE TABLE t (a TEXT, b VARCHAR(5), d VARCHAR(5) CONSTRAINT tc CHECK (d <> ''));
  CREATE INDEX ti ON t (a);`)

const workOf = (sql: string) => {
  const [statement, ...others] = parser.parse(sql)
  assert.ok(statement !== undefined && others.length === 0)
  return workByKind(statement, catalogue)
}
const locksOf = (sql: string) =>
  workOf(sql)
    .locks.map(({ relation, mode }) => `${relation.replace('public.', '')} ${lockModeName(mode)}`)
    .join(', ')

const exclusive = 'c ACCESS EXCLUSIVE'
const sheet: readonly (readonly [sql: string, locks: string])[] = [
  ['CREATE TABLE n (a int)', ''],
  [
    'CREATE TABLE n (a int REFERENCES p, b int REFERENCES c)',
    'c SHARE ROW EXCLUSIVE, p SHARE ROW EXCLUSIVE',
  ],
  ['CREATE TABLE n PARTITION OF c DEFAULT', exclusive],
  ['CREATE TABLE n AS SELECT 1', ''],
  ['DROP TABLE c', 'c ACCESS EXCLUSIVE, p ACCESS EXCLUSIVE'],
  ['DROP TABLE unknown', 'unknown ACCESS EXCLUSIVE'],
  ['DROP TABLE IF EXISTS unknown', ''],
  ['DROP TABLE c CASCADE', 'c ACCESS EXCLUSIVE, g ACCESS EXCLUSIVE, p ACCESS EXCLUSIVE'],
  ['TRUNCATE g', 'g ACCESS EXCLUSIVE'],
  ['TRUNCATE p CASCADE', 'c ACCESS EXCLUSIVE, p ACCESS EXCLUSIVE'],
  ['ALTER TABLE c ADD COLUMN x int', exclusive],
  ['ALTER TABLE c ADD COLUMN x int REFERENCES p', 'c ACCESS EXCLUSIVE, p SHARE ROW EXCLUSIVE'],
  ['ALTER TABLE c DROP COLUMN n', exclusive],
  ['ALTER TABLE c DROP COLUMN p', 'c ACCESS EXCLUSIVE, p ACCESS EXCLUSIVE'],
  ['ALTER TABLE c DROP COLUMN id CASCADE', 'c ACCESS EXCLUSIVE, g ACCESS EXCLUSIVE'],
  ['ALTER TABLE c ALTER COLUMN n TYPE bigint', exclusive],
  ['ALTER TABLE c ALTER COLUMN p TYPE bigint', 'c ACCESS EXCLUSIVE, p ACCESS EXCLUSIVE'],
  ['ALTER TABLE c ALTER COLUMN id TYPE bigint', 'c ACCESS EXCLUSIVE, g ACCESS EXCLUSIVE'],
  ['ALTER TABLE c ALTER COLUMN n SET NOT NULL', exclusive],
  ['ALTER TABLE c ALTER COLUMN n DROP NOT NULL', exclusive],
  ['ALTER TABLE c ALTER COLUMN n SET DEFAULT 1', exclusive],
  ['ALTER TABLE c RENAME COLUMN n TO m', exclusive],
  ['ALTER TABLE c RENAME TO d', exclusive],
  ['ALTER TABLE c SET SCHEMA s', exclusive],
  ['ALTER TABLE c RENAME CONSTRAINT fk TO fk2', exclusive],
  ['ALTER TABLE c ADD CHECK (n > 0)', exclusive],
  ['ALTER TABLE c ADD CHECK (n > 0) NOT VALID', exclusive],
  ['ALTER TABLE c ADD UNIQUE (n)', exclusive],
  ['ALTER TABLE c ADD UNIQUE USING INDEX i', exclusive],
  [
    'ALTER TABLE c ADD FOREIGN KEY (n) REFERENCES p',
    'c SHARE ROW EXCLUSIVE, p SHARE ROW EXCLUSIVE',
  ],
  ['ALTER TABLE c VALIDATE CONSTRAINT fk', 'c SHARE UPDATE EXCLUSIVE, p ROW SHARE'],
  ['ALTER TABLE c VALIDATE CONSTRAINT u', 'c SHARE UPDATE EXCLUSIVE'],
  ['ALTER TABLE c DROP CONSTRAINT u', exclusive],
  ['ALTER TABLE c DROP CONSTRAINT fk', 'c ACCESS EXCLUSIVE, p ACCESS EXCLUSIVE'],
  ['ALTER TABLE c DROP CONSTRAINT u CASCADE', 'c ACCESS EXCLUSIVE, g ACCESS EXCLUSIVE'],
  ['ALTER TABLE c ALTER COLUMN n SET STATISTICS 5', 'c SHARE UPDATE EXCLUSIVE'],
  ['ALTER TABLE c SET (fillfactor = 70)', 'c SHARE UPDATE EXCLUSIVE'],
  ['ALTER TABLE c DISABLE TRIGGER ALL', 'c SHARE ROW EXCLUSIVE'],
  ['ALTER TABLE c ATTACH PARTITION g DEFAULT', 'c SHARE UPDATE EXCLUSIVE, g ACCESS EXCLUSIVE'],
  ['ALTER TABLE c DETACH PARTITION g', 'c ACCESS EXCLUSIVE, g ACCESS EXCLUSIVE'],
  ['ALTER TABLE c SET LOGGED', exclusive],
  ['ALTER INDEX i SET (fillfactor = 70)', ''],
  ['CREATE INDEX j ON c (n)', 'c SHARE'],
  ['CREATE INDEX CONCURRENTLY j ON c (n)', 'c SHARE UPDATE EXCLUSIVE'],
  ['DROP INDEX i', exclusive],
  ['DROP INDEX CONCURRENTLY i', 'c SHARE UPDATE EXCLUSIVE'],
  ['DROP INDEX unknown', ''],
  ['ALTER INDEX i RENAME TO j', ''],
  ['REINDEX TABLE c', 'c SHARE'],
  ['REINDEX INDEX i', 'c SHARE'],
  ['REINDEX INDEX CONCURRENTLY i', 'c SHARE UPDATE EXCLUSIVE'],
  ['REINDEX SCHEMA public', ''],
  ['CREATE TRIGGER t AFTER INSERT ON c FOR EACH ROW EXECUTE FUNCTION f()', 'c SHARE ROW EXCLUSIVE'],
  ['DROP TRIGGER t ON c', exclusive],
  ['DROP POLICY y ON c', exclusive],
  ['ALTER TRIGGER t ON c RENAME TO t2', exclusive],
  ['REFRESH MATERIALIZED VIEW v', 'v ACCESS EXCLUSIVE'],
  ['REFRESH MATERIALIZED VIEW CONCURRENTLY v', 'v EXCLUSIVE'],
  ['INSERT INTO c VALUES (1)', 'c ROW EXCLUSIVE'],
  ['UPDATE c SET n = 1', 'c ROW EXCLUSIVE'],
  ['DELETE FROM c', 'c ROW EXCLUSIVE'],
  ['SELECT * FROM c', 'c ACCESS SHARE'],
  ['LOCK TABLE c, p IN SHARE MODE', 'c SHARE, p SHARE'],
  ['VACUUM c', 'c SHARE UPDATE EXCLUSIVE'],
  ['VACUUM FULL c', exclusive],
  ['CREATE TYPE e AS ENUM ()', ''],
  ["ALTER TYPE e ADD VALUE 'x'", ''],
  ['CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1', ''],
  ['CREATE VIEW v AS SELECT * FROM c', ''],
  ['SET lock_timeout = 1', ''],
]

suite('lock sheet', () => {
  for (const [sql, expected] of sheet) {
    test(`${sql}: ${expected === '' ? 'no table' : expected}`, () =>
      assert.equal(locksOf(sql), expected))
  }

  test('a statement with several commands takes the strongest of each table once', () =>
    assert.equal(
      locksOf('ALTER TABLE c ADD FOREIGN KEY (n) REFERENCES p, ADD COLUMN x int'),
      'c ACCESS EXCLUSIVE, p SHARE ROW EXCLUSIVE',
    ))

  test('what is read whole', () => {
    for (const sql of [
      'ALTER TABLE c ALTER COLUMN n SET NOT NULL',
      'ALTER TABLE c ADD CHECK (n > 0)',
      'ALTER TABLE c ADD COLUMN x int DEFAULT 1 REFERENCES p',
      'ALTER TABLE c ADD FOREIGN KEY (n) REFERENCES p',
      'ALTER TABLE c ADD COLUMN x int NOT NULL',
      'ALTER TABLE c VALIDATE CONSTRAINT fk',
      'CREATE INDEX j ON c (n)',
    ]) {
      assert.deepEqual(workOf(sql).scans, ['public.c'], sql)
    }
    for (const sql of [
      'ALTER TABLE t ALTER COLUMN a TYPE citext',
      'ALTER TABLE t ALTER COLUMN a TYPE text COLLATE "C"',
      'ALTER TABLE t ALTER COLUMN d TYPE text',
    ]) {
      assert.deepEqual(workOf(sql).scans, ['public.t'], sql)
    }
    for (const sql of [
      'ALTER TABLE c ADD COLUMN x int NOT NULL DEFAULT 0',
      'ALTER TABLE c ADD CHECK (n > 0) NOT VALID',
      'ALTER TABLE c ADD FOREIGN KEY (n) REFERENCES p NOT VALID',
      'ALTER TABLE c ADD UNIQUE USING INDEX i',
      'ALTER TABLE c ADD COLUMN x int REFERENCES p',
      'ALTER TABLE t ALTER COLUMN a TYPE varchar',
      'ALTER TABLE t ALTER COLUMN b TYPE citext',
      'ALTER TABLE t ALTER COLUMN b TYPE text COLLATE "C"',
      'ALTER TABLE t ALTER COLUMN d TYPE varchar(5)',
      'ALTER TABLE c DROP COLUMN n',
    ]) {
      assert.deepEqual(workOf(sql).scans, [], sql)
    }
  })

  test('what is rewritten', () => {
    for (const sql of [
      'ALTER TABLE c ADD COLUMN x uuid DEFAULT gen_random_uuid()',
      'ALTER TABLE c ADD COLUMN x serial',
      'ALTER TABLE c ADD COLUMN x int GENERATED ALWAYS AS IDENTITY',
      'ALTER TABLE c ADD COLUMN x int GENERATED ALWAYS AS (n + 1) STORED',
      'ALTER TABLE c ALTER COLUMN n TYPE bigint',
      'ALTER TABLE c ALTER COLUMN unknown TYPE bigint',
      'VACUUM FULL c',
    ]) {
      assert.deepEqual(workOf(sql).rewrites, ['public.c'], sql)
    }
    for (const sql of [
      'ALTER TABLE c ADD COLUMN x timestamptz DEFAULT now()',
      'ALTER TABLE c ADD COLUMN x int GENERATED ALWAYS AS (n + 1) VIRTUAL',
      'ALTER TABLE c ALTER COLUMN s TYPE varchar(20)',
    ]) {
      assert.deepEqual(workOf(sql).rewrites, [], sql)
    }
  })

  test('an unparsed statement is not guessed at', () =>
    assert.deepEqual(workOf('ALTER TABLE (('), {
      locks: [],
      rewrites: [],
      indexRebuilds: [],
      scans: [],
    }))
})
