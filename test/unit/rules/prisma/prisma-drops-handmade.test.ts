import assert from 'node:assert/strict'
import {
  findingsIn,
  findingsOf,
  messagesOf,
  rulesFor,
  type TestScript,
} from '../../../support/rules.js'

const rule = 'prisma-drops-handmade'
const database = `CREATE TABLE "User" ("id" INTEGER PRIMARY KEY, "email" TEXT DEFAULT 'x', "search" TEXT);
  CREATE INDEX "by_email" ON "User" ("email");
  CREATE INDEX "covering" ON "User" ("id") INCLUDE ("email");
  CREATE INDEX "partial" ON "User" ("id") WHERE "email" IS NULL;
  CREATE UNIQUE INDEX "nulls" ON "User" ("email") NULLS NOT DISTINCT;
  CREATE TABLE "Audit" ("id" INTEGER PRIMARY KEY, "what" TEXT);
  CREATE INDEX "Audit_what" ON "Audit" ("what");
  ALTER TABLE "User" ADD CONSTRAINT "fk" FOREIGN KEY ("id") REFERENCES "Audit" ("id");`
const schema = 'model User {\n  id Int @id\n  mail String? @map("email")\n}'
const script = (sql: string, committed: string | undefined = schema): TestScript => ({
  database,
  sql,
  target: schema,
  committed,
})
const withoutCommitted = (sql: string): TestScript => ({ database, sql, target: schema })

