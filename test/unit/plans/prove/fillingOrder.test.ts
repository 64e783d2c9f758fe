import assert from 'node:assert/strict'
import { fillingOrder } from '../../../../server/src/plans/prove/fillingOrder.js'
import { clientTable } from '../../../../server/src/plans/simulation/clientTable.js'
import { changeFrom } from '../../recipes/pendingFrom.js'

suite('the order in which rehearsed tables are filled', () => {
  test('what a table cannot do without comes first; what it may do without waits', () =>
    assert.deepEqual(
      order(
        `CREATE TABLE "Note" ("id" INTEGER NOT NULL, "ownerId" INTEGER NOT NULL, "parentId" INTEGER);
CREATE TABLE "Account" ("id" INTEGER NOT NULL, "favouriteId" INTEGER);
ALTER TABLE "Note" ADD CONSTRAINT "n" FOREIGN KEY ("ownerId") REFERENCES "Account"("id");
ALTER TABLE "Note" ADD CONSTRAINT "p" FOREIGN KEY ("parentId") REFERENCES "Note"("id");
ALTER TABLE "Account" ADD CONSTRAINT "a" FOREIGN KEY ("favouriteId") REFERENCES "Note"("id");`,
        ['Note', 'Account'],
      ),
      ['public.Account', 'public.Note'],
    ))

  test('a circle that nothing opens stays as it is', () =>
    assert.deepEqual(
      order(
        `CREATE TABLE "A" ("id" INTEGER NOT NULL, "b" INTEGER NOT NULL);
CREATE TABLE "B" ("id" INTEGER NOT NULL, "a" INTEGER NOT NULL);
ALTER TABLE "A" ADD CONSTRAINT "x" FOREIGN KEY ("b") REFERENCES "B"("id");
ALTER TABLE "B" ADD CONSTRAINT "y" FOREIGN KEY ("a") REFERENCES "A"("id");`,
        ['B', 'A'],
      ),
      ['public.B', 'public.A'],
    ))
})

function order(database: string, tables: readonly string[]): readonly string[] {
  const { catalogue } = changeFrom({
    database,
    sql: 'SELECT 1;',
    after: 'model None {\n  id Int @id\n}\n',
  })
  const versions = tables.map((name) => {
    const described = catalogue.tables[`public.${name}`] ?? assert.fail(name)
    const columns = described.columns.map((one) => one.name)
    const table = clientTable(catalogue, `public.${name}`, columns) ?? assert.fail(name)
    return { say: name, table }
  })
  return fillingOrder(versions, catalogue).map(({ table }) => table.name)
}
