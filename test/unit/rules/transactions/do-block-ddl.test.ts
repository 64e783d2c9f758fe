import assert from 'node:assert/strict'
import { blamed, findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'do-block-ddl'
const database = `CREATE TABLE "A" ("id" INTEGER PRIMARY KEY, "x" TEXT, "n" INTEGER);
  CREATE TABLE "B" ("id" INTEGER PRIMARY KEY, "x" TEXT);`
const found = (sql: string, more: Partial<TestScript> = {}) =>
  findingsOf(rule, { database, origin: 'migration', sql, ...more })

suite(rule, () => {
  test('SQL that a block builds is not checked, and the place is told', () => {
    const sql = `DO $$ BEGIN
  EXECUTE format('ALTER TABLE %I ADD x INT',
    name);
END $$;`
    const [finding] = found(sql)
    assert.equal(
      finding?.message,
      'The block builds SQL as it runs: that part is not checked by any rule. Its locks were measured on the replayed migrations, whose tables are empty; on a server it may do more. Write the statements out where you can.',
    )
    assert.deepEqual(
      [finding.severity, blamed({ sql }, finding)],
      ['warning', `EXECUTE format('ALTER TABLE %I ADD x INT',`],
    )
  })

  test('so is another language, and what was not executed either', () => {
    const [finding] = found(`DO LANGUAGE plperl 'x';`, { measured: { 0: undefined } })
    assert.match(
      finding?.message ?? '',
      /^The block holds code that is not read here: .* Nothing is known of its locks\./,
    )
  })

  test('SQL that stands in the block is judged by the rules for it, and not told here', () => {
    const sql = 'DO $$ BEGIN ALTER TABLE "A" DROP COLUMN "x"; END $$;'
    assert.deepEqual(found(sql), [])
    const [finding] = findingsOf('drop-column', { database, sql })
    assert.equal(finding && blamed({ sql }, finding), '"x"')
  })

  test('and so is a constant that EXECUTE runs', () =>
    assert.equal(
      findingsOf('drop-table', {
        database,
        sql: `DO $$ BEGIN EXECUTE 'DROP TABLE "A"'; END $$;`,
      }).length,
      1,
    ))

  test('a function with such statements is information, since nobody calls it here', () => {
    const [finding] = found(
      'CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DROP TABLE a; CREATE TABLE a (); END $$;',
    )
    assert.deepEqual(
      [finding?.severity, finding?.message],
      [
        'information',
        'The function runs DROP and CREATE when it is called, with the locks of such statements. That is not checked here; look at what calls it.',
      ],
    )
  })

  test('not for a function that changes rows, or in another language', () => {
    assert.deepEqual(
      found(
        'CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE a SET b = 1; EXECUTE q; RETURN NEW; END $$;',
      ),
      [],
    )
    assert.deepEqual(found(`CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';`), [])
  })
})
