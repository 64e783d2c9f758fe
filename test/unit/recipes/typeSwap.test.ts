import assert from 'node:assert/strict'
import {
  draftFrom,
  editsOf,
  filesOf,
  offerFrom,
  refusalFrom,
  type ChangeText,
} from './pendingFrom.js'

const total: ChangeText = {
  database: `CREATE TABLE "Order" ("id" INTEGER NOT NULL, "total" INTEGER NOT NULL DEFAULT 0, CONSTRAINT "Order_pkey" PRIMARY KEY ("id"));
CREATE INDEX "Order_total_idx" ON "Order" ("total");`,
  sql: 'ALTER TABLE "Order" ALTER COLUMN "total" SET DATA TYPE BIGINT;',
  before: 'model Order {\n id Int @id\n total Int @default(0)\n @@index([total])\n}\n',
  after: 'model Order {\n id Int @id\n total BigInt @default(0)\n @@index([total])\n}\n',
}

suite('a column that is swapped for one of another type', () => {
  test('the application sees nothing of the second column, which follows the first', () => {
    const plan = draftFrom(total, 'int-to-bigint')
    assert.deepEqual(editsOf(plan, 'expand'), [
      'Order: total Int @default(0)',
      'Order: totalV2 BigInt? @map("total_v2") @ignore behind total',
      'Order: @@index([totalV2], map: "Order_total_v2_idx")',
    ])
    const [expand = '', index] = filesOf(plan, 'expand')
    assert.match(
      expand,
      /RETURN NEW;\n {2}END IF;\n {2}NEW\."total_v2" := \(NEW\."total"\)::bigint;/,
    )
    assert.equal(
      index,
      '[expand_index, alone]\nCREATE INDEX CONCURRENTLY "Order_total_v2_idx" ON "Order" ("total_v2");',
    )
    assert.deepEqual(editsOf(plan, 'validate'), ['Order: totalV2 BigInt @map("total_v2") @ignore'])
  })

  test('the contract gives it the names of the first, without reading a row', () => {
    const plan = draftFrom(total, 'int-to-bigint')
    assert.deepEqual(filesOf(plan, 'contract'), [
      `[contract, transaction]
BEGIN;
-- locks "Order" in ACCESS EXCLUSIVE
DROP TRIGGER "~concertina_Order.total_v2" ON "Order";
ALTER TABLE "Order" DROP CONSTRAINT "concertina_Order.total_v2_equal";
ALTER TABLE "Order" DROP COLUMN "total";
ALTER TABLE "Order" RENAME COLUMN "total_v2" TO "total";
ALTER INDEX "Order_total_v2_idx" RENAME TO "Order_total_idx";
ALTER TABLE "Order" ALTER COLUMN "total" SET DEFAULT 0;
DROP FUNCTION IF EXISTS concertina."Order.total_v2"();
DROP SEQUENCE IF EXISTS concertina."Order.total_v2.old_writes";
COMMIT;`,
    ])
    assert.deepEqual(editsOf(plan, 'contract'), [
      'Order: no @@index([totalV2], map: "Order_total_v2_idx")',
      'Order: no totalV2',
      'Order: total BigInt @default(0)',
    ])
  })

  test('with map both columns are written, and the field moves to the new one', () => {
    const plan = draftFrom(total, 'int-to-bigint', { style: 'map' })
    assert.deepEqual(editsOf(plan, 'expand').slice(0, 2), [
      'Order: total Int @default(0) @ignore',
      'Order: totalV2 BigInt? @map("total_v2") behind total',
    ])
    assert.match(filesOf(plan, 'expand')[0] ?? '', /NEW\."total" := \(NEW\."total_v2"\)::integer;/)
    const [contract = ''] = filesOf(plan, 'contract')
    assert.doesNotMatch(contract, /RENAME/)
    assert.equal(
      editsOf(plan, 'contract').at(-1),
      'Order: total BigInt @default(0) @map("total_v2")',
    )
  })

  test('swap is proposed where a client of either type reads both, map elsewhere', () => {
    const style = (text: ChangeText, recipe: string) =>
      offerFrom(text, recipe).questions.find(({ id }) => id === 'style')?.default
    assert.equal(style(total, 'int-to-bigint'), 'swap')
    const text = change('SET DATA TYPE TEXT', 'n String')
    assert.equal(style(text, 'change-type'), 'map')
  })

  test('a name of 63 bytes gets a shorter one beside it', () => {
    const long = 'n'.repeat(63)
    const plan = draftFrom(
      {
        database: `CREATE TABLE "T" ("id" INTEGER NOT NULL, "${long}" INTEGER NOT NULL, CONSTRAINT "T_pkey" PRIMARY KEY ("id"));`,
        sql: `ALTER TABLE "T" ALTER COLUMN "${long}" SET DATA TYPE BIGINT;`,
        before: `model T {\n id Int @id\n n Int @map("${long}")\n}\n`,
        after: `model T {\n id Int @id\n n BigInt @map("${long}")\n}\n`,
      },
      'int-to-bigint',
    )
    const [, beside = ''] = plan.subject.columns
    assert.match(beside, /^n+_[0-9a-f]{8}_v2$/)
    assert.ok(beside.length <= 63)
  })

  const refuses = (title: string, text: ChangeText, say: RegExp, answers = {}) =>
    test(`is refused ${title}`, () =>
      assert.match(refusalFrom(text, 'int-to-bigint', answers), say))

  const big = change('SET DATA TYPE BIGINT', 'n BigInt')
  refuses(
    'when the column becomes optional in the same change',
    {
      ...big,
      sql: `${big.sql}\nALTER TABLE "T" ALTER COLUMN "n" DROP NOT NULL;`,
      after: 'model T {\n id Int @id\n n BigInt?\n}\n',
    },
    /also makes "n" optional/,
  )
  refuses(
    'when it becomes unique in the same change',
    { ...big, sql: `${big.sql}\nCREATE UNIQUE INDEX "T_n_key" ON "T" ("n");` },
    /also adds or drops a key or an index/,
  )
  refuses(
    'on a partitioned table',
    {
      ...big,
      catalogue: (catalogue) => ({
        ...catalogue,
        tables: Object.fromEntries(
          Object.entries(catalogue.tables).map(([name, table]) => [
            name,
            { ...table, kind: 'partitioned' as const },
          ]),
        ),
      }),
    },
    /"T" is partitioned/,
  )
  refuses(
    'for an optional column with a default, by @map',
    {
      database:
        'CREATE TABLE "T" ("id" INTEGER NOT NULL, "n" INTEGER DEFAULT 1, CONSTRAINT "T_pkey" PRIMARY KEY ("id"));',
      sql: big.sql,
      before: 'model T {\n id Int @id\n n Int? @default(1)\n}\n',
      after: 'model T {\n id Int @id\n n BigInt? @default(1)\n}\n',
    },
    /Answer style=swap/,
    { style: 'map' },
  )
})

