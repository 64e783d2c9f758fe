import assert from 'node:assert/strict'
import { checkSqlLaws } from './sqlLaws.js'
import { runFuzz } from './fuzzRun.js'

const alike: Readonly<Record<string, (index: number) => string>> = {
  'rows of a table with a sequence': (index) =>
    `INSERT INTO "customers" ("id", "email") VALUES (${index}, 'x');`,
  'changes of single rows': (index) => `UPDATE "customers" SET "name" = 'x' WHERE "id" = ${index};`,
  'new columns': (index) => `ALTER TABLE "customers" ADD COLUMN "c${index}" INTEGER;`,
  'ends that nothing has begun': () => 'END $$;',
}

suite('laws of reading spoiled texts', () => {
  test('300 spoiled scripts and schemas: always an answer, in time and in its place', async () => {
    const reports = await runFuzz(1, 300)
    assert.deepEqual(
      reports.filter(({ broken }) => broken !== undefined),
      [],
    )
    assert.equal(reports.length, 300)
    // A fuzz whose texts nobody understands any more would show nothing.
    assert.ok(reports.filter(({ findings }) => findings > 0).length > 150)
  })

  for (const [what, statement] of Object.entries(alike)) {
    test(`1,000 statements in one file are judged in 2 s: ${what}`, () => {
      const script = Array.from({ length: 1000 }, (_, index) => statement(index)).join('\n')
      const startedAt = process.cpuUsage()
      checkSqlLaws(script, 1)
      const { user, system } = process.cpuUsage(startedAt)
      assert.ok(user + system < 2_000_000, `${(user + system) / 1000} ms`)
    })
  }
})
