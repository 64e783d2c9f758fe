import assert from 'node:assert/strict'
import { fixed, offeredIn, rulesIn } from '../../../support/fixes.js'

const database = 'CREATE TABLE "Order" (serial SERIAL PRIMARY KEY, plain int);'

suite('a serial type in ALTER TABLE', () => {
  const check = async (sql: string, title: RegExp, expected: string) => {
    const { text } = await fixed({ sql, database }, title)
    assert.equal(text, expected)
    const after = rulesIn({ sql: text, database })
    for (const rule of ['prisma-bigserial-type-change', 'alter-type-sequence-left']) {
      assert.ok(!after.includes(rule), rule)
    }
  }

  test('becomes the type behind it, and the sequence grows', () =>
    check(
      '-- AlterTable\nALTER TABLE "Order" DROP CONSTRAINT "Order_pkey",\nALTER COLUMN serial SET DATA TYPE BIGSERIAL;\n\nSELECT 1;\n',
      /^Write BIGINT for the serial type, and ALTER SEQUENCE … AS bigint$/,
      '-- AlterTable\nALTER TABLE "Order" DROP CONSTRAINT "Order_pkey",\nALTER COLUMN serial SET DATA TYPE BIGINT;\nALTER SEQUENCE "Order_serial_seq" AS BIGINT;\n\nSELECT 1;\n',
    ))

  test('of a column without a sequence becomes the type', () =>
    check(
      'ALTER TABLE "Order" ALTER COLUMN plain TYPE bigserial',
      /^Write BIGINT for the serial type$/,
      'ALTER TABLE "Order" ALTER COLUMN plain TYPE BIGINT',
    ))

  test('that was put right by hand lets the sequence grow too', () =>
    check(
      'ALTER TABLE "Order" ALTER COLUMN serial TYPE bigint',
      /^Let the sequence grow/,
      'ALTER TABLE "Order" ALTER COLUMN serial TYPE bigint;\nALTER SEQUENCE "Order_serial_seq" AS BIGINT;',
    ))

  test('is left where ALTER SEQUENCE would make the file one transaction that it must not be', () => {
    const sql =
      'ALTER TABLE "Order" ALTER COLUMN serial TYPE bigint;\nCREATE INDEX CONCURRENTLY i ON "Order" (plain);'
    const [action] = offeredIn({ sql, database, execution: 'split' }).filter(({ title }) =>
      title.startsWith('Let the sequence'),
    )
    assert.match(action?.refused ?? '', /^Prisma’s parser cannot read ALTER SEQUENCE/)
  })
})
