import assert from 'node:assert/strict'
import { columnsRules } from '../../../server/src/rules/columns/index.js'
import { startBench, type Bench, type Judged } from '../../support/judge.js'

const own = new Set(columnsRules.map(({ id }) => id))
/** What the rules of this section tell, however quietly; other sections have tests of their own. */
const told = ({ all }: Judged) => all.map(({ rule }) => rule).filter((rule) => own.has(rule))

const columns = '"id" INT PRIMARY KEY, "email" TEXT, "size" INT, "role" TEXT'

suite('columns that become required, judged by what PostgreSQL does', () => {
  let bench: Bench
  suiteSetup(() => {
    bench = startBench(
      `CREATE TABLE "User" (${columns});
       CREATE TABLE "Proved" (${columns});
       CREATE TABLE "Promised" (${columns});
       CREATE TABLE "Positive" (${columns});`,
      `ALTER TABLE "Proved" ADD CONSTRAINT "c" CHECK ("email" IS NOT NULL AND "size" > 0) NOT VALID;
       ALTER TABLE "Proved" ADD CONSTRAINT "d" CHECK ("role" IS NOT NULL) NOT VALID;
       ALTER TABLE "Promised" ADD CONSTRAINT "c" CHECK ("email" IS NOT NULL) NOT VALID;
       ALTER TABLE "Positive" ADD CONSTRAINT "c" CHECK ("size" > 0);`,
      'ALTER TABLE "Proved" VALIDATE CONSTRAINT "c"; ALTER TABLE "Proved" VALIDATE CONSTRAINT "d";',
    )
  })
  suiteTeardown(() => bench.end())

  const models = (changed: Readonly<Record<string, readonly string[]>>) =>
    ['User', 'Proved', 'Promised', 'Positive']
      .map((name) => {
        const fields = changed[name] ?? []
        const own = ['email String?', 'size Int?', 'role String?'].map(
          (field) => fields.find((other) => other.startsWith(`${field.split(' ')[0]} `)) ?? field,
        )
        return `model ${name} {\n  id Int @id\n  ${own.join('\n  ')}\n}\n`
      })
      .join('')
  const rulesFor = async (changed: Readonly<Record<string, readonly string[]>>) =>
    (await bench.pending(models(changed))).rules

  test('set-not-null-scan: on the type, with the measured lock', async () => {
    const { places, messages } = await bench.pending(models({ User: ['email String'] }))
    assert.deepEqual(places, ['set-not-null-scan: String'])
    assert.deepEqual(messages, [
      'Makes "email" of "User" required, which fails if a row holds NULL, and so does from then on code that leaves it empty. Takes ACCESS EXCLUSIVE on "User" while it reads the whole table: every query on it waits until it is done. Write ADD CONSTRAINT … NOT NULL "email" NOT VALID in its place, and validate it in a migration of its own, which lets reads and writes go on.',
    ])
  })

  test('set-not-null-scan: gone once a validated CHECK proves it, inside an AND too', async () => {
    assert.deepEqual(await rulesFor({ Proved: ['role String'] }), [])
    assert.deepEqual(await rulesFor({ Proved: ['email String'] }), [])
    assert.deepEqual(await rulesFor({ Proved: ['email String', 'role String'] }), [])
  })

  test('set-not-null-scan: a CHECK that is not validated, or says something else, is no proof', async () => {
    assert.deepEqual(await rulesFor({ Promised: ['email String'] }), ['set-not-null-scan'])
    assert.deepEqual(await rulesFor({ Positive: ['size Int'] }), ['set-not-null-scan'])
    assert.deepEqual(await rulesFor({ Proved: ['size Int'] }), ['set-not-null-scan'])
  })

  test('set-not-null-scan: of two columns in one statement only the unproved one', async () => {
    const { messages } = await bench.pending(models({ Proved: ['email String', 'size Int'] }))
    assert.deepEqual(
      messages.map((message) => message.split(' ')[1]),
      ['"size"'],
    )
  })

  test('set-not-null-scan: not on a new table, nor where the column is required already', async () => {
    const { rules } = await bench.migration(
      `CREATE TABLE "T" ("a" INT); ALTER TABLE "T" ALTER COLUMN "a" SET NOT NULL;
       ALTER TABLE "User" ALTER COLUMN "id" SET NOT NULL;`,
    )
    assert.deepEqual(rules, [])
  })

  test('optional-to-required-with-default: told instead of the scan, on the type', async () => {
    const { places, messages } = await bench.pending(
      models({ User: ['role String @default("guest")'] }),
    )
    assert.deepEqual(places, ['optional-to-required-with-default: String'])
    assert.deepEqual(messages, [
      'Makes "role" of "User" required with the default \'guest\', which only new rows get: it fails if an old row holds NULL. The statement takes ACCESS EXCLUSIVE on "User" while it reads the whole table: every query on it waits until it is done. Fill the old rows in an earlier migration, in batches: UPDATE "User" SET "role" = \'guest\' WHERE "role" IS NULL.',
    ])
  })

  test('optional-to-required-with-default: gone when a CHECK proves that there is no NULL', async () =>
    assert.deepEqual(await rulesFor({ Proved: ['role String @default("guest")'] }), []))

  test('optional-to-required-with-default: only the scan is left when the file fills the rows', async () => {
    const judged = await bench.migration(
      `UPDATE "User" SET "role" = 'guest' WHERE "role" IS NULL;
       ALTER TABLE "User" ALTER COLUMN "role" SET NOT NULL, ALTER COLUMN "role" SET DEFAULT 'guest';`,
    )
    assert.deepEqual(told(judged), ['set-not-null-scan'])
  })

  test('optional-to-required-with-default: not when only the default is new', async () =>
    assert.deepEqual(await rulesFor({ User: ['role String? @default("guest")'] }), []))

  test('set-not-null-scan: NOT NULL that is NOT VALID spares the scan, and SET NOT NULL after it does not', async () => {
    const promise = 'ALTER TABLE "User" ADD CONSTRAINT "n" NOT NULL "email" NOT VALID;'
    const { script, rules } = await bench.migration(promise)
    const evidence = script.statements[0]?.evidence
    assert.ok(evidence?.kind === 'measured')
    assert.deepEqual([evidence.scans, rules], [[], []])
    const hasty = await bench.migration(
      `${promise} ALTER TABLE "User" ALTER COLUMN "email" SET NOT NULL;`,
      'split',
    )
    assert.ok(told(hasty).includes('set-not-null-scan'))
  })

  test('not-null-not-valid-available: Prisma takes such a column for required', async () => {
    const promised = startBench(
      `CREATE TABLE "User" (${columns});`,
      'ALTER TABLE "User" ADD CONSTRAINT "n" NOT NULL "email" NOT VALID;',
    )
    const { sql } = await promised.pending(
      'model User {\n  id Int @id\n  email String\n  size Int?\n  role String?\n}\n',
    )
    await promised.end()
    assert.equal(sql, '')
  })

  test('not-null-not-valid-available, set-not-null-old-writers: told of the CHECK, quietly', async () => {
    const judged = await bench.migration(
      'ALTER TABLE "User" ADD CONSTRAINT "k" CHECK ("email" IS NOT NULL) NOT VALID;',
    )
    assert.deepEqual(judged.rules, [])
    assert.deepEqual(told(judged), ['set-not-null-old-writers', 'not-null-not-valid-available'])
  })

  test('set-not-null-old-writers: NOT VALID refuses a new row at once', async () => {
    const { script } = await bench.migration(
      `INSERT INTO "User" ("id") VALUES (1);
       ALTER TABLE "User" ADD CONSTRAINT "k" CHECK ("email" IS NOT NULL) NOT VALID;
       INSERT INTO "User" ("id") VALUES (2);`,
    )
    const evidence = script.statements[2]?.evidence
    assert.ok(evidence?.kind === 'refused')
    assert.equal(evidence.failure.sqlState, '23514')
  })

  test('set-not-null-existing-nulls: on a row that the script writes itself', async () => {
    const { rules, messages } = await bench.migration(
      'INSERT INTO "User" ("id") VALUES (1); ALTER TABLE "User" ALTER COLUMN "email" SET NOT NULL;',
    )
    assert.deepEqual(rules, ['set-not-null-existing-nulls'])
    assert.match(
      messages[0] ?? '',
      /the migrations themselves have written rows that hold NULL there/,
    )
  })
})
