import assert from 'node:assert/strict'
import { changesIn, namesIn } from '../readableActions.js'

suite('actions on indexes', () => {
  test('CREATE INDEX as Prisma writes it', () => {
    const script = 'CREATE UNIQUE INDEX "User_email_key" ON "User"("email", "name" DESC);'
    assert.deepEqual(changesIn(script), [
      {
        ...created,
        index: {
          ...index,
          name: 'User_email_key',
          table: { name: 'User' },
          unique: true,
          columns: [
            { name: 'email', descending: false },
            { name: 'name', descending: true },
          ],
        },
      },
    ])
    assert.deepEqual(namesIn(script), ['"User_email_key"'])
  })

  test('method, expressions, operator classes, INCLUDE, NULLS NOT DISTINCT and WHERE', () => {
    const script = `CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY s.t USING gin
      (lower(x) text_ops, (a + (1)), b COLLATE "C" s.ops (siglen = 3), current_date)
      INCLUDE (y, z) NULLS NOT DISTINCT WITH (fillfactor = 70) WHERE a > 1`
    assert.deepEqual(changesIn(script), [
      {
        ...created,
        concurrently: true,
        ifNotExists: true,
        index: {
          name: 'i',
          table: { schema: 's', name: 't' },
          unique: false,
          method: 'gin',
          columns: [
            { expression: 'lower(x)', descending: false, operatorClass: 'text_ops' },
            { expression: 'a + (1)', descending: false },
            { name: 'b', descending: false, operatorClass: 's.ops' },
            { expression: 'current_date', descending: false },
          ],
          include: ['y', 'z'],
          nullsNotDistinct: true,
          where: 'a > 1',
        },
      },
    ])
    assert.deepEqual(namesIn(script), ['i'])
  })

  test('an index without a name is named by its table', () => {
    assert.deepEqual(namesIn('CREATE INDEX ON s."T" (a)'), ['"T"'])
    assert.deepEqual(changesIn('CREATE INDEX ON t (a)'), [
      {
        ...created,
        index: { ...index, table: { name: 't' }, columns: [{ name: 'a', descending: false }] },
      },
    ])
  })

  test('REINDEX of each target', () => {
    const script = `REINDEX (CONCURRENTLY) TABLE s.t; REINDEX INDEX CONCURRENTLY i;
      REINDEX SCHEMA s; REINDEX DATABASE d; REINDEX SYSTEM`
    assert.deepEqual(changesIn(script), [
      { kind: 'reindex', target: 'table', concurrently: true, name: { schema: 's', name: 't' } },
      { kind: 'reindex', target: 'index', concurrently: true, name: { name: 'i' } },
      { kind: 'reindex', target: 'schema', concurrently: false, name: { name: 's' } },
      { kind: 'reindex', target: 'database', concurrently: false, name: { name: 'd' } },
      { kind: 'reindex', target: 'system', concurrently: false },
    ])
    assert.deepEqual(namesIn(script), ['t', 'i', 's', 'd', 'SYSTEM'])
  })
})

const created = { kind: 'createIndex', concurrently: false, ifNotExists: false }
const index = { unique: false, method: 'btree', include: [], nullsNotDistinct: false }