suite(rule, () => {
  test('an index: says who made it, who waits, and the line that keeps it', () =>
    assert.deepEqual(messagesOf(rule, script('DROP INDEX "by_email";')), [
      'Drops the index "by_email" of "User", which a migration made by hand and the schema has never shown. Takes ACCESS EXCLUSIVE on "User" for a moment, but only after every transaction that is open there; meanwhile every query on it waits. Show it in the schema with @@index([mail], map: "by_email"), or take this command out of the migration.',
    ]))

  test('the columns of INCLUDE are keys to Prisma', () => {
    const [message] = messagesOf(rule, script('DROP INDEX "covering";'))
    assert.match(message ?? '', /@@index\(\[id, mail\], map: "covering"\)/)
  })

  test('a foreign key, a column, a default and a table, each with its way to keep it', () => {
    const messages = [
      'ALTER TABLE "User" DROP CONSTRAINT "fk";',
      'ALTER TABLE "User" DROP COLUMN "search";',
      'ALTER TABLE "User" ALTER COLUMN "email" DROP DEFAULT;',
      'DROP TABLE "Audit";',
    ].map((sql) => messagesOf(rule, script(sql))[0] ?? '')
    assert.match(
      messages[0] ?? '',
      /^Drops the foreign key "fk" of "User", .*@relation\(…, map: "fk"\)/,
    )
    assert.match(messages[1] ?? '', /^Drops the column "search" of "User", .* Add a field for it/)
    assert.match(messages[2] ?? '', /^Drops the default of "email" of "User", .*dbgenerated\("…"\)/)
    assert.match(
      messages[3] ?? '',
      /^Drops the table "Audit", .*"public\.Audit" under tables\.external/,
    )
  })

  test('a dropped table takes its indexes along, without a finding of their own', () =>
    assert.deepEqual(rulesFor(script('DROP INDEX "Audit_what"; DROP TABLE "Audit";')), [rule]))

  test('data is hurt only where data is dropped', () => {
    const hurts = (sql: string) => findingsIn(script(sql))[0]?.hurts
    assert.deepEqual(hurts('DROP INDEX "by_email";'), [])
    assert.deepEqual(hurts('DROP TABLE "Audit";'), ['data', 'old-code'])
  })

  test('not what the committed schema shows: that the user takes away', () => {
    const committed = `model User {
      id Int @id
      mail String? @map("email") @default("x")
      search String?
      @@index([mail], map: "by_email")
    }`
    for (const sql of [
      'DROP INDEX "by_email";',
      'ALTER TABLE "User" ALTER COLUMN "email" DROP DEFAULT;',
    ]) {
      assert.deepEqual(findingsOf(rule, script(sql, committed)), [], sql)
    }
    assert.deepEqual(rulesFor(script('ALTER TABLE "User" DROP COLUMN "search";', committed)), [
      'drop-column',
    ])
  })

  test('without a committed schema only what Prisma never writes is certain', () => {
    for (const name of ['covering', 'partial', 'nulls']) {
      const [message] = messagesOf(rule, withoutCommitted(`DROP INDEX "${name}";`))
      assert.match(
        message ?? '',
        /which a migration made by hand, for Prisma writes none like it\./,
      )
    }
    assert.deepEqual(findingsOf(rule, withoutCommitted('DROP INDEX "by_email";')), [])
    assert.deepEqual(rulesFor(withoutCommitted('DROP TABLE "Audit";')), ['drop-table'])
  })

  test('a partial index is nothing special where the schema can show one', () =>
    assert.deepEqual(
      findingsOf(rule, {
        ...withoutCommitted('DROP INDEX "partial";'),
        target: `generator client {\n  provider = "x"\n  previewFeatures = ["partialIndexes"]\n}\n${schema}`,
      }),
      [],
    ))

  test('not what Prisma itself wrote since the last commit: that the schema has shown', () => {
    const made = '-- CreateIndex\nCREATE INDEX "by_email" ON "User"("email");\n'
    const changed = '-- AlterTable\nALTER TABLE "User" ADD COLUMN     "search" TEXT;\n'
    const drop = script('DROP INDEX "by_email";')
    assert.deepEqual(findingsOf(rule, { ...drop, uncommitted: [made] }), [])
    assert.deepEqual(
      rulesFor({
        ...script('ALTER TABLE "User" DROP COLUMN "search";'),
        uncommitted: [changed],
      }),
      ['drop-column'],
    )
  })

  test('what a person wrote since the last commit, last, is handmade', () => {
    const made = '-- CreateIndex\nCREATE INDEX "by_email" ON "User"("email");\n'
    const byHand = '-- faster login\nCREATE INDEX "by_email" ON "User" ("email");\n'
    const drop = script('DROP INDEX "by_email";')
    assert.deepEqual(rulesFor({ ...drop, uncommitted: [byHand] }), [rule])
    assert.deepEqual(rulesFor({ ...drop, uncommitted: [made, `${made}${byHand}`] }), [rule])
    assert.deepEqual(rulesFor({ ...drop, uncommitted: ['SELECT 1;'] }), [rule])
  })

  test('each kind of object is found where Prisma writes it', () => {
    const table = `-- CreateTable
CREATE TABLE "Audit" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "what" TEXT,
    CONSTRAINT "Audit_pkey" PRIMARY KEY ("id")
);
`
    const uncommitted = [
      table,
      '-- AddForeignKey\nALTER TABLE "User" ADD CONSTRAINT "fk" FOREIGN KEY ("id") REFERENCES "Audit"("id");\n',
      '-- AlterTable\nALTER TABLE "User" ALTER COLUMN "email" SET DEFAULT \'x\';\n',
    ]
    for (const [sql, expected] of [
      ['DROP TABLE "Audit";', ['drop-table']],
      ['ALTER TABLE "Audit" DROP COLUMN "what";', ['drop-column']],
      ['ALTER TABLE "User" DROP CONSTRAINT "fk";', ['prisma-relation-mode-fk-drop']],
      ['ALTER TABLE "User" ALTER COLUMN "email" DROP DEFAULT;', []],
      ['ALTER TABLE "User" DROP COLUMN "search";', [rule]],
    ] as const) {
      assert.deepEqual(rulesFor({ ...script(sql), uncommitted }), expected, sql)
    }
  })

  test('not in a migration file, where somebody wrote the DROP', () =>
    assert.deepEqual(
      findingsOf(rule, { ...script('DROP INDEX "by_email";'), origin: 'migration' }),
      [],
    ))
})
