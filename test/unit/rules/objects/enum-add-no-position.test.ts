import assert from 'node:assert/strict'
import { blamed, findingsOf } from '../../../support/rules.js'

const rule = 'enum-add-no-position'
const database = `CREATE TYPE "Role" AS ENUM ('A', 'B');
  CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "role" "Role", "name" TEXT);`

suite(rule, () => {
  test('of the pending change: says before which value the schema has it', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: `ALTER TYPE "Role" ADD VALUE 'C';`,
        target: `enum Role {
  A
  C
  B
}`,
      }).map(({ message }) => message),
      [
        `Adds 'C' at the end of the enum "Role", while the schema has it before 'B': ORDER BY and comparisons follow the database. Write ADD VALUE 'C' BEFORE 'B' into the migration if the order matters.`,
      ],
    ))

  test('of a file: says behind which value it sorts', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: `ALTER TYPE "Role" ADD VALUE 'C';`,
        origin: 'migration',
      }).map(({ message }) => message),
      [
        `Adds 'C' at the end of the enum "Role": ORDER BY and comparisons sort it behind 'B'. Add BEFORE or AFTER if the order of the values matters.`,
      ],
    ))

  test('blames the value', () => {
    const script = {
      database,
      sql: `ALTER TYPE "Role" ADD VALUE 'C';`,
      origin: 'migration',
    } as const
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ["'C'", { type: 'public.Role', value: 'C' }, []],
    )
  })

  test('not when the schema has it last, with or without others that are new', () => {
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: `ALTER TYPE "Role" ADD VALUE 'C';`,
        target: `enum Role {
  A
  B
  C
}`,
      }),
      [],
    )
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: `ALTER TYPE "Role" ADD VALUE 'C';`,
        target: `enum Role {
  A
  B
  C
  D
}`,
      }),
      [],
    )
  })

  test('not with a place of its own', () => {
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: `ALTER TYPE "Role" ADD VALUE 'C' BEFORE 'B';`,
        origin: 'migration',
      }),
      [],
    )
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: `ALTER TYPE "Role" ADD VALUE 'C' AFTER 'A';`,
        origin: 'migration',
      }),
      [],
    )
  })

  test('not in a file that Prisma wrote, nor of a value that is there', () => {
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: `-- AlterEnum
ALTER TYPE "Role" ADD VALUE 'C';`,
        origin: 'migration',
      }),
      [],
    )
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: `ALTER TYPE "Role" ADD VALUE IF NOT EXISTS 'B';`,
        origin: 'migration',
      }),
      [],
    )
  })
})
