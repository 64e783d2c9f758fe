import assert from 'node:assert/strict'
import { requestedOffer } from '../../../server/src/project/requestedOffer.js'
import { changeFrom } from '../recipes/pendingFrom.js'

const change = changeFrom({
  database:
    'CREATE TABLE "logs" ("id" INTEGER NOT NULL, CONSTRAINT "logs_pkey" PRIMARY KEY ("id"));',
  sql: 'SELECT 1;',
  after: 'model Log {\n  id Int @id\n  @@map("logs")\n}',
})

suite('a plan that somebody asks for', () => {
  for (const name of ['public.logs', 'logs', 'Log'])
    test(`the table is named ${name}`, () =>
      assert.equal(requestedOffer(change, 'shadow-table', name)?.subject.table, 'public.logs'))

  test('there is none for another table, or of a recipe that only a change leads to', () => {
    assert.equal(requestedOffer(change, 'shadow-table', 'public.Log'), undefined)
    assert.equal(requestedOffer(change, 'drop-table', 'Log'), undefined)
  })
})
