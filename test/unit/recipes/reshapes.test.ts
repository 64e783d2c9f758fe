import assert from 'node:assert/strict'
import {
  draftFrom,
  editsOf,
  filesOf,
  offerFrom,
  refusalFrom,
  told,
  type ChangeText,
} from './pendingFrom.js'

const split: ChangeText = {
  database: `CREATE TABLE "User" ("id" INTEGER NOT NULL, "name" TEXT NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));`,
  sql: `ALTER TABLE "User" DROP COLUMN "name", ADD COLUMN "first" TEXT NOT NULL DEFAULT '-', ADD COLUMN "last" TEXT;
    CREATE INDEX "User_last_first_idx" ON "User"("last", "first");`,
  before: 'model User {\n  id Int @id\n  name String // shown\n}',
  after:
    'model User {\n  id Int @id\n  first String @default("-")\n  last String?\n  @@index([last, first])\n}',
}

const merge: ChangeText = {
  database: `CREATE TABLE "User" ("id" INTEGER NOT NULL, "given" TEXT NOT NULL, "family" VARCHAR(20), CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
    CREATE INDEX "User_family_given_idx" ON "User" ("family", "given");`,
  sql: `DROP INDEX "User_family_given_idx";\nALTER TABLE "User" DROP COLUMN "family", DROP COLUMN "given", ADD COLUMN "name" TEXT NOT NULL;`,
  before:
    'model User {\n  id Int @id\n  given String\n  family String? @db.VarChar(20)\n  @@index([family, given])\n}',
  after: 'model User {\n  id Int @id\n  name String\n}',
}

suite('split-column: the plan', () => {
  test('expand: the parts come beside the whole, and a trigger makes each of the other', () => {
    const draft = draftFrom(split, 'split-column')
    assert.deepEqual(editsOf(draft, 'expand'), [
      'User: name String @ignore behind id',
      'User: first String?',
      'User: last String?',
    ])
    const [expand = '', index] = filesOf(draft, 'expand')
    assert.ok(
      expand.includes('ALTER TABLE "User" ADD COLUMN "first" text, ADD COLUMN "last" text;'),
      expand,
    )
    assert.ok(
      expand.includes(`  IF TG_OP = 'INSERT' THEN
    IF NEW."first" IS NOT NULL OR NEW."last" IS NOT NULL OR NEW."name" IS NULL THEN
      NEW."name" := (
          SELECT concat_ws(' ', nullif("first", ''), nullif("last", ''))
          FROM (SELECT NEW."first", NEW."last") AS "User"("first", "last")
        )::text;
    ELSE
      NEW."first" := (
          SELECT split_part("name", ' ', 1)
          FROM (SELECT NEW."name") AS "User"("name")
        )::text;
      NEW."last" := (
          SELECT nullif(substr("name", length(split_part("name", ' ', 1)) + 2), '')
          FROM (SELECT NEW."name") AS "User"("name")
        )::text;
      old_writer := NEW."name" IS NOT NULL;
    END IF;
`),
      expand,
    )
    assert.equal(
      index,
      '[expand_index, alone]\nCREATE INDEX CONCURRENTLY "User_last_first_idx" ON "User"("last", "first");',
    )
  })

  test('new code that changes one part of a row which is not filled yet loses nothing of the other', () => {
    const [expand = ''] = filesOf(draftFrom(split, 'split-column'), 'expand')
    assert.ok(
      expand.includes(`    IF OLD."first" IS NULL THEN
      NEW."first" := coalesce(NEW."first", (`),
      expand,
    )
  })

  test('validate: each side made of the other is enough, and the required part is proved', () => {
    const draft = draftFrom(split, 'split-column')
    const [check = ''] = filesOf(draft, 'validate')
    assert.ok(
      check.includes(
        `CHECK (("first" IS NOT DISTINCT FROM (split_part("name", ' ', 1))::text AND "last" IS NOT DISTINCT FROM (nullif(substr("name", length(split_part("name", ' ', 1)) + 2), ''))::text) OR ("name" IS NOT DISTINCT FROM (concat_ws(' ', nullif("first", ''), nullif("last", '')))::text)) NOT VALID`,
      ),
      check,
    )
    assert.deepEqual(editsOf(draft, 'validate'), ['User: first String'])
    assert.match(told(draft.phases[1]?.rollback.sql ?? ''), /"first" DROP NOT NULL/)
  })

  test('contract: the trigger before the column; the default of a part comes only now', () => {
    const draft = draftFrom(split, 'split-column')
    assert.deepEqual(filesOf(draft, 'contract'), [
      `[contract, transaction]
BEGIN;
-- locks "User" in ACCESS EXCLUSIVE
DROP TRIGGER "~concertina_User.first" ON "User";
ALTER TABLE "User" DROP CONSTRAINT "concertina_User.first_equal";
ALTER TABLE "User" DROP COLUMN "name";
ALTER TABLE "User" ALTER COLUMN "first" SET DEFAULT '-';
DROP FUNCTION IF EXISTS concertina."User.first"();
DROP SEQUENCE IF EXISTS concertina."User.first.old_writes";
COMMIT;`,
    ])
    assert.deepEqual(editsOf(draft, 'contract'), [
      'User: no name',
      'User: first String @default("-")',
      'User: last String?',
    ])
  })

  test('every column is asked for by its name, with an expression and rows to see it on', () => {
    const { questions } = offerFrom(split, 'split-column')
    assert.deepEqual(
      questions.map(({ id, default: proposed }) => [id, proposed]),
      [
        ['first', `split_part("name", ' ', 1)`],
        ['last', `nullif(substr("name", length(split_part("name", ' ', 1)) + 2), '')`],
        ['name', `concat_ws(' ', nullif("first", ''), nullif("last", ''))`],
      ],
    )
    assert.deepEqual(questions[2]?.examples, {
      table: 'User',
      columns: [
        { name: 'first', type: 'text' },
        { name: 'last', type: 'text' },
      ],
      type: 'text',
      rows: [
        ['Ada', 'Lovelace'],
        ['Ludwig', 'van Beethoven'],
        ['Plato', ''],
        ['', 'Hopper'],
        ['', null],
      ],
    })
  })

  test('the answers are in the plan, whether they were given or proposed', () => {
    const { answers } = draftFrom(split, 'split-column', { first: 'lower(name)' })
    assert.deepEqual(Object.keys(answers), ['first', 'last', 'name'])
    assert.equal(answers.first, 'lower(name)')
  })
})

