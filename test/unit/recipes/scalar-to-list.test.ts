import assert from 'node:assert/strict'
import {
  draftFrom,
  editsOf,
  filesOf,
  offerFrom,
  refusalFrom,
  type ChangeText,
} from './pendingFrom.js'

const recipe = 'scalar-to-list'
const change = (required: boolean, list = 'TEXT[]'): ChangeText => ({
  database: `CREATE TABLE "Item" ("id" INTEGER NOT NULL, "tag" text${required ? ' NOT NULL' : ''}, CONSTRAINT "Item_pkey" PRIMARY KEY ("id"));`,
  sql: `ALTER TABLE "Item" ALTER COLUMN "tag" SET DATA TYPE ${list};`,
  before: `model Item {\n  id Int @id\n  tag String${required ? '' : '?'}\n}\n`,
  after: 'model Item {\n  id Int @id\n  tag String[]\n}\n',
})

suite(recipe, () => {
  test('old code goes on with the value, new code gets a field with the list', () => {
    const plan = draftFrom(change(false), recipe)
    assert.deepEqual(editsOf(plan, 'expand'), [
      'Item: tag String? @ignore',
      'Item: tagV2 String[] @map("tag_v2") behind tag',
    ])
    assert.deepEqual(editsOf(plan, 'contract'), [
      'Item: no tagV2',
      'Item: tag String[] @map("tag_v2")',
    ])
  })

  test('the value is the first of the list: writing it leaves the others, clearing it brings the next up', () => {
    const [expand = ''] = filesOf(draftFrom(change(false), recipe), 'expand')
    assert.match(
      expand,
      /NEW\."tag_v2" := CASE WHEN NEW\."tag" IS NULL THEN NEW\."tag_v2"\[2:\] ELSE CASE .* END \|\| NEW\."tag_v2"\[2:\] END;\n {4}NEW\."tag" := \(\(NEW\."tag_v2"\)::text\[\]\)\[1\];/,
    )
  })

  test('of a required value it is asked what an empty list is to old code', () => {
    assert.deepEqual(
      offerFrom(change(true), recipe).questions.map((question) => [question.id, question.default]),
      [['empty', "''"]],
    )
    assert.deepEqual(offerFrom(change(false), recipe).questions, [])
    const [expand = ''] = filesOf(draftFrom(change(true), recipe, { empty: "'none'" }), 'expand')
    assert.match(expand, /coalesce\(\(\(NEW\."tag_v2"\)::text\[\]\)\[1\], \('none'\)::text\)/)
  })

  const refuses = (title: string, text: ChangeText, say: RegExp, answers = {}) =>
    test(`is refused ${title}`, () => assert.match(refusalFrom(text, recipe, answers), say))

  refuses(
    'in a unique key, which would mean something else',
    {
      ...change(false),
      database: `${change(false).database}\nCREATE UNIQUE INDEX "Item_tag_key" ON "Item" ("tag");`,
    },
    /"Item_tag_key" is unique over "tag": over a list it would tell whole lists apart/,
  )
  refuses(
    'when the type changes too',
    change(false, 'VARCHAR(20)[]'),
    /also makes .* of text, of which a list is text\[\]/,
  )
  refuses('with an answer that is no constant', change(true), /is no constant/, {
    empty: 'upper(tag)',
  })

  test('a list that becomes one value is not this: values would be lost', () =>
    assert.throws(
      () =>
        offerFrom(
          {
            ...change(false),
            database: change(false).database.replace('text', 'text[]'),
            sql: 'ALTER TABLE "Item" ALTER COLUMN "tag" SET DATA TYPE TEXT;',
          },
          recipe,
        ),
      /0 offers/,
    ))
})
