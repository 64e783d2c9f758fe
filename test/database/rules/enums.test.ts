import assert from 'node:assert/strict'
import { startBench, type Bench } from '../../support/judge.js'

const models = (values: readonly string[], unused = ['X', 'Y']) => `model User {
  id Int @id
  role Role @default(A)
}
model Team {
  id Int @id
  roles Role[]
}
enum Role {
  ${values.join('\n  ')}
}
enum Unused {
  ${unused.join('\n  ')}
}
`

suite('enums, judged by what PostgreSQL does', () => {
  let bench: Bench
  suiteSetup(() => {
    bench = startBench(
      `CREATE TYPE "Role" AS ENUM ('A', 'B', 'C');
       CREATE TYPE "Unused" AS ENUM ('X', 'Y');
       CREATE TABLE "User" ("id" INTEGER NOT NULL, "role" "Role" NOT NULL DEFAULT 'A', CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
       CREATE TABLE "Team" ("id" INTEGER NOT NULL, "roles" "Role"[], CONSTRAINT "Team_pkey" PRIMARY KEY ("id"));`,
    )
  })
  suiteTeardown(() => bench.end())

  test('enum-value-removed: one finding for the whole swap, on the enum', async () => {
    const { sql, places, messages } = await bench.pending(models(['A', 'B']))
    assert.match(sql, /BEGIN;\nCREATE TYPE "Role_new"/)
    assert.deepEqual(places, ['enum-value-removed: Role'])
    assert.deepEqual(messages, [
      'Takes \'C\' from the enum "Role": that fails while a row or the default of "roles" of "Team" or "role" of "User" holds it, and afterwards running code that writes it fails. Takes ACCESS EXCLUSIVE on "Team" and "User" (derived: an earlier statement holds it already) while it rewrites "Team" and "User" with all indexes: every query on them waits until it is done. Move the rows to another value in an earlier deployment, or leave the value in the enum and stop using it.',
    ])
  })

  test('enum-value-removed: a renamed value is one removed and one added', async () => {
    const { rules, script } = await bench.pending(models(['A', 'B', 'D']))
    assert.deepEqual(rules, ['enum-value-removed'])
    const [swap] = script.stories.enumSwaps
    assert.deepEqual([swap?.removed, swap?.added], [['C'], ['D']])
  })

  test('enum-value-removed: gone when the value stays, or keeps its label', async () => {
    assert.equal((await bench.pending(models(['A', 'B', 'C']))).sql, '')
    assert.equal((await bench.pending(models(['A', 'B', 'D @map("C")']))).sql, '')
  })

  test('enum-value-removed: not when no column uses the enum', async () => {
    const { sql, rules } = await bench.pending(models(['A', 'B', 'C'], ['Y']))
    assert.match(sql, /CREATE TYPE "Unused_new"/)
    assert.deepEqual(rules, [])
  })

  test('enum-value-removed: not for a value that is added, which only old readers meet', async () => {
    const { sql, places, all } = await bench.pending(models(['A', 'B', 'C', 'D']))
    assert.match(sql, /ADD VALUE 'D'/)
    assert.deepEqual(places, ['enum-add-old-reader: D'])
    assert.ok(!all.some(({ rule }) => rule === 'enum-add-no-position'))
  })

  test('enum-add-no-position: Prisma appends a value that stands in the middle, and leaves it there', async () => {
    const { sql, script, all } = await bench.pending(models(['A', 'D', 'B', 'C']))
    assert.doesNotMatch(sql, /BEFORE|AFTER/)
    assert.deepEqual(script.after.enums['public.Role']?.values, ['A', 'B', 'C', 'D'])
    const [finding] = all.filter(({ rule }) => rule === 'enum-add-no-position')
    assert.match(finding?.message ?? '', /while the schema has it before 'B'/)
    assert.equal((await bench.pending(models(['C', 'B', 'A']))).sql, '')
  })

  test('enum-add-old-reader: not for an enum that no column has', async () =>
    assert.deepEqual((await bench.pending(models(['A', 'B', 'C'], ['X', 'Y', 'Z']))).rules, []))

  test('enum-value-used-same-transaction: a new value that is the default in the same change', async () => {
    const { sql, messages, rules } = await bench.pending(
      models(['A', 'B', 'C', 'D']).replace('@default(A)', '@default(D)'),
    )
    assert.match(sql, /ADD VALUE 'D'[^]*SET DEFAULT 'D'/)
    assert.deepEqual(rules, ['enum-add-old-reader', 'enum-value-used-same-transaction'])
    assert.match(
      messages[1] ?? '',
      /PostgreSQL refuses a value that is not committed yet \(55P04\)/,
    )
  })

  test('enum-value-used-same-transaction: PostgreSQL’s refusal, and none when each statement is committed', async () => {
    const sql = `ALTER TYPE "Role" ADD VALUE 'D'; UPDATE "User" SET "role" = 'D' WHERE "id" = 1;`
    const batch = await bench.migration(sql)
    const [, evidence] = batch.script.statements.map((statement) => statement.evidence)
    assert.ok(evidence?.kind === 'refused' && evidence.failure.sqlState === '55P04')
    assert.ok(batch.rules.includes('enum-value-used-same-transaction'))
    assert.ok(
      !(await bench.migration(sql, 'split')).rules.includes('enum-value-used-same-transaction'),
    )
  })

  test('enum-rename-value: the default follows at once, and the old label is gone', async () => {
    const { rules, script } = await bench.migration(
      `ALTER TYPE "Role" RENAME VALUE 'A' TO 'Z'; UPDATE "User" SET "role" = 'A' WHERE "id" = 1;`,
    )
    assert.deepEqual(rules.slice(0, 1), ['enum-rename-value'])
    const [, evidence] = script.statements.map((statement) => statement.evidence)
    assert.ok(evidence?.kind === 'refused' && evidence.failure.sqlState === '22P02')
  })

  test('enum-value-removed: written by hand the other way round', async () => {
    const { rules, messages } = await bench.migration(
      `ALTER TYPE "Role" RENAME TO "Role_old"; CREATE TYPE "Role" AS ENUM ('A', 'C');
       ALTER TABLE "User" ALTER COLUMN "role" DROP DEFAULT, ALTER COLUMN "role" TYPE "Role" USING "role"::text::"Role";
       ALTER TABLE "Team" ALTER COLUMN "roles" TYPE "Role"[] USING "roles"::text[]::"Role"[];
       DROP TYPE "Role_old";`,
    )
    assert.deepEqual(rules, ['enum-value-removed'])
    assert.match(
      messages[0] ?? '',
      /^Takes 'B' from the enum "Role": .* while it rewrites "Team" and "User"/,
    )
  })

  test('enum-value-removed: an enum that is only put in another order rewrites all the same', async () => {
    const { rules } = await bench.migration(
      `CREATE TYPE "Role_new" AS ENUM ('C', 'B', 'A');
       ALTER TABLE "User" ALTER COLUMN "role" DROP DEFAULT, ALTER COLUMN "role" TYPE "Role_new" USING "role"::text::"Role_new";
       ALTER TYPE "Role" RENAME TO "Role_old"; ALTER TYPE "Role_new" RENAME TO "Role";`,
    )
    assert.deepEqual(rules, ['alter-type-rewrite'])
  })

  test('prisma-drop-and-recreate: a renamed enum with the same values is kept with @@map', async () => {
    const renamed = models(['A', 'B', 'C']).replaceAll('Role', 'Rank')
    const { places, messages } = await bench.pending(renamed)
    assert.deepEqual(places, ['prisma-drop-and-recreate: roles', 'prisma-drop-and-recreate: role'])
    assert.match(messages[1] ?? '', /with @@map\("Role"\) on it the database keeps its type/)
    const mapped = renamed.replace('enum Rank {', 'enum Rank {\n  @@map("Role")')
    assert.equal((await bench.pending(mapped)).sql, '')
  })

  test('a new value used in the script that adds it: refused in one transaction, unknown when each commits', async () => {
    const sql = `ALTER TYPE "Role" ADD VALUE 'D'; ALTER TABLE "User" ALTER COLUMN "role" SET DEFAULT 'D';`
    const kinds = async (execution: 'batch' | 'split') =>
      (await bench.migration(sql, execution)).script.statements.map(({ evidence }) => evidence.kind)
    assert.deepEqual(await kinds('batch'), ['measured', 'refused'])
    assert.deepEqual(await kinds('split'), ['measured', 'unknown'])
  })
})