suite('merge-columns: the plan', () => {
  test('all of them come back hidden, with a key over two of them', () => {
    const draft = draftFrom(merge, 'merge-columns')
    assert.deepEqual(editsOf(draft, 'expand'), [
      'User: given String @ignore behind id',
      'User: family String? @db.VarChar(20) @ignore behind given',
      'User: @@index([family, given])',
      'User: name String?',
    ])
    assert.deepEqual(editsOf(draft, 'contract'), [
      'User: no @@index([family, given])',
      'User: no family',
      'User: no given',
      'User: name String',
    ])
  })

  test('contract: they go in one step, and come back in one, each with its values', () => {
    const draft = draftFrom(merge, 'merge-columns')
    const [contract = ''] = filesOf(draft, 'contract')
    assert.ok(contract.includes('ALTER TABLE "User" DROP COLUMN "given", DROP COLUMN "family";'))
    const back = told(draft.phases[2]?.rollback.sql ?? '')
    assert.ok(
      back.includes(`ALTER TABLE "User" ADD COLUMN "given" text;
ALTER TABLE "User" ADD COLUMN "family" character varying(20);
CREATE SCHEMA`),
      back,
    )
    assert.ok(
      back.includes(
        `UPDATE "User" SET "family" = (nullif(substr("name", length(split_part("name", ' ', 1)) + 2), ''))::character varying(20) WHERE "family" IS NULL;`,
      ),
      back,
    )
    assert.equal(back.split('CREATE INDEX').length, 2)
  })

  test('of values that are no texts the first that is there', () => {
    const phones: ChangeText = {
      database: `CREATE TABLE "User" ("id" INTEGER NOT NULL, "mobile" BIGINT, "home" BIGINT, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));`,
      sql: `ALTER TABLE "User" DROP COLUMN "home", DROP COLUMN "mobile", ADD COLUMN "phone" BIGINT;`,
      before: 'model User {\n  id Int @id\n  mobile BigInt?\n  home BigInt?\n}',
      after: 'model User {\n  id Int @id\n  phone BigInt?\n}',
    }
    assert.deepEqual(draftFrom(phones, 'merge-columns').answers, {
      phone: 'coalesce("mobile", "home")',
      mobile: '"phone"',
      home: 'NULL',
    })
  })
})

