import assert from 'node:assert/strict'
import { readSchema } from '../../../server/src/prisma/readSchema.js'
import { headings, modelIn, textOf } from './schemaTexts.js'

suite('readSchema: blocks', () => {
  test('finds every kind of block in the order of the text', () => {
    const { blocks } = readSchema(
      'schema.prisma',
      'datasource db {\n}\n\ngenerator client {\n}\nmodel User {\n}\nview Report {\n}\ntype Photo {\n}\nenum Role {\n}\n',
    )
    assert.deepEqual(headings(blocks), [
      'datasource db',
      'generator client',
      'model User',
      'view Report',
      'type Photo',
      'enum Role',
    ])
  })

  test('a block reaches from its keyword to its brace, its body lies between the braces', () => {
    const text = '\n  model A {\n  id Int\n}\n'
    const block = modelIn(text)
    assert.equal(textOf(text, block.range), 'model A {\n  id Int\n}')
    assert.equal(textOf(text, block.body), '\n  id Int\n')
    assert.equal(textOf(text, block.name.range), 'A')
  })

  test('properties of a datasource keep their names, values and ranges', () => {
    const text =
      'datasource db {\n  provider = "postgresql"\n  url = env("URL") // here\n  schemas = ["a", "b"]\n}'
    const [block] = readSchema('schema.prisma', text).blocks
    assert.ok(block?.kind === 'datasource')
    assert.deepEqual(
      block.properties.map((property) => [
        property.name.text,
        property.value.kind,
        textOf(text, property.range),
      ]),
      [
        ['provider', 'string', 'provider = "postgresql"'],
        ['url', 'call', 'url = env("URL")'],
        ['schemas', 'array', 'schemas = ["a", "b"]'],
      ],
    )
  })

  test('a property without a value is unreadable and empty', () => {
    const [block] = readSchema('schema.prisma', 'datasource db {\n  url =\n}').blocks
    assert.ok(block?.kind === 'datasource')
    assert.deepEqual(block.properties[0]?.value, {
      kind: 'unreadable',
      range: { start: 23, end: 23 },
      text: '',
    })
  })

  test('lines that are no properties are passed over', () => {
    const [block] = readSchema(
      'schema.prisma',
      'generator g {\n  provider\n  ???\n  a = 1\n}',
    ).blocks
    assert.ok(block?.kind === 'generator')
    assert.deepEqual(
      block.properties.map((property) => property.name.text),
      ['a'],
    )
  })

  test('attributes of a model are told from fields', () => {
    const block = modelIn('model A {\n  id Int\n  @@map("a")\n  @@index([id])\n}')
    assert.deepEqual(
      block.attributes.map((attribute) => attribute.name.text),
      ['map', 'index'],
    )
    assert.equal(block.fields.length, 1)
  })

  test('a field may be called like a keyword', () => {
    const block = modelIn('model A {\n  model String\n  type String\n  enum Int\n}')
    assert.deepEqual(
      block.fields.map((field) => field.name.text),
      ['model', 'type', 'enum'],
    )
  })

  test('text that belongs to no block is passed over', () => {
    const { blocks } = readSchema(
      'schema.prisma',
      'type Alias = String\nhello\nfunction f {\n  x y\n}\nmodel A {\n}',
    )
    assert.deepEqual(headings(blocks), ['model A'])
  })

  test('two blocks may share a line', () => {
    const { blocks } = readSchema('schema.prisma', 'model A {\n  id Int\n} model B {\n}')
    assert.deepEqual(headings(blocks), ['model A', 'model B'])
  })

  test('what stands behind the opening brace is a comment for Prisma', () => {
    const block = modelIn('model A { the users\n  id Int\n}')
    assert.deepEqual(
      block.fields.map((field) => field.name.text),
      ['id'],
    )
  })

  test('a block on one line is read although Prisma refuses it', () => {
    const text = 'model A { id Int @id }'
    const [field] = modelIn(text).fields
    assert.ok(field)
    assert.equal(textOf(text, field.range), 'id Int @id')
    assert.equal(textOf(text, field.lines), 'id Int @id')
  })
})

suite('readSchema: documentation', () => {
  test('the lines directly above and behind a member document it', () => {
    const block = modelIn('model A {\n  /// one\n  // not this\n  ///  two\n  id Int /// three\n}')
    assert.equal(block.fields[0]?.documentation, 'one\ntwo\nthree')
  })

  test('a blank line sets documentation free', () => {
    const block = modelIn('model A {\n  /// lost\n\n  id Int\n}')
    assert.equal(block.fields[0]?.documentation, undefined)
  })

  test('a block comment is documentation, its asterisks are not', () => {
    const block = modelIn(
      'model A {\n  /**\n   * One\n   *\n   * two.\n   */\n  id Int /* three */ @id // no\n  /**/\n  b Int\n}',
    )
    assert.deepEqual(
      block.fields.map((field) => [field.documentation, field.attributes.length]),
      [
        ['One\n\ntwo.\nthree', 1],
        [undefined, 0],
      ],
    )
  })

  test('a block comment hides the blocks in it', () => {
    const { blocks } = readSchema('schema.prisma', '/*\nmodel A {\n}\n*/\nmodel B {\n}')
    assert.deepEqual(headings(blocks), ['model B'])
  })

  test('a block comment without end hides nothing', () => {
    const { blocks } = readSchema('schema.prisma', '/* model A {\n}\nmodel B {\n}')
    assert.deepEqual(headings(blocks), ['model A', 'model B'])
  })

  test('documentation of a block stands above it', () => {
    assert.equal(modelIn('/// People.\nmodel User {\n}').documentation, 'People.')
  })

  test('a comment behind a closing brace documents nothing', () => {
    const { blocks } = readSchema('schema.prisma', 'model A {\n} /// of A\nmodel B {\n}')
    assert.equal(blocks[1]?.documentation, undefined)
  })
})

