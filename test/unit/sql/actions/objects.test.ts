import assert from 'node:assert/strict'
import { changesIn, namesIn, wholesIn } from '../readableActions.js'

suite('actions on other objects', () => {
  test('schemas, also those named after a role', () => {
    const script = 'CREATE SCHEMA IF NOT EXISTS "s"; CREATE SCHEMA AUTHORIZATION me'
    assert.deepEqual(changesIn(script), [
      { kind: 'createSchema', name: 's', ifNotExists: true },
      { kind: 'createSchema', name: 'me', ifNotExists: false },
    ])
    assert.deepEqual(namesIn(script), ['"s"', 'me'])
  })

  test('what a CREATE SCHEMA creates besides is not passed over', () => {
    const script =
      'CREATE SCHEMA s CREATE TABLE t (a int) CREATE INDEX "i" ON t (a) CREATE VIEW v AS SELECT 1'
    assert.deepEqual(namesIn(script), ['s', 't', '"i"', 'v'])
    assert.deepEqual(wholesIn(script), [
      script,
      'CREATE TABLE t (a int)',
      'CREATE INDEX "i" ON t (a)',
      'CREATE VIEW v AS SELECT 1',
    ])
  })

  test('extensions, views and refreshes', () => {
    const script = `CREATE EXTENSION IF NOT EXISTS "uuid-ossp"; CREATE OR REPLACE VIEW s.v AS SELECT 1;
      REFRESH MATERIALIZED VIEW CONCURRENTLY s.m; REFRESH MATERIALIZED VIEW m WITH NO DATA`
    assert.deepEqual(changesIn(script), [
      { kind: 'createExtension', name: 'uuid-ossp' },
      { kind: 'createView', view: { schema: 's', name: 'v' }, replace: true },
      { ...refresh, view: { schema: 's', name: 'm' }, concurrently: true },
      { ...refresh, view: { name: 'm' }, withData: false },
    ])
    assert.deepEqual(namesIn(script), ['"uuid-ossp"', 'v', 'm', 'm'])
  })

  test('sequences, with their type', () =>
    assert.deepEqual(
      changesIn(
        'CREATE SEQUENCE s.a AS smallint; ALTER SEQUENCE a AS bigint; ALTER SEQUENCE a RESTART',
      ),
      [
        { kind: 'createSequence', sequence: { schema: 's', name: 'a' }, type: 'smallint' },
        { kind: 'alterSequence', sequence: { name: 'a' }, type: 'bigint' },
        { kind: 'alterSequence', sequence: { name: 'a' } },
      ],
    ))

  test('functions, with their language and body', () => {
    const script = `CREATE OR REPLACE FUNCTION s.f(a int) RETURNS int LANGUAGE SQL AS 'SELECT 1';
      CREATE PROCEDURE p() BEGIN ATOMIC SELECT 1; END; CREATE FUNCTION g() RETURNS int RETURN 1 + 1`
    assert.deepEqual(changesIn(script), [
      {
        kind: 'createFunction',
        name: { schema: 's', name: 'f' },
        language: 'sql',
        body: 'SELECT 1',
        replace: true,
      },
      {
        kind: 'createFunction',
        name: { name: 'p' },
        body: 'BEGIN ATOMIC SELECT 1; END',
        replace: false,
      },
      { kind: 'createFunction', name: { name: 'g' }, body: 'RETURN 1 + 1', replace: false },
    ])
    assert.deepEqual(namesIn(script), ['f', 'p', 'g'])
  })

  test('triggers', () => {
    const script = `CREATE CONSTRAINT TRIGGER "t" AFTER INSERT ON s.a FOR EACH ROW EXECUTE FUNCTION f();
      CREATE OR REPLACE TRIGGER u BEFORE DELETE ON a EXECUTE FUNCTION f()`
    assert.deepEqual(changesIn(script), [
      { kind: 'createTrigger', table: { schema: 's', name: 'a' }, name: 't' },
      { kind: 'createTrigger', table: { name: 'a' }, name: 'u' },
    ])
    assert.deepEqual(namesIn(script), ['"t"', 'u'])
  })

  test('DO blocks are PL/pgSQL unless they say otherwise', () =>
    assert.deepEqual(changesIn("DO $$ BEGIN END $$; DO LANGUAGE plperl 'x'"), [
      { kind: 'doBlock', language: 'plpgsql', body: ' BEGIN END ' },
      {
        kind: 'doBlock',
        language: 'plperl',
        body: 'x',
        unchecked: [{ kind: 'unread', range: { start: 39, end: 42 } }],
      },
    ]))

  test('a statement without a kind keeps PostgreSQL’s name of it, and its table where it has one', () =>
    assert.deepEqual(
      changesIn(`CLUSTER a USING i; CREATE POLICY p ON s.a; ALTER POLICY p ON a TO me;
        CREATE RULE r AS ON INSERT TO a DO NOTHING; GRANT SELECT ON a TO me; COMMENT ON TABLE a IS 'x'`),
      [
        { kind: 'other', node: 'ClusterStmt', table: { name: 'a' } },
        { kind: 'other', node: 'CreatePolicyStmt', table: { schema: 's', name: 'a' } },
        { kind: 'other', node: 'AlterPolicyStmt', table: { name: 'a' } },
        { kind: 'other', node: 'RuleStmt', table: { name: 'a' } },
        { kind: 'other', node: 'GrantStmt' },
        { kind: 'other', node: 'CommentStmt' },
      ],
    ))
})

const refresh = { kind: 'refreshMaterializedView', concurrently: false, withData: true }