suite('columns that are split or merged: what is refused', () => {
  const refuses = (
    title: string,
    change: Partial<ChangeText>,
    words: RegExp,
    answers: Readonly<Record<string, string>> = {},
  ) =>
    test(title, () =>
      assert.match(refusalFrom({ ...split, ...change }, 'split-column', answers), words),
    )
  const withTable = (text: string) => ({
    database: split.database.replace('"name" TEXT NOT NULL', text),
  })

  refuses(
    'a unique index over the old column',
    { database: `${split.database}CREATE UNIQUE INDEX "u" ON "User" ("name");` },
    /^"name" is in the unique index "u": .* Drop the key first/,
  )
  refuses(
    'a check over the old column',
    { database: `${split.database}ALTER TABLE "User" ADD CONSTRAINT "c" CHECK ("name" <> '');` },
    /^The check "c" names "name"/,
  )
  refuses(
    'an old column in the primary key',
    {
      database:
        'CREATE TABLE "User" ("id" INTEGER NOT NULL, "name" TEXT NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id", "name"));',
    },
    /"name" is part of the primary key/,
  )
  refuses(
    'a part that is shorter than the whole may be',
    {
      ...withTable('"name" VARCHAR(40) NOT NULL'),
      sql: 'ALTER TABLE "User" DROP COLUMN "name", ADD COLUMN "first" TEXT NOT NULL, ADD COLUMN "last" VARCHAR(30);',
    },
    /^"last" holds 30 characters, and "name" may hold 40: texts would be cut/,
  )
  refuses(
    'a default that hides who writes',
    {
      ...withTable(`"name" TEXT NOT NULL DEFAULT ''`),
      sql: 'ALTER TABLE "User" DROP COLUMN "name", ADD COLUMN "first" TEXT, ADD COLUMN "last" TEXT;',
    },
    /^"name" has a default, and every new column may be NULL/,
  )
  refuses(
    'a unique part',
    { sql: `${split.sql}CREATE UNIQUE INDEX "u" ON "User"("last");` },
    /^"last" is to be unique, and values that are made of others may come twice/,
  )
  refuses(
    'a field that is called like the old column',
    {
      sql: 'ALTER TABLE "User" DROP COLUMN "name", ADD COLUMN "full" TEXT NOT NULL, ADD COLUMN "nick" TEXT;',
      after: 'model User {\n  id Int @id\n  name String @map("full")\n  nick String?\n}',
    },
    /^The field "name" stands for "full".* Give the field another name/,
  )
  refuses(
    'an expression that may be NULL for a required part',
    {},
    /^"first" may not be NULL, and "nullif\(name, ''\)" may be/,
    { first: `nullif(name, '')` },
  )
  refuses(
    'an expression over another column of the row',
    {},
    /Table "User" has no column "id"|can be made of nothing but "name"/,
    { first: 'name || id' },
  )
  refuses('a subquery', {}, /holds a subquery/, { first: `(SELECT name)` })
  refuses(
    'an empty answer',
    {},
    /^How "first" is made of "name" is not known\. Answer "first" with an SQL expression over it\.$/,
    { first: ' ' },
  )
  refuses(
    'a partitioned table',
    {
      catalogue: (catalogue) => ({
        ...catalogue,
        tables: Object.fromEntries(
          Object.entries(catalogue.tables).map(([name, table]) => [
            name,
            { ...table, kind: 'partitioned' },
          ]),
        ),
      }),
    },
    /"User" is partitioned/,
  )
})
