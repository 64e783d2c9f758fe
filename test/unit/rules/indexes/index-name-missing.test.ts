import assert from 'node:assert/strict'
import { blamed, findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'index-name-missing'
const database = 'CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT, "nick" TEXT);'

suite(rule, () => {
  test('says that PostgreSQL chooses one, once it is turned on', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'CREATE INDEX ON "User" ("email");' }).map(
        ({ message }) => message,
      ),
      [
        'Creates an index on "User" without a name: PostgreSQL chooses one that may differ between databases, and that Prisma does not expect. Give it the name that the schema shows, by default table_column_idx.',
      ],
    ))

  test('stands on its token, and says how grave it is and who is hurt', () => {
    const script: TestScript = { database, sql: 'CREATE INDEX ON "User" ("email");' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.severity, finding.hurts, finding.object],
      ['"User"', 'hint', [], { table: 'public.User' }],
    )
  })

  test('not with a name', () =>
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'CREATE INDEX "i" ON "User" ("email");' }),
      [],
    ))
})
