import assert from 'node:assert/strict'
import { blamed, findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'refresh-matview'
const database =
  'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "n" INTEGER, "name" TEXT); CREATE MATERIALIZED VIEW "Totals" AS SELECT 1 AS "n";'

suite(rule, () => {
  test('says who waits, and the word that is missing', () =>
    assert.deepEqual(messagesOf(rule, { database, sql: 'REFRESH MATERIALIZED VIEW "Totals";' }), [
      'Fills "Totals" again under ACCESS EXCLUSIVE: every query on it waits as long as its own query takes. Write REFRESH MATERIALIZED VIEW CONCURRENTLY, which needs a unique index on plain columns of the view, or let a job outside the migration do it.',
    ]))

  test('with CONCURRENTLY it is only mentioned', () =>
    assert.deepEqual(
      messagesOf(rule, { database, sql: 'REFRESH MATERIALIZED VIEW CONCURRENTLY "Totals";' }),
      [
        'Fills "Totals" again and compares it row by row: reads go on, other refreshes wait, and the deployment takes as long as its query. Let a job outside the migration do it if the query is slow.',
      ],
    ))

  test('blames the view', () => {
    const script = { database, sql: 'REFRESH MATERIALIZED VIEW "Totals";' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"Totals"', { table: 'public.Totals' }, ['readers']],
    )
  })

  test('not with WITH NO DATA', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'REFRESH MATERIALIZED VIEW "Totals" WITH NO DATA;' }),
      [],
    ))

  test('not a view that the script has created', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'CREATE MATERIALIZED VIEW "Sums" AS SELECT 1 AS "n" WITH NO DATA; REFRESH MATERIALIZED VIEW "Sums";',
      }),
      [],
    ))

  test('a warning, and with CONCURRENTLY an information', () => {
    const severityOf = (sql: string) => findingsOf(rule, { database, sql })[0]?.severity
    assert.deepEqual(
      [
        'REFRESH MATERIALIZED VIEW "Totals";',
        'REFRESH MATERIALIZED VIEW CONCURRENTLY "Totals";',
      ].map(severityOf),
      ['warning', 'information'],
    )
  })

  test('says what PostgreSQL answers where the unique index is missing', () => {
    const failure = { sqlState: '55000', message: 'cannot refresh materialized view concurrently' }
    const [finding] = findingsOf(rule, {
      database,
      sql: 'REFRESH MATERIALIZED VIEW CONCURRENTLY "Totals";',
      measured: { 0: { kind: 'failed', failure } },
    })
    assert.match(finding?.message ?? '', /PostgreSQL refuses it as it stands: cannot refresh/)
  })
})
