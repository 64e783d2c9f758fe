import assert from 'node:assert/strict'
import { applySchemaEdits } from '../../../server/src/prisma/applySchemaEdits.js'
import { wantedNames } from '../../../server/src/recipes/parts/wantedNames.js'
import { loadSqlParser } from '../../../server/src/sql/parseStatements.js'
import { applyEdits } from '../../../server/src/text/edits.js'
import { analysed, schemaOf } from '../../support/rules.js'

const parser = await loadSqlParser()
const naming = { tables: 'snake_case', columns: 'snake_case', indexes: 'snake_case' } as const

/** The models with the names that are wanted. */
function named(models: string, sql: string, database = ''): string {
  const target = schemaOf(models)
  const script = analysed({ sql, database, naming, target: models })
  const catalogue = script.statements[0]?.before ?? assert.fail()
  const edits = wantedNames({ script, catalogue, target, parser }).flatMap((one) => one.edits)
  const changed = applySchemaEdits(target.documents, edits)
  assert.ok(!('kind' in changed))
  const [document] = target.documents
  const text = document?.text ?? ''
  const all = changed.flatMap((file) => file.edits)
  return applyEdits(text, all).slice(text.indexOf('model'))
}

suite('names in the database as the project wants them', () => {
  test('of a new table and its columns; those of its keys follow', () =>
    assert.equal(
      named(
        'model OrderItem {\n  itemId Int     @id\n  note   String?\n}\n',
        'CREATE TABLE "OrderItem" ("itemId" INT NOT NULL, "note" TEXT, CONSTRAINT "OrderItem_pkey" PRIMARY KEY ("itemId"));',
      ),
      'model OrderItem {\n  itemId Int     @id @map("item_id")\n  note   String?\n\n  @@map("order_item")\n}\n',
    ))

  test('of a new column in a table that keeps its name', () =>
    assert.equal(
      named(
        'model Order {\n  id     Int  @id\n  userId Int?\n}\n',
        'ALTER TABLE "Order" ADD COLUMN "userId" INT;',
        'CREATE TABLE "Order" (id int PRIMARY KEY);',
      ),
      'model Order {\n  id     Int  @id\n  userId Int? @map("user_id")\n}\n',
    ))

  test('nothing where names are as they are wanted', () => {
    const models = 'model order {\n  id Int @id\n}\n'
    assert.equal(named(models, 'CREATE TABLE "order" (id int);'), models)
  })
})
