import assert from 'node:assert/strict'
import { analysed } from '../../support/rules.js'

const database = `CREATE TYPE "Role" AS ENUM ('A', 'B');
  CREATE TYPE s."Other" AS ENUM ('X');
  CREATE TABLE "User" ("role" "Role", "roles" "Role"[], "other" s."Other");`

suite('the catalogue threaded through a script', () => {
  const enums = (sql: string) =>
    Object.entries(analysed({ database, sql }).after.enums).map(
      ([name, { values }]) => `${name}: ${values.join(' ')}`,
    )

  test('enums are created and dropped', () => {
    assert.deepEqual(enums(`CREATE TYPE "N" AS ENUM ('x', 'y');`).at(-1), 'public.N: x y')
    assert.deepEqual(enums('DROP TYPE "Role";'), ['s.Other: X'])
  })

  test('a value goes last, or before or after another; one that is there stays where it is', () => {
    const role = (sql: string) => enums(`ALTER TYPE "Role" ADD VALUE ${sql};`).at(-1)
    assert.equal(role("'C'"), 'public.Role: A B C')
    assert.equal(role("'C' BEFORE 'B'"), 'public.Role: A C B')
    assert.equal(role("'C' AFTER 'A'"), 'public.Role: A C B')
    assert.deepEqual(
      enums(`ALTER TYPE "Role" ADD VALUE IF NOT EXISTS 'A';`).at(-1),
      'public.Role: A B',
    )
  })

  test('a serial column brings its sequence, and ALTER SEQUENCE changes the type of one', () => {
    const sequences = (sql: string) =>
      analysed({ database, sql }).after.sequences.map(
        ({ schema, name, type, ownedBy }) => `${schema}.${name} ${type} ${ownedBy?.column}`,
      )
    const created = 'CREATE TABLE "T" ("id" SERIAL); ALTER TABLE "User" ADD COLUMN "no" BIGSERIAL;'
    assert.deepEqual(sequences(created), [
      'public.T_id_seq integer id',
      'public.User_no_seq bigint no',
    ])
    assert.equal(
      sequences(`${created} ALTER SEQUENCE "T_id_seq" AS bigint;`)[0],
      'public.T_id_seq bigint id',
    )
    assert.equal(
      sequences(`${created} ALTER SEQUENCE "T_id_seq" RESTART;`)[0],
      'public.T_id_seq integer id',
    )
  })

  test('a value and a type change their names; columns follow their type', () => {
    assert.deepEqual(enums(`ALTER TYPE "Role" RENAME VALUE 'A' TO 'Z';`).at(-1), 'public.Role: Z B')
    const { after } = analysed({
      database,
      sql: 'ALTER TYPE "Role" RENAME TO role; ALTER TYPE s."Other" RENAME TO "Else";',
    })
    assert.deepEqual(Object.keys(after.enums).toSorted(), ['public.role', 's.Else'])
    assert.deepEqual(
      after.tables['public.User']?.columns.map(({ type, typeName }) => `${type} ${typeName}`),
      ['role public.role', 'role[] public.role', 's."Else" s.Else'],
    )
  })

  test('each statement finds what those before it left', () => {
    const { statements } = analysed({ database, sql: 'DROP TYPE "Role"; SELECT 1;' })
    assert.deepEqual(
      statements.map(({ before }) => 'public.Role' in before.enums),
      [true, false],
    )
  })

  test('a statement that was not executed changes nothing', () => {
    const { after } = analysed({ database, sql: 'DROP TYPE "Role";', measured: { 0: undefined } })
    assert.ok('public.Role' in after.enums)
  })

  test('an empty script leaves everything as it was', () => {
    const { statements, after, stories } = analysed({ database, sql: '-- nothing\n' })
    assert.deepEqual(statements, [])
    assert.deepEqual(Object.keys(after.tables), ['public.User'])
    assert.equal(stories.told.size, 0)
  })
})
