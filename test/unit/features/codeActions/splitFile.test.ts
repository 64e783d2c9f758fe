import assert from 'node:assert/strict'
import { timestampsAfter } from '../../../../server/src/migrations/migrationFolderName.js'
import { catalogueOf } from '../../../support/catalogueOf.js'
import { fixed, migrationOf, offeredIn, type Fixed } from '../../../support/fixes.js'
import type { TestScript } from '../../../support/rules.js'

const database = `CREATE TABLE a (id int, x int); CREATE TABLE b (id int PRIMARY KEY);
CREATE TABLE c (id int PRIMARY KEY); CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE m (is_now mood);`

/** Splits, and judges each file on the database that those before it leave. */
async function split(
  script: Omit<TestScript, 'origin' | 'database'>,
  title: RegExp,
): Promise<{ readonly files: Fixed['created']; readonly rules: readonly string[] }> {
  const { text, created } = await fixed({ ...script, database }, title)
  const files = { itself: text, ...created }
  const rules: string[] = []
  let startsFrom = catalogueOf(database)
  for (const sql of Object.values(files)) {
    // Prisma's parser sees each file anew: only the reason for falling back may be gone.
    const execution = script.execution === 'fallback' ? 'batch' : (script.execution ?? 'batch')
    const { findings, script: judged } = migrationOf({ sql, startsFrom, execution })
    rules.push(...findings.map(({ finding }) => finding.rule))
    startsFrom = judged.after
  }
  return { files, rules }
}

suite('a file is split where a statement must not run with those before it', () => {
  test('an enum value is added in one migration and used in the next', async () => {
    const { files, rules } = await split(
      {
        sql: `-- AlterEnum
ALTER TYPE mood ADD VALUE 'glad';

-- AlterTable
ALTER TABLE m ALTER COLUMN is_now SET DEFAULT 'glad';

-- AlterEnum
ALTER TYPE mood ADD VALUE 'cross';

-- AlterTable
ALTER TABLE b ADD COLUMN mood mood DEFAULT 'cross';
`,
        measured: {
          1: {
            kind: 'failed',
            failure: {
              sqlState: '55P04',
              message: 'unsafe use of new value "glad" of enum type mood',
            },
          },
        },
      },
      /^Split the file: add the value/,
    )
    assert.deepEqual(files, {
      itself: `-- AlterEnum
ALTER TYPE mood ADD VALUE 'glad';

-- AlterEnum
ALTER TYPE mood ADD VALUE 'cross';
`,
      '20261120093000_set_m_is_now_default_and_add_mood_to_b': `-- AlterTable
ALTER TABLE m ALTER COLUMN is_now SET DEFAULT 'glad';

-- AlterTable
ALTER TABLE b ADD COLUMN mood mood DEFAULT 'cross';
`,
    })
    assert.ok(!rules.includes('enum-value-used-same-transaction'))
  })

  test('a constraint is validated in a migration of its own, and BEGIN, COMMIT and settings go with both', async () => {
    const { files, rules } = await split(
      {
        sql: `BEGIN;
SET LOCAL lock_timeout = '5s';
ALTER TABLE a ADD CONSTRAINT k CHECK (x > 0) NOT VALID;
ALTER TABLE a VALIDATE CONSTRAINT k;
COMMIT;
`,
        execution: 'split',
      },
      /^Split the file: add the constraint/,
    )
    assert.deepEqual(Object.values(files), [
      `BEGIN;
SET LOCAL lock_timeout = '5s';
ALTER TABLE a ADD CONSTRAINT k CHECK (x > 0) NOT VALID;
COMMIT;
`,
      `BEGIN;
SET LOCAL lock_timeout = '5s';
ALTER TABLE a VALIDATE CONSTRAINT k;
COMMIT;
`,
    ])
    assert.deepEqual(rules, [])
  })

  test('rows are changed in a migration of their own', async () => {
    const { files, rules } = await split(
      { sql: 'ALTER TABLE a ADD COLUMN y int;\nUPDATE a SET y = x WHERE id > 3' },
      /^Split the file: let the locks go before rows/,
    )
    assert.deepEqual(Object.values(files), [
      'ALTER TABLE a ADD COLUMN y int;\n',
      'UPDATE a SET y = x WHERE id > 3;\n',
    ])
    assert.ok(!rules.includes('backfill-under-exclusive-lock'))
  })

  const refused = (sql: string, execution: TestScript['execution'] = 'batch') =>
    offeredIn({ sql, database, execution }).find(({ title }) => title.startsWith('Split'))?.refused
  test('not where a BEGIN or a setting stands in the middle, which says so', () => {
    assert.match(
      refused(
        'ALTER TABLE a ADD CONSTRAINT k CHECK (x > 0) NOT VALID;\nALTER TABLE a VALIDATE CONSTRAINT k;\nBEGIN;\nSELECT 1;\nCOMMIT;',
      ) ?? '',
      /^BEGIN or COMMIT stands in the middle/,
    )
    assert.match(
      refused(
        'ALTER TABLE a ADD CONSTRAINT k CHECK (x > 0) NOT VALID;\nSET search_path = x;\nALTER TABLE public.a VALIDATE CONSTRAINT k;',
      ) ?? '',
      /^A setting is changed in the middle/,
    )
  })
})

test('what stands in one DO block is not split, which would not part it', () =>
  assert.deepEqual(
    offeredIn({
      sql: 'DO $$ BEGIN ALTER TABLE a ADD COLUMN y int; UPDATE a SET y = x WHERE id > 3; END $$;',
      database,
    }).filter(({ title }) => title.startsWith('Split')),
    [],
  ))

