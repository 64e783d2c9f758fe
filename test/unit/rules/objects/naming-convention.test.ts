import assert from 'node:assert/strict'
import { blamed, findingsOf, type TestScript } from '../../../support/rules.js'

const rule = 'naming-convention'
const database = 'CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);'
const snake = {
  tables: 'snake_case',
  columns: 'snake_case',
  indexes: 'snake_case',
  enums: 'snake_case',
} as const

suite(rule, () => {
  const namesIn = (sql: string, naming: TestScript['naming'] = snake) =>
    findingsOf(rule, { database, sql, naming }).map(({ facts }) => facts?.['names'])

  test('says which name is wanted, and how the schema keeps its own', () => {
    const script: TestScript = {
      database,
      sql: 'ALTER TABLE users ADD COLUMN "firstName" TEXT;',
      naming: snake,
    }
    const [finding] = findingsOf(rule, script)
    assert.equal(
      finding?.message,
      'The name of the column "firstName" is not in snake_case, in which concertina.json wants new ones: "first_name". The field can keep its name: write the other one with @map. Changed now it costs nothing, later it breaks whoever uses it.',
    )
    assert.deepEqual(finding && [blamed(script, finding), finding.severity, finding.hurts], [
      '"firstName"',
      'warning',
      [],
    ])
  })

  test('looks at every name that is new', () => {
    assert.deepEqual(
      namesIn(
        'CREATE TABLE "OrderItem" ("orderId" INTEGER, CONSTRAINT "OrderItem_pkey" PRIMARY KEY ("orderId"));',
      ),
      [['OrderItem', 'orderId', 'OrderItem_pkey']],
    )
    assert.deepEqual(
      namesIn(
        'ALTER TABLE users RENAME TO "User"; ALTER TABLE users RENAME COLUMN email TO "eMail"; CREATE INDEX "byEmail" ON users (email); ALTER INDEX users_pkey RENAME TO "Key"; CREATE TYPE "Role" AS ENUM (\'A\'); ALTER TABLE users ADD CONSTRAINT "C" CHECK (true); CREATE TABLE "T" AS SELECT 1;',
      ),
      [['User'], ['eMail'], ['byEmail'], ['Key'], ['Role'], ['C'], ['T']],
    )
  })

  test('in the style of each kind, and of no other', () => {
    const naming = { tables: 'PascalCase', columns: 'camelCase' } as const
    assert.deepEqual(
      namesIn(
        'CREATE TABLE "order_item" ("OrderID" INT); CREATE INDEX "x Y" ON users (email);',
        naming,
      ),
      [['order_item', 'OrderID']],
    )
    assert.match(
      findingsOf(rule, { sql: 'CREATE TABLE "order_item" ("OrderID" INT);', naming })[0]?.message ??
        '',
      /"OrderItem".*"orderId"/,
    )
  })

  test('names that fit, that are there already, or that Prisma makes alone', () => {
    assert.deepEqual(namesIn('CREATE TABLE order_item2 (order_id INT);'), [])
    assert.deepEqual(
      namesIn(
        'CREATE TABLE "_PostToTag" ("A" INT); CREATE INDEX "_B_index" ON "_PostToTag" ("A");',
      ),
      [],
    )
    assert.deepEqual(namesIn('DROP TABLE "OldName";'), [])
    assert.deepEqual(namesIn('CREATE TABLE "Any" ("Thing" INT);', {}), [])
  })
})
