import assert from 'node:assert/strict'
import { draftFrom, editsOf, filesOf, refusalFrom, type ChangeText } from './pendingFrom.js'

const recipe = 'change-primary-key'
const move = (columns: string) => `ALTER TABLE "Item" DROP CONSTRAINT "Item_pkey",
ADD CONSTRAINT "Item_pkey" PRIMARY KEY (${columns});`
const keep = 'CREATE UNIQUE INDEX "Item_id_key" ON "Item" ("id");'

const change: ChangeText = {
  database: `CREATE TABLE "Item" ("id" INTEGER NOT NULL, "org" INTEGER NOT NULL, "code" TEXT NOT NULL, "note" TEXT, CONSTRAINT "Item_pkey" PRIMARY KEY ("id"));
CREATE TABLE "Part" ("id" INTEGER NOT NULL, "itemId" INTEGER, CONSTRAINT "Part_pkey" PRIMARY KEY ("id"), CONSTRAINT "Part_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "Item" ("id"));`,
  sql: `${move('"org", "code"')}\n${keep}`,
  before: 'model Item {\n  id Int @id\n  org Int\n  code String\n  note String?\n}\n',
  after:
    'model Item {\n  id Int @unique\n  org Int\n  code String\n  note String?\n\n  @@id([org, code])\n}\n',
}

suite(recipe, () => {
  test('until the contract the old key stays the key of the schema, and the new one is unique', () => {
    const plan = draftFrom(change, recipe)
    assert.deepEqual(
      plan.phases.map(({ name }) => editsOf(plan, name)),
      [
        ['Item: no @@id([org, code])', 'Item: id Int @id'],
        ['Item: @@unique([org, code])'],
        ['Item: no @@unique([org, code])', 'Item: id Int @unique', 'Item: @@id([org, code])'],
      ],
    )
    assert.deepEqual(filesOf(plan, 'expand'), [])
    assert.deepEqual(filesOf(plan, 'validate'), [
      '[unique, alone]\nCREATE UNIQUE INDEX CONCURRENTLY "Item_org_code_key" ON "Item" ("org", "code");',
    ])
  })

  test('the index becomes the key, and what refers to the old one is made anew beside it', () => {
    const [keepOld, contract = '', check] = filesOf(draftFrom(change, recipe), 'contract')
    assert.equal(
      keepOld,
      '[contract_index, alone]\nCREATE UNIQUE INDEX CONCURRENTLY "Item_id_key" ON "Item" ("id");',
    )
    assert.match(contract, /-- locks "Item", "Part" in ACCESS EXCLUSIVE/)
    assert.match(
      contract,
      /"Part" DROP CONSTRAINT "Part_itemId_fkey";\nALTER TABLE "Item" DROP CONSTRAINT "Item_pkey";\nALTER TABLE "Item" ADD CONSTRAINT "Item_pkey" PRIMARY KEY USING INDEX "Item_org_code_key";\nALTER TABLE "Part" ADD CONSTRAINT "Part_itemId_fkey" .*NOT VALID;/,
    )
    assert.match(check ?? '', /^\[contract_foreign_key, scan\]/)
  })

  test('a unique index that the schema has no more is taken as it is', () => {
    const plan = draftFrom(
      {
        database: `${change.database}\nCREATE UNIQUE INDEX "code once" ON "Item" ("code");`,
        sql: `DROP INDEX "code once";\n${move('"code"')}\n${keep}`,
        before:
          'model Item {\n  id Int @id\n  org Int\n  code String @unique(map: "code once")\n  note String?\n}\n',
        after: 'model Item {\n  id Int @unique\n  org Int\n  code String @id\n  note String?\n}\n',
      },
      recipe,
    )
    assert.deepEqual(
      plan.phases.map(({ name }) => name),
      ['expand', 'contract'],
    )
    assert.deepEqual(editsOf(plan, 'expand'), [
      'Item: id Int @id',
      'Item: code String',
      'Item: @@unique([code], map: "code once")',
    ])
    assert.match(filesOf(plan, 'contract')[1] ?? '', /PRIMARY KEY USING INDEX "code once"/)
  })

  test('a key that holds the old one cannot have equal rows: its index is built at once', () => {
    const plan = draftFrom(
      {
        ...change,
        sql: `${move('"org", "id"')}\n${keep}`,
        after: change.after.replace('[org, code]', '[org, id]'),
      },
      recipe,
    )
    assert.deepEqual(
      plan.phases.map(({ name }) => name),
      ['expand', 'contract'],
    )
    assert.equal(filesOf(plan, 'expand').length, 1)
    assert.doesNotMatch(plan.verify, /several rows/)
  })

  const refuses = (title: string, text: Partial<ChangeText>, say: RegExp) =>
    test(`is refused ${title}`, () =>
      assert.match(refusalFrom({ ...change, ...text }, recipe), say))

  refuses(
    'when the old key is unique no more',
    { sql: move('"org", "code"'), after: change.after.replace(' @unique', '') },
    /no longer keeps "id" unique.*Keep @unique on the old key/,
  )
  refuses(
    'when a column of the new key may be NULL',
    {
      sql: `${move('"note"')}\n${keep}`,
      after: 'model Item {\n  id Int @unique\n  org Int\n  code String\n  note String @id\n}\n',
    },
    /"note" may be NULL.*set-not-null/,
  )
  refuses(
    'when the new key is new',
    {
      sql: `ALTER TABLE "Item" ADD COLUMN "uuid" TEXT NOT NULL;\n${move('"uuid"')}\n${keep}`,
      after:
        'model Item {\n  id Int @unique\n  org Int\n  code String\n  note String?\n  uuid String @id\n}\n',
    },
    /"uuid" is new.*add-required-column/,
  )
  refuses(
    'when the old key goes in the same change',
    {
      sql: `${move('"org", "code"')}\nALTER TABLE "Item" DROP COLUMN "id";`,
      after: 'model Item {\n  org Int\n  code String\n  note String?\n\n  @@id([org, code])\n}\n',
    },
    /also drops "id", by which running code finds its rows/,
  )
  refuses(
    'under a many-to-many relation, which would move with the key',
    {
      sql: `${move('"code"')}\n${keep}`,
      after:
        'model Item {\n  id Int @unique\n  org Int\n  code String @id\n  note String?\n  tags Tag[]\n}\nmodel Tag {\n  id Int @id\n  items Item[]\n}\n',
    },
    /many-to-many relation behind "_ItemToTag"/,
  )
})
