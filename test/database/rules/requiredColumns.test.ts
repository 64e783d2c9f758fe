import assert from 'node:assert/strict'
import { startBench, type Bench } from '../../support/judge.js'

suite('required columns, judged by what PostgreSQL does', () => {
  let bench: Bench
  suiteSetup(() => {
    bench = startBench(
      'CREATE TABLE "User" ("id" SERIAL NOT NULL, "name" TEXT, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));',
    )
  })
  suiteTeardown(() => bench.end())

  const user = (...fields: readonly string[]) =>
    `model User {\n  id Int @id @default(autoincrement())\n  name String?\n${fields.map((field) => `  ${field}\n`).join('')}}\n`

  test('add-required-column-no-default: on the field, with the measured lock', async () => {
    const { places, messages } = await bench.pending(user('phone String'))
    assert.deepEqual(places, ['add-required-column-no-default: phone'])
    assert.deepEqual(messages, [
      'Adds the required column "phone" of "User" without a default: that fails as soon as "User" has a row, and afterwards every insert of running code that leaves the column out. Takes ACCESS EXCLUSIVE on "User" while it reads the whole table: every query on it waits until it is done. Give it a constant default, or add it as optional, fill it in batches and require it then.',
    ])
  })

  test('add-required-column-no-default: gone with a constant default, and when optional', async () => {
    assert.deepEqual((await bench.pending(user('phone String @default("")'))).rules, [])
    assert.deepEqual((await bench.pending(user('phone String?'))).rules, [])
  })

  test('add-required-column-no-default: not in a new model', async () => {
    const models = `${user()}model Team {\n  id Int @id\n  name String\n}\n`
    assert.deepEqual((await bench.pending(models)).rules, [])
    const twoSteps = await bench.migration(
      'CREATE TABLE "T" ("id" INT PRIMARY KEY); ALTER TABLE "T" ADD COLUMN "x" INT NOT NULL;',
    )
    assert.deepEqual(twoSteps.rules, [])
  })

  test('add-required-column-no-default: again once the new table has a row', async () => {
    const { rules } = await bench.migration(
      'CREATE TABLE "T" ("id" INT PRIMARY KEY); INSERT INTO "T" VALUES (1); ALTER TABLE "T" ADD COLUMN "x" INT NOT NULL;',
    )
    assert.deepEqual(rules, ['add-required-column-no-default'])
  })

  test('prisma-level-default-required: for values that only the client makes', async () => {
    for (const field of [
      'token String @default(uuid())',
      'token String @default(cuid())',
      'token String @default(nanoid())',
      'changed DateTime @updatedAt',
    ]) {
      const [name] = field.split(' ')
      assert.deepEqual((await bench.pending(user(field))).places, [
        `prisma-level-default-required: ${name}`,
      ])
    }
  })

  test('prisma-level-default-required: gone with a default of the database beside it', async () => {
    const { rules, sql } = await bench.pending(user('changed DateTime @default(now()) @updatedAt'))
    assert.match(sql, /DEFAULT CURRENT_TIMESTAMP/)
    assert.deepEqual(rules, [])
  })

  test('add-column-volatile-default: measured as a rewrite', async () => {
    const { messages, places } = await bench.pending(
      user('token String @default(dbgenerated("gen_random_uuid()")) @db.Uuid'),
    )
    assert.deepEqual(places, ['add-column-volatile-default: token'])
    assert.match(messages[0] ?? '', /while it rewrites the table and its indexes/)
  })

  test('add-column-volatile-default: in an array, in a call, in a function of one’s own', async () => {
    const made = 'CREATE FUNCTION roll() RETURNS INT LANGUAGE plpgsql AS $$ BEGIN RETURN 4; END $$;'
    for (const value of [
      'ARRAY[random()]::text',
      'upper(gen_random_uuid()::text)',
      'roll()::text',
    ]) {
      const { rules } = await bench.migration(
        `${made} ALTER TABLE "User" ADD COLUMN "x" TEXT DEFAULT ${value};`,
      )
      assert.deepEqual(rules, ['add-column-volatile-default'], value)
    }
  })

  test('add-column-volatile-default: not for what is the same for all rows', async () => {
    const constant = 'CREATE FUNCTION seven() RETURNS INT LANGUAGE sql AS $$ SELECT 7 $$;'
    for (const value of [
      '-1',
      '(0)',
      'now()',
      'CURRENT_DATE',
      'LOCALTIMESTAMP',
      'CURRENT_TIMESTAMP(3)',
      "date_trunc('day', now())",
      'pg_catalog.now()',
      "upper('a')",
      'seven()',
      "ARRAY['a', 'b']",
    ]) {
      const { rules, script } = await bench.migration(
        `${constant} ALTER TABLE "User" ADD COLUMN "x" TEXT DEFAULT ${value};`,
      )
      assert.equal(script.statements.at(-1)?.evidence.kind, 'measured', value)
      assert.deepEqual(rules, [], value)
    }
  })

  test('add-column-volatile-default: gone when the default comes after the column', async () => {
    const { rules } = await bench.migration(
      'ALTER TABLE "User" ADD COLUMN "token" UUID; ALTER TABLE "User" ALTER COLUMN "token" SET DEFAULT gen_random_uuid();',
    )
    assert.deepEqual(rules, [])
  })

  test('only the column with the volatile default is blamed for the rewrite', async () => {
    const { script, rules } = await bench.migration(
      'ALTER TABLE "User" ADD COLUMN "a" TIMESTAMP DEFAULT now(), ADD COLUMN "b" UUID DEFAULT gen_random_uuid(), ADD COLUMN "c" TEXT DEFAULT lower(\'C\');',
    )
    assert.deepEqual(rules, ['add-column-volatile-default'])
    assert.equal(script.statements.length, 1)
  })
})
