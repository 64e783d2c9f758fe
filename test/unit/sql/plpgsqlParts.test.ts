import assert from 'node:assert/strict'
import { plpgsqlParts } from '../../../server/src/sql/plpgsqlParts.js'

const partsOf = (body: string) => plpgsqlParts(body).map(({ kind, text }) => `${kind}: ${text}`)

suite('the SQL in a PL/pgSQL body', () => {
  test('statements of the block, in order', () =>
    assert.deepEqual(partsOf('BEGIN ALTER TABLE a ADD b INT; DROP TABLE c; END'), [
      'static: ALTER TABLE a ADD b INT',
      'static: DROP TABLE c',
    ]))

  test('behind conditions, loops, labels and exception handlers', () =>
    assert.deepEqual(
      partsOf(`<<outer>> DECLARE n int := 0; r record;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'e') THEN
    CREATE TYPE e AS ENUM ('a;b');
  ELSIF n > 1 THEN DROP TABLE one;
  ELSE DROP TABLE two;
  END IF;
  FOR r IN SELECT * FROM t LOOP
    UPDATE t SET a = 1 WHERE id = r.id;
  END LOOP;
  WHILE n < 3 LOOP n := n + 1; TRUNCATE x; END LOOP;
  BEGIN
    LOCK TABLE t;
  EXCEPTION WHEN lock_not_available OR duplicate_object THEN
    DELETE FROM z;
  END;
END outer`),
      [
        "static: CREATE TYPE e AS ENUM ('a;b')",
        'static: DROP TABLE one',
        'static: DROP TABLE two',
        'static: UPDATE t SET a = 1 WHERE id = r.id',
        'static: TRUNCATE x',
        'static: LOCK TABLE t',
        'static: DELETE FROM z',
      ],
    ))

  test('a CASE inside a condition does not end it, and CASE as a statement is gone through', () =>
    assert.deepEqual(
      partsOf(`BEGIN
        IF CASE WHEN a THEN b ELSE c END THEN DROP TABLE one; END IF;
        CASE n WHEN 1 THEN DROP TABLE two; WHEN 2 THEN DROP TABLE three; ELSE DROP TABLE four; END CASE;
        DROP TABLE five;
      END`),
      ['one', 'two', 'three', 'four', 'five'].map((name) => `static: DROP TABLE ${name}`),
    ))

  test('nothing of what only PL/pgSQL knows', () =>
    assert.deepEqual(
      partsOf(`DECLARE v int; BEGIN
        v := 1; v = 2; a.b[1] := 3; RAISE NOTICE 'DROP TABLE x'; RETURN; NULL; EXIT WHEN true;
        SELECT a INTO v FROM t; GET DIAGNOSTICS v = ROW_COUNT; /* DROP TABLE y; */ -- DROP TABLE z;
      END`),
      [],
    ))

  test('PERFORM is a SELECT of the same length, so that places hold', () => {
    const body = "BEGIN PERFORM set_config('a', 'b', true); END"
    const [part] = plpgsqlParts(body)
    assert.equal(part?.text, "SELECT  set_config('a', 'b', true)")
    assert.equal(part.text.length, part.end - part.start)
  })

  test('RETURNING … INTO is left out', () =>
    assert.deepEqual(partsOf('BEGIN INSERT INTO t (a) VALUES (1) RETURNING id INTO v; END'), [
      'static: INSERT INTO t (a) VALUES (1) RETURNING id',
    ]))

  test('EXECUTE of one string is the SQL in it; of anything else it is not known', () =>
    assert.deepEqual(
      partsOf(`BEGIN
        EXECUTE 'DROP TABLE ''a''';
        EXECUTE $q$DROP TABLE b$q$ USING v;
        EXECUTE 'DROP TABLE ' || name;
        EXECUTE format('DROP TABLE %I', name);
        FOR r IN EXECUTE query LOOP NULL; END LOOP;
      END`),
      ["constant: DROP TABLE 'a'", 'constant: DROP TABLE b', 'dynamic: ', 'dynamic: ', 'dynamic: '],
    ))

  test('places are offsets in the body', () => {
    const body = "BEGIN EXECUTE x; ALTER TABLE t ADD é INT; EXECUTE 'DROP TABLE a'; END"
    assert.deepEqual(
      plpgsqlParts(body).map(({ start, end }) => body.slice(start, end)),
      ['EXECUTE x', 'ALTER TABLE t ADD é INT', "'DROP TABLE a'"],
    )
  })

  test('a body that is cut off, empty or no PL/pgSQL ends all the same', () => {
    for (const body of [
      '',
      'BEGIN',
      'IF a',
      '<<',
      'DECLARE',
      'FOR r IN',
      ';;;',
      "BEGIN EXECUTE '",
      'x',
      ')',
      'CASE',
    ])
      assert.ok(Array.isArray(plpgsqlParts(body)), body)
  })
})
