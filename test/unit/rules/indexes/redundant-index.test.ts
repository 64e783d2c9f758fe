import assert from 'node:assert/strict'
import type { StatementTrace } from '../../../../server/src/engine/trace.js'
import { catalogueOf } from '../../../support/catalogueOf.js'
import { findingsOf } from '../../../support/rules.js'

const rule = 'redundant-index'
const table = 'CREATE TABLE "User" ("id" INTEGER, "email" TEXT, "nick" TEXT);'

/** The findings on the last of these indexes, which stand together on the table behind it. */
function messages(...indexes: readonly string[]): readonly string[] {
  const sql = indexes.at(-1) ?? ''
  const database = [table, ...indexes.slice(0, -1)].join('\n')
  const after = catalogueOf([table, ...indexes].join('\n')).tables
  const trace: StatementTrace = {
    kind: 'executed',
    locks: [],
    masked: [],
    rewrites: [],
    indexRebuilds: [],
    scans: [],
    created: [],
    durationMs: 1,
    change: { tables: Object.values(after), dropped: [] },
  }
  return findingsOf(rule, { database, sql, measured: { 0: trace } }).map(({ message }) => message)
}

suite(rule, () => {
  test('the new index is covered by one that is there', () =>
    assert.deepEqual(
      messages(
        'CREATE INDEX "both" ON "User" ("email", "nick");',
        'CREATE INDEX "one" ON "User" ("email");',
      ),
      [
        'The index "one" of "User" has the first columns of "both" and no others: it answers no query that the other cannot, and every write has to keep both. Leave it out, unless it is much smaller and read all the time.',
      ],
    ))

  test('the new index covers one that is there', () =>
    assert.deepEqual(
      messages(
        'CREATE INDEX "one" ON "User" ("email");',
        'CREATE INDEX "both" ON "User" ("email", "nick");',
      ),
      [
        'The index "one" of "User" has the first columns of "both" and no others: it answers no query that the other cannot, and every write has to keep both. Drop "one" once the new one is built.',
      ],
    ))

  test('a unique index covers a plain one on the same columns', () => {
    const [message] = messages(
      'CREATE UNIQUE INDEX "key" ON "User" ("email");',
      'CREATE INDEX "idx" ON "User" ("email");',
    )
    assert.match(message ?? '', /^The index "idx" of "User" has the first columns of "key" /)
  })

  test('two with the same columns are told once, by one of them', () =>
    assert.equal(
      messages('CREATE INDEX "a" ON "User" ("email");', 'CREATE INDEX "b" ON "User" ("email");')
        .length,
      1,
    ))

  for (const [why, ...indexes] of [
    [
      'not columns in another order',
      'CREATE INDEX "a" ON "User" ("email", "nick");',
      'CREATE INDEX "b" ON "User" ("nick");',
    ],
    [
      'not a unique index, which keeps a promise',
      'CREATE INDEX "a" ON "User" ("email", "nick");',
      'CREATE UNIQUE INDEX "b" ON "User" ("email");',
    ],
    [
      'not a partial index',
      'CREATE INDEX "a" ON "User" ("email", "nick");',
      'CREATE INDEX "b" ON "User" ("email") WHERE "nick" IS NULL;',
    ],
    [
      'not another method',
      'CREATE INDEX "a" ON "User" ("email", "nick");',
      'CREATE INDEX "b" ON "User" USING hash ("email");',
    ],
    [
      'not an expression',
      'CREATE INDEX "a" ON "User" ("email", "nick");',
      'CREATE INDEX "b" ON "User" (lower("email"));',
    ],
  ] as const) {
    test(why, () => assert.deepEqual(messages(...indexes), []))
  }
})
