import assert from 'node:assert/strict'
import { readSchema } from '../../../server/src/prisma/readSchema.js'
import { fieldOf, modelIn, textOf } from './schemaTexts.js'

suite('fields', () => {
  const arities: [string, string, boolean, boolean][] = [
    ['id Int', 'Int', false, false],
    ['id Int?', 'Int', true, false],
    ['id Int[]', 'Int', false, true],
    ['id Unsupported("tsvector")?', 'Unsupported("tsvector")', true, false],
    ['id Unsupported("my type")[]', 'Unsupported("my type")', false, true],
    ['id', '', false, false],
    ['id @id', '', false, false],
    ['id: Int', 'Int', false, false],
    ['id [Int]', 'Int', false, true],
    ['id Int!', 'Int', false, false],
    ['id Unsupported("x', 'Unsupported', false, false],
  ]
  for (const [line, type, optional, list] of arities) {
    test(`"${line}" has type "${type}"`, () => {
      const field = fieldOf(line)
      assert.deepEqual(
        [field.name.text, field.type.text, field.optional, field.list],
        ['id', type, optional, list],
      )
    })
  }

  test('a field reaches from its name to its last attribute, without comment', () => {
    const text = 'model A {\n  id  Int  @id @db.SmallInt // the key\n}'
    const [field] = modelIn(text).fields
    assert.ok(field)
    assert.equal(textOf(text, field.range), 'id  Int  @id @db.SmallInt')
    assert.equal(textOf(text, field.type.range), 'Int')
  })

  test('a field without attribute reaches to its question mark or brackets', () => {
    const text = 'model A {\n  a Int? // c\n  b Int[]\n}'
    assert.deepEqual(
      modelIn(text).fields.map((field) => textOf(text, field.range)),
      ['a Int?', 'b Int[]'],
    )
  })

  test('cutting the lines of a field leaves its neighbours whole', () => {
    const text = 'model A {\n  a Int\n  /// about b\n  b Int // more\n  c Int\n}\n'
    const lines = modelIn(text).fields[1]?.lines ?? { start: 0, end: 0 }
    assert.equal(
      text.slice(0, lines.start) + text.slice(lines.end),
      'model A {\n  a Int\n  c Int\n}\n',
    )
  })

  test('the lines of the last field of an unfinished file end with the file', () => {
    const text = 'model A {\n  a Int'
    assert.equal(textOf(text, modelIn(text).fields[0]?.lines ?? { start: 0, end: 0 }), '  a Int')
  })

  test('a field that shares its line with the closing brace cuts only itself', () => {
    const text = 'model A {\n  a Int }'
    assert.equal(textOf(text, modelIn(text).fields[0]?.lines ?? { start: 0, end: 0 }), '  a Int')
  })

  test('a block attribute on the line of a field is not the attribute of the field', () =>
    assert.deepEqual(
      fieldOf('id Int @id @@map("x")').attributes.map((attribute) => attribute.name.text),
      ['id'],
    ))
})

suite('enum values', () => {
  test('a value has its name, its attributes and its documentation', () => {
    const text =
      'enum Role {\n  /// May do all.\n  ADMIN @map("admin") // first\n  USER\n  @@map("role")\n}'
    const [block] = readSchema('schema.prisma', text).blocks
    assert.ok(block?.kind === 'enum')
    assert.deepEqual(
      block.values.map((value) => [
        value.name.text,
        textOf(text, value.range),
        value.documentation,
      ]),
      [
        ['ADMIN', 'ADMIN @map("admin")', 'May do all.'],
        ['USER', 'USER', undefined],
      ],
    )
    assert.deepEqual(
      block.attributes.map((attribute) => attribute.name.text),
      ['map'],
    )
  })
})
