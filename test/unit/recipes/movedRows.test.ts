import assert from 'node:assert/strict'
import { movedRows } from '../../../server/src/recipes/relations/movedRows.js'
import { analysed, schemaOf } from '../../support/rules.js'

const target = schemaOf(`
model User {
  id    Int     @id
  name  String?
  shown String?
  rank  Int
}
model Log {
  text String? @unique
}`)
const database = `CREATE TABLE "User" (id int NOT NULL, name text, shown text, rank int NOT NULL);
CREATE UNIQUE INDEX "User_key" ON "User" (id);
CREATE TABLE "Log" (text text);`

function moved(sql: string) {
  const script = analysed({ sql, database, origin: 'migration' })
  const [statement, action] = script.statements.flatMap((one) => {
    const found =
      one.statement.kind === 'parsed'
        ? one.statement.actions.find(({ kind }) => ['update', 'delete', 'insert'].includes(kind))
        : undefined
    return found === undefined ? [] : [one, found]
  }) as [Parameters<typeof movedRows>[1], Parameters<typeof movedRows>[2]]
  return movedRows(script, statement, action, target)
}

function refusalOf(sql: string): string {
  const result = moved(sql)
  assert.ok(result.kind === 'refusal', sql)
  return result.say
}

suite('rows that a migration changes move to a plan', () => {
  test('as batches by the key, each of which does nothing when it is run again', () => {
    const result = moved(
      `-- AlterTable
ALTER TABLE "User" ADD COLUMN "full" text;

-- every user
UPDATE "User" SET "full" = coalesce("User".name, 'é', shown) || id;
`,
    )
    assert.ok(result.kind === 'moved')
    assert.equal(result.text, '-- AlterTable\nALTER TABLE "User" ADD COLUMN "full" text;\n')
    const draft = result.offer.draft({})
    assert.ok(draft.kind === 'plan')
    const value = `coalesce(t.name, 'é', t.shown) || t.id`
    const pending = `(t."full" IS NULL) AND (${value}) IS NOT NULL`
    assert.deepEqual([draft.backfill?.key, draft.backfill?.from], [['id'], ['-2147483648']])
    assert.ok(draft.backfill?.sql.includes(`SET "full" = ${value}\n`))
    assert.ok(draft.backfill?.sql.includes(`= 'mute' AND ${pending}`))
    assert.equal(
      draft.verify,
      `SELECT 'has no value' AS "problem", t."id"::text AS "key"\nFROM "User" AS t\nWHERE ${pending}`,
    )
  })

  test('with the condition of the statement, and a file that is empty then says where it went', () => {
    const result = moved(`UPDATE "User" SET shown = lower(name) WHERE shown IS NULL AND rank > 3`)
    assert.ok(result.kind === 'moved')
    assert.match(
      result.text,
      /^-- What stood here is done in batches: see the plan "fill_user_shown"/,
    )
    const draft = result.offer.draft({})
    assert.ok(draft.kind === 'plan')
    assert.match(
      draft.verify,
      /WHERE \(t\.shown IS NULL AND t\.rank > 3\) AND \(lower\(t\.name\)\) IS NOT NULL$/,
    )
  })

  for (const [why, sql, say] of [
    ['deletes', 'DELETE FROM "User" WHERE rank > 3', /^Only an UPDATE can become a backfill/],
    ['overwrites', `UPDATE "User" SET shown = 'x' WHERE rank > 3`, /overwrites what is there/],
    [
      'changes a required column',
      'UPDATE "User" SET rank = 1 WHERE rank = 2',
      /holds a value in every row/,
    ],
    [
      'sets two columns',
      `UPDATE "User" SET shown = 'x', name = 'y' WHERE shown IS NULL`,
      /several columns/,
    ],
    [
      'reads another table',
      'UPDATE "User" SET shown = (SELECT text FROM "Log" LIMIT 1) WHERE shown IS NULL',
      /reads other tables/,
    ],
    ['has no key', `UPDATE "Log" SET text = 'x' WHERE text IS NULL`, /has no key by which/],
    [
      'is relied upon below',
      `UPDATE "User" SET shown = 'x' WHERE shown IS NULL; ALTER TABLE "User" ALTER COLUMN shown SET NOT NULL;`,
      /^A statement below it relies on the rows/,
    ],
  ] as const) {
    test(`not where the statement ${why}`, () => assert.match(refusalOf(sql), say))
  }
})