suite('readSchema: unfinished text', () => {
  test('a model without closing brace ends where the next block begins', () => {
    const text = 'model A {\n  id Int\n\n/// Second.\nmodel B {\n  id Int\n}\n'
    const { blocks } = readSchema('schema.prisma', text)
    assert.deepEqual(headings(blocks), ['model A', 'model B'])
    assert.equal(textOf(text, blocks[0]?.range ?? { start: 0, end: 0 }), 'model A {\n  id Int\n\n')
    assert.equal(blocks[1]?.documentation, 'Second.')
  })

  test('a block without closing brace at the end of the file reaches the end', () => {
    const text = 'model A {\n  id Int\n'
    assert.deepEqual(modelIn(text).range, { start: 0, end: text.length })
  })

  test('a bracket left open does not swallow the next line', () => {
    const block = modelIn('model A {\n  a String @default(\n  b Int @id\n}')
    assert.deepEqual(
      block.fields.map((field) => field.attributes.map((attribute) => attribute.name.text)),
      [['default'], ['id']],
    )
  })

  test('a bracket left open does not swallow the closing brace', () => {
    const { blocks } = readSchema('schema.prisma', 'enum A {\n  X @map(\n}\nmodel B {\n  id Int\n}')
    assert.deepEqual(headings(blocks), ['enum A', 'model B'])
  })

  test('a bracket left open does not swallow the next attribute of the field', () => {
    const block = modelIn('model A {\n  a String @default("x" @map("b")\n}')
    assert.deepEqual(
      block.fields[0]?.attributes.map((attribute) => attribute.name.text),
      ['default', 'map'],
    )
  })

  test('a quote left open ends with its line', () => {
    const block = modelIn('model A {\n  a String @default("x)\n  b Int\n}')
    assert.deepEqual(
      block.fields.map((field) => field.name.text),
      ['a', 'b'],
    )
  })

  test('a block whose name is not typed yet is still a block', () => {
    const { blocks } = readSchema('schema.prisma', 'model {\n  id Int\n}\nmodel B {\n}')
    assert.deepEqual(headings(blocks), ['model ', 'model B'])
  })

  test('a keyword without brace is no block', () =>
    assert.deepEqual(readSchema('schema.prisma', 'model User').blocks, []))

  test('ten thousand open brackets are no reason to fail', () => {
    const text = `model A {\n  a Int @default(${'f(['.repeat(10_000)}\n}\nmodel B {\n}`
    assert.deepEqual(headings(readSchema('schema.prisma', text).blocks), ['model A', 'model B'])
  })

  test('ten thousand pairs of brackets are no reason to fail', () => {
    const text = `model A {\n  a Int @default(${'['.repeat(10_000)}${']'.repeat(10_000)})\n}\nmodel B {\n}`
    assert.deepEqual(headings(readSchema('schema.prisma', text).blocks), ['model A', 'model B'])
  })
})

suite('readSchema: line ends and encodings', () => {
  test('an empty file has no blocks', () =>
    assert.deepEqual(readSchema('schema.prisma', '').blocks, []))

  test('a byte order mark is no part of the first keyword', () => {
    const block = modelIn('\ufeffmodel A {\n}')
    assert.deepEqual(block.keyword.range, { start: 1, end: 6 })
  })

  for (const [name, lineEnd] of [
    ['CRLF', '\r\n'],
    ['a lone carriage return', '\r'],
  ] as const) {
    test(`${name} ends a line`, () => {
      const text = ['model A {', '  /// doc', '  id Int @id', '  b Int', '}'].join(lineEnd)
      const [first, second] = modelIn(text).fields
      assert.equal(first?.documentation, 'doc')
      assert.equal(second?.name.text, 'b')
      assert.equal(
        textOf(text, first?.lines ?? { start: 0, end: 0 }),
        `  /// doc${lineEnd}  id Int @id${lineEnd}`,
      )
    })
  }

  test('offsets are UTF-16 units, also behind characters outside of the basic plane', () => {
    const text = 'model A {\n  a String @default("😀é") @map("b")\n}'
    const attribute = modelIn(text).fields[0]?.attributes[1]
    assert.equal(textOf(text, attribute?.range ?? { start: 0, end: 0 }), '@map("b")')
  })
})