suite('a smaller type', () => {
  const code: ChangeText = {
    database:
      'CREATE TABLE "T" ("id" INTEGER NOT NULL, "code" VARCHAR(40), CONSTRAINT "T_pkey" PRIMARY KEY ("id"));',
    sql: 'ALTER TABLE "T" ALTER COLUMN "code" SET DATA TYPE VARCHAR(20);',
    before: 'model T {\n id Int @id\n code String? @db.VarChar(40)\n}\n',
    after: 'model T {\n id Int @id\n code String? @db.VarChar(20)\n}\n',
  }

  test('is a check unless the type itself has to change', () => {
    const plan = draftFrom(code, 'shrink-type')
    assert.deepEqual(filesOf(plan, 'expand'), [
      `[expand, transaction]
BEGIN;
-- locks "T" in ACCESS EXCLUSIVE
ALTER TABLE "T" ADD CONSTRAINT "T_code_length" CHECK (char_length("code") <= 20) NOT VALID;
COMMIT;`,
    ])
    assert.deepEqual(editsOf(plan, 'expand'), ['T: code String? @db.VarChar(40)'])
    assert.equal(plan.backfill, undefined)
  })

  test('cuts values off when it is told to, but not with a check', () => {
    const cut = draftFrom(code, 'shrink-type', { style: 'swap', misfits: 'cut' })
    assert.match(
      filesOf(cut, 'expand')[0] ?? '',
      /left\(NEW\."code", 20\)::character varying\(20\)/,
    )
    assert.match(refusalFrom(code, 'shrink-type', { misfits: 'cut' }), /A CHECK cuts nothing off/)
  })

  test('cuts no values of a unique index off', () =>
    assert.match(
      refusalFrom(
        {
          ...code,
          database: `${code.database}\nCREATE UNIQUE INDEX "T_code_key" ON "T" ("code");`,
        },
        'shrink-type',
        { style: 'swap', misfits: 'cut' },
      ),
      /two values that are cut off may become the same/,
    ))
})

function change(command: string, field: string): ChangeText {
  return {
    database:
      'CREATE TABLE "T" ("id" INTEGER NOT NULL, "n" INTEGER NOT NULL, CONSTRAINT "T_pkey" PRIMARY KEY ("id"));',
    sql: `ALTER TABLE "T" ALTER COLUMN "n" ${command};`,
    before: 'model T {\n id Int @id\n n Int\n}\n',
    after: `model T {\n id Int @id\n ${field}\n}\n`,
  }
}
