import assert from 'node:assert/strict'
import { offeredIn, resolved } from '../../../support/fixes.js'

const applied = 'This migration has been applied.'
const database = 'CREATE TABLE "Order" (serial SERIAL PRIMARY KEY, plain int);'

suite('what an applied migration has left undone', () => {
  const followUps = (sql: string, later: readonly string[] = []) =>
    offeredIn({ sql, database, later }, applied).filter(({ title }) =>
      title.startsWith('Write a follow-up migration'),
    )

  test('a constraint that no migration validates is validated by a new one', async () => {
    const [action, ...others] = followUps(
      'ALTER TABLE "Order" ADD CONSTRAINT "plain_positive" CHECK (plain > 0) NOT VALID;',
    )
    assert.ok(action)
    assert.deepEqual(others, [])
    assert.equal(action.refused, undefined)
    assert.equal(action.title, 'Write a follow-up migration: VALIDATE CONSTRAINT "plain_positive"')
    const { creations, edits } = await resolved(action)
    assert.deepEqual(edits, [])
    assert.deepEqual(
      creations.map(({ uri }) => uri),
      ['file:///migrations/20261120093000_validate_plain_positive/migration.sql'],
    )
    assert.match(
      creations[0]?.text ?? '',
      /\nBEGIN;\n\nSET LOCAL statement_timeout = 0;\nALTER TABLE "Order" VALIDATE CONSTRAINT "plain_positive";\n\nCOMMIT;\n$/,
    )
  })

  test('a sequence that stayed as small as its column was grows by a new one', async () => {
    const [action] = followUps('ALTER TABLE "Order" ALTER COLUMN serial TYPE bigint;')
    assert.ok(action)
    const { creations } = await resolved(action)
    assert.match(
      creations[0]?.text ?? '',
      /\nSET LOCAL lock_timeout = '5s';\nALTER SEQUENCE "Order_serial_seq" AS BIGINT;\n/,
    )
  })

  test('nothing is offered where a later migration has done it', () => {
    assert.deepEqual(
      followUps(
        'ALTER TABLE "Order" ADD CONSTRAINT "plain_positive" CHECK (plain > 0) NOT VALID;',
        ['ALTER TABLE "Order" VALIDATE CONSTRAINT "plain_positive";'],
      ),
      [],
    )
    assert.deepEqual(
      followUps('ALTER TABLE "Order" ALTER COLUMN serial TYPE bigint;', [
        'ALTER SEQUENCE "Order_serial_seq" AS bigint;',
      ]),
      [],
    )
  })

  test('a file that has run nowhere is changed itself', () =>
    assert.deepEqual(
      offeredIn({
        sql: 'ALTER TABLE "Order" ALTER COLUMN serial TYPE bigint;',
        database,
        later: [],
      }).filter(({ title }) => title.startsWith('Write a follow-up')),
      [],
    ))
})