suite('statements that no transaction may hold get migrations of their own', () => {
  test('in the order of the file, without its BEGIN and its settings', async () => {
    const { files, rules } = await split(
      {
        sql: `-- what it is for
BEGIN;
ALTER TABLE a ADD COLUMN y int;
-- CreateIndex
CREATE INDEX CONCURRENTLY i ON a (x);
COMMENT ON TABLE a IS 'x';
COMMIT;
`,
        execution: 'split',
      },
      /own \(3 in all\)$/,
    )
    assert.deepEqual(files, {
      itself: '-- what it is for\nBEGIN;\nALTER TABLE a ADD COLUMN y int;\nCOMMIT;\n',
      '20261120093000_index_a_x': '-- CreateIndex\nCREATE INDEX CONCURRENTLY i ON a (x);\n',
      '20261120093001_migration': "BEGIN;\nCOMMENT ON TABLE a IS 'x';\nCOMMIT;\n",
    })
    assert.ok(!rules.includes('concurrently-in-transaction'))
  })

  test('also where Prisma’s parser gives up on the file', async () => {
    const { files, rules } = await split(
      {
        sql: 'DROP INDEX CONCURRENTLY IF EXISTS i;\nALTER TABLE a ADD COLUMN y int;\n',
        execution: 'fallback',
      },
      /own \(2 in all\)$/,
    )
    assert.deepEqual(Object.values(files), [
      'DROP INDEX CONCURRENTLY IF EXISTS i;\n',
      'ALTER TABLE a ADD COLUMN y int;\n',
    ])
    assert.ok(!rules.includes('prisma-splitter-fallback'))
  })
})

suite('a file is split by table', () => {
  const title = /^Split the file by table into/

  test('statements of one table meet again, past what they do not touch', async () => {
    const { files, rules } = await split(
      {
        sql: `-- AlterTable
ALTER TABLE a ADD COLUMN y int;

-- AlterTable
ALTER TABLE b ADD COLUMN y int;

-- CreateTable
CREATE TABLE d (id int PRIMARY KEY);

-- AlterTable
ALTER TABLE a ALTER COLUMN x SET DEFAULT 1;
`,
      },
      title,
    )
    assert.deepEqual(files, {
      itself: `-- AlterTable
ALTER TABLE a ADD COLUMN y int;

-- CreateTable
CREATE TABLE d (id int PRIMARY KEY);

-- AlterTable
ALTER TABLE a ALTER COLUMN x SET DEFAULT 1;
`,
      '20261120093000_add_y_to_b': '-- AlterTable\nALTER TABLE b ADD COLUMN y int;\n',
    })
    assert.ok(!rules.includes('wide-lock-window'))
  })

  test('a foreign key stays behind the columns that it needs', async () => {
    const { files, rules } = await split(
      {
        sql: `ALTER TABLE b ADD COLUMN n int;
ALTER TABLE a ADD COLUMN y int;
ALTER TABLE a ADD CONSTRAINT f FOREIGN KEY (y) REFERENCES b (id) NOT VALID;
ALTER TABLE b ALTER COLUMN n SET DEFAULT 1;
`,
      },
      title,
    )
    assert.deepEqual(Object.values(files), [
      'ALTER TABLE b ADD COLUMN n int;\n',
      'ALTER TABLE a ADD COLUMN y int;\n',
      'ALTER TABLE a ADD CONSTRAINT f FOREIGN KEY (y) REFERENCES b (id) NOT VALID;\n',
      'ALTER TABLE b ALTER COLUMN n SET DEFAULT 1;\n',
    ])
    assert.ok(!rules.includes('wide-lock-window'))
  })

  test('not past a statement that may touch anything', async () => {
    const { files } = await split(
      {
        sql: `ALTER TABLE a ADD COLUMN y int;
ALTER TABLE b ADD COLUMN y int;
SELECT anything();
ALTER TABLE a ALTER COLUMN x SET DEFAULT 1;
`,
      },
      title,
    )
    assert.deepEqual(Object.values(files), [
      'ALTER TABLE a ADD COLUMN y int;\n',
      'ALTER TABLE b ADD COLUMN y int;\nSELECT anything();\n',
      'ALTER TABLE a ALTER COLUMN x SET DEFAULT 1;\n',
    ])
  })

  test('not where the file takes its locks by hand, which says so', () => {
    const [action] = offeredIn({
      sql: 'LOCK TABLE a IN SHARE MODE;\nALTER TABLE b ADD COLUMN y int;',
      database,
    }).filter((one) => one.title.startsWith('Split the file by table'))
    assert.match(action?.refused ?? '', /^The file takes its locks by hand/)
  })
})

suite('the folders behind a migration', () => {
  const history = (...names: readonly string[]) => ({
    migrations: names.map((name) => ({ name, uri: '', text: '', checksum: '' })),
    problems: [],
  })
  const now = new Date('2026-11-20T09:30:00Z')

  test('come before the migration that follows', () =>
    assert.deepEqual(
      timestampsAfter(
        history('20250101000000_a', '20250101000003_b'),
        '20250101000000_a',
        2,
        now,
      )?.map((time) => time.toISOString()),
      ['2025-01-01T00:00:01.000Z', '2025-01-01T00:00:02.000Z'],
    ))

  test('are refused where there is no room for them', () =>
    assert.equal(
      timestampsAfter(history('20250101000000_a', '20250101000002_b'), '20250101000000_a', 2, now),
      undefined,
    ))
})
