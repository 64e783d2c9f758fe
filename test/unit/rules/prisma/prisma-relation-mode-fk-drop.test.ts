import assert from 'node:assert/strict'
import { evaluateRules } from '../../../../server/src/rules/evaluateRules.js'
import { prismaRelationModeFkDrop } from '../../../../server/src/rules/prisma/prisma-relation-mode-fk-drop.js'
import { analysed, blamed, findingsOf, messagesOf, schemaOf } from '../../../support/rules.js'

const rule = 'prisma-relation-mode-fk-drop'
const database = `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY);
  CREATE TABLE "Post" ("id" INTEGER PRIMARY KEY, "userId" INTEGER, CONSTRAINT "Post_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id"));`

suite(rule, () => {
  test('says what nobody looks after any more, who waits, and why Prisma does so', () =>
    assert.deepEqual(
      messagesOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" DROP CONSTRAINT "Post_userId_fkey";',
        target: `model User {
  id Int @id
}`,
      }),
      [
        'Drops the foreign key "Post_userId_fkey" from "Post" to "User", because the schema does not have the relation any more: from then on rows may refer to nothing, and the database does nothing when the other row is deleted. Takes ACCESS EXCLUSIVE on "Post" and "User" for a moment, but only after every transaction that is open there; meanwhile every query on them waits. Keep the relation in the schema if no row may refer to nothing.',
      ],
    ))

  test('blames the key', () => {
    const script = { database, sql: 'ALTER TABLE "Post" DROP CONSTRAINT "Post_userId_fkey";' }
    const [finding] = findingsOf(rule, script)
    assert.ok(finding)
    assert.deepEqual(
      [blamed(script, finding), finding.object, finding.hurts],
      ['"Post_userId_fkey"', { table: 'public.Post', constraint: 'Post_userId_fkey' }, ['data']],
    )
  })

  test('not when the key is put back', () =>
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" DROP CONSTRAINT "Post_userId_fkey"; ALTER TABLE "Post" ADD CONSTRAINT "Post_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE;',
      }),
      [],
    ))

  test('not when its column or one of the tables goes too', () => {
    for (const sql of [
      'ALTER TABLE "Post" DROP CONSTRAINT "Post_userId_fkey"; ALTER TABLE "Post" DROP COLUMN "userId";',
      'ALTER TABLE "Post" DROP CONSTRAINT "Post_userId_fkey"; DROP TABLE "User";',
      'ALTER TABLE "Post" DROP CONSTRAINT "Post_userId_fkey"; DROP TABLE "Post";',
    ]) {
      assert.deepEqual(findingsOf(rule, { database, sql }), [], sql)
    }
  })

  test('not another constraint, a file or a new table', () => {
    assert.deepEqual(
      findingsOf(rule, { database, sql: 'ALTER TABLE "Post" DROP CONSTRAINT "Post_primaryKey";' }),
      [],
    )
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" DROP CONSTRAINT "Post_userId_fkey";',
        origin: 'migration',
      }),
      [],
    )
    assert.deepEqual(
      findingsOf(rule, {
        database,
        sql: 'ALTER TABLE "Post" DROP CONSTRAINT "Post_userId_fkey";',
        newTables: ['public.Post'],
      }),
      [],
    )
  })

  test('of relationMode: says who looks after the relation then', () => {
    const script = analysed({
      database,
      sql: 'ALTER TABLE "Post" DROP CONSTRAINT "Post_userId_fkey";',
    })
    const target = { ...schemaOf(''), relationMode: 'prisma' as const }
    const [finding] = evaluateRules({ ...script, target }, [prismaRelationModeFkDrop])
    assert.match(
      finding?.message ?? '',
      /because the schema has relationMode = "prisma": .* Prisma Client alone then looks after the relation/,
    )
  })
})
