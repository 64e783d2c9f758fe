import assert from 'node:assert/strict'
import { startBench, type Bench } from '../../support/judge.js'

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
      'Makes "email" of "User" required, which fails if a row holds NULL. Takes ACCESS EXCLUSIVE on "User" while it reads the whole table: every query on it waits until it is done. Add CHECK ("email" IS NOT NULL) NOT VALID first, validate it in a migration of its own, and PostgreSQL needs no scan for SET NOT NULL.',
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
    const { rules } = await bench.migration(
      `UPDATE "User" SET "role" = 'guest' WHERE "role" IS NULL;
       ALTER TABLE "User" ALTER COLUMN "role" SET NOT NULL, ALTER COLUMN "role" SET DEFAULT 'guest';`,
    )
    assert.deepEqual(rules, ['set-not-null-scan'])
  })

  test('optional-to-required-with-default: not when only the default is new', async () =>
    assert.deepEqual(await rulesFor({ User: ['role String? @default("guest")'] }), []))
})
