import assert from 'node:assert/strict'
import { analysed, type TestScript } from '../../support/rules.js'

const database = 'CREATE TABLE "Old" ("id" INTEGER); CREATE TABLE "Part" ("id" INTEGER);'
const newTables = (sql: string, more: Partial<TestScript> = {}) => [
  ...analysed({ database, sql, ...more }).newTables,
]

suite('new tables of a script', () => {
  test('are those that it creates, under their whole name', () => {
    assert.deepEqual(newTables('CREATE TABLE "N" ("a" INT);'), ['public.N'])
    assert.deepEqual(newTables('CREATE TABLE s."N" ("a" INT);'), ['s.N'])
    assert.deepEqual(newTables('CREATE TABLE "P1" PARTITION OF "Old" DEFAULT;'), ['public.P1'])
    assert.deepEqual(newTables('CREATE TABLE "N" AS SELECT 1 WITH NO DATA;'), ['public.N'])
  })

  test('not before the statement that creates them', () => {
    const [first, second] = analysed({ sql: 'CREATE TABLE "N" ("a" INT); SELECT 1;' }).statements
    assert.deepEqual([...(first?.newTables ?? [])], [])
    assert.deepEqual([...(second?.newTables ?? [])], ['public.N'])
  })

  test('not what may have been there, what is born full, and what was there under another name', () => {
    assert.deepEqual(newTables('CREATE TABLE IF NOT EXISTS "N" ("a" INT);'), [])
    assert.deepEqual(newTables('CREATE TABLE "N" AS SELECT 1;'), [])
    assert.deepEqual(newTables('CREATE MATERIALIZED VIEW "N" AS SELECT 1;'), [])
    assert.deepEqual(newTables('ALTER TABLE "Old" RENAME TO "N";'), [])
    assert.deepEqual(newTables('DO $$ BEGIN CREATE TABLE "N" ("a" INT); END $$;'), [])
  })

  test('until something fills them', () => {
    for (const filling of [
      'INSERT INTO "N" VALUES (1);',
      'WITH x AS (INSERT INTO "N" VALUES (1) RETURNING 1) SELECT 1;',
      'COPY "N" FROM STDIN;',
      'MERGE INTO "N" USING "Old" ON false WHEN NOT MATCHED THEN INSERT VALUES (1);',
      'DO $$ BEGIN INSERT INTO "N" VALUES (1); END $$;',
      'ALTER TABLE "N" ATTACH PARTITION "Part" DEFAULT;',
    ]) {
      assert.deepEqual(newTables(`CREATE TABLE "N" ("a" INT); ${filling}`), [], filling)
    }
  })

  test('not emptied of their novelty by what fills another table, or by an empty partition', () => {
    for (const statement of [
      'INSERT INTO "Old" VALUES (1);',
      'DO $$ BEGIN INSERT INTO "Old" VALUES (1); END $$;',
      'UPDATE "N" SET "a" = 1;',
    ]) {
      assert.deepEqual(newTables(`CREATE TABLE "N" ("a" INT); ${statement}`), ['public.N'])
    }
    assert.deepEqual(
      newTables(
        'CREATE TABLE "N" ("a" INT); CREATE TABLE "M" ("a" INT); ALTER TABLE "N" ATTACH PARTITION "M" DEFAULT;',
      ),
      ['public.N', 'public.M'],
    )
  })

  test('not any more under a name that they lose', () => {
    for (const statement of [
      'DROP TABLE "N";',
      'ALTER TABLE "N" RENAME TO "M";',
      'ALTER TABLE "N" SET SCHEMA s;',
    ]) {
      assert.deepEqual(newTables(`CREATE TABLE "N" ("a" INT); ${statement}`), [], statement)
    }
  })

  test('a table dropped and created again is new only if nobody sees it in between', () => {
    const sql = 'DROP TABLE "Old"; CREATE TABLE "Old" ("a" INT);'
    assert.deepEqual(newTables(sql, { execution: 'batch' }), ['public.Old'])
    assert.deepEqual(newTables(sql, { execution: 'split' }), [])
  })

  test('a temporary table is nobody else’s, full or empty', () => {
    assert.deepEqual(newTables('CREATE TEMP TABLE "x" AS SELECT 1;'), ['public.x'])
    const seen = analysed({
      sql: 'CREATE TEMP TABLE "x" ("a" INT); INSERT INTO "x" VALUES (1); CREATE INDEX ON "x" ("a");',
      measured: {
        0: {
          kind: 'executed',
          locks: [],
          masked: [],
          rewrites: [],
          indexRebuilds: [],
          scans: [],
          created: ['pg_temp_0.x'],
          durationMs: 1,
          change: {
            dropped: [],
            tables: [
              {
                oid: 1,
                schema: 'pg_temp_0',
                name: 'x',
                kind: 'table',
                columns: [],
                constraints: [],
                indexes: [],
                triggers: [],
                policies: [],
                rowSecurity: false,
              },
            ],
          },
        },
      },
    })
    assert.deepEqual([...seen.newTables], ['pg_temp_0.x'])
  })

  test('those of earlier files of the same deploy are carried over, and filled here', () => {
    const carried = ['public.Carried']
    assert.deepEqual(newTables('SELECT 1;', { newTables: carried }), carried)
    assert.deepEqual(newTables('', { newTables: carried }), carried)
    assert.deepEqual(newTables('INSERT INTO "Carried" VALUES (1);', { newTables: carried }), [])
  })

  test('a statement that does not parse changes nothing', () =>
    assert.deepEqual(newTables('CREATE TABLE "N" ("a" INT); INSERT ((;'), ['public.N']))
})
