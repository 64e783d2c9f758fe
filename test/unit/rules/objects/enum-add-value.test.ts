import assert from 'node:assert/strict'
import { findingsOf, messagesOf } from '../../../support/rules.js'

const rule = 'enum-add-value'
const database = `CREATE TYPE "Role" AS ENUM ('A', 'B');
  CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "role" "Role", "name" TEXT);`

suite(rule, () => {
  test('says that a server before 12 refuses it', () =>
    assert.deepEqual(
      messagesOf(rule, {
        sql: `SELECT 1; ALTER TYPE "Role" ADD VALUE 'C';`,
        postgresVersion: 11,
        database: `CREATE TYPE "Role" AS ENUM ('A');`,
      }),
      [
        `Adds 'C' to the enum "Role" inside a transaction, which PostgreSQL 11 refuses (25001), so that the migration fails. Put it alone in a migration of its own.`,
      ],
    ))

  test('not from PostgreSQL 12 on', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: `SELECT 1; ALTER TYPE "Role" ADD VALUE 'C';`,
        postgresVersion: 12,
      }),
      [],
    ))

  test('not when it stands alone in its file, nor when each statement is committed', () => {
    assert.deepEqual(
      findingsOf(rule, { database, sql: `ALTER TYPE "Role" ADD VALUE 'C';`, postgresVersion: 11 }),
      [],
    )
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: `SELECT 1; ALTER TYPE "Role" ADD VALUE 'C';`,
        postgresVersion: 11,
        execution: 'split',
      }),
      [],
    )
  })
})
