import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf, type TestScript } from '../../../support/rules.js'

const rule = 'pk-using-index-nullable'
const database = `CREATE TABLE "Log" ("id" INTEGER, "no" INTEGER NOT NULL, "proved" INTEGER, CONSTRAINT "p" CHECK ("proved" IS NOT NULL));
  CREATE UNIQUE INDEX "by_id" ON "Log" ("id", "no");
  CREATE UNIQUE INDEX "by_no" ON "Log" ("no");
  CREATE UNIQUE INDEX "by_proved" ON "Log" ("proved");`

suite(rule, () => {
  test('names the column, and the proof that spares the scan', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "Log" ADD CONSTRAINT "Log_pkey" PRIMARY KEY USING INDEX "by_id";',
        measured: { 0: { scans: ['public.Log'] } },
      }),
      [
        'The index is there, but "id" of "Log" may still hold NULL, so that PostgreSQL reads every row to require it, and fails at the first NULL. Takes ACCESS EXCLUSIVE on "Log" while it reads the whole table: every query on it waits until it is done. Add CHECK ("id" IS NOT NULL) NOT VALID and validate it in migrations before this one.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = {
      database,
      sql: 'ALTER TABLE "Log" ADD CONSTRAINT "Log_pkey" PRIMARY KEY USING INDEX "by_id";',
      measured: { 0: { scans: ['public.Log'] } },
    }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      [
        '"Log_pkey"',
        'warning',
        ['readers', 'writers'],
        { table: 'public.Log', constraint: 'Log_pkey' },
      ],
    )
  })

  test('not where the columns are required', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Log" ADD CONSTRAINT "Log_pkey" PRIMARY KEY USING INDEX "by_no";',
      }),
      [],
    ))

  test('not where a validated CHECK proves it', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Log" ADD CONSTRAINT "Log_pkey" PRIMARY KEY USING INDEX "by_proved";',
      }),
      [],
    ))

  test('not for a unique constraint', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Log" ADD CONSTRAINT "k" UNIQUE USING INDEX "by_id";',
      }),
      [],
    ))
})
