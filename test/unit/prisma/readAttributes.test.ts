import assert from 'node:assert/strict'
import type { Attribute, Expression } from '../../../server/src/prisma/schemaDocument.js'
import { fieldOf, modelIn, textOf } from './schemaTexts.js'

function attributeOf(line: string): Attribute {
  const [attribute] = fieldOf(`a Int ${line}`).attributes
  assert.ok(attribute)
  return attribute
}

function valueOf(line: string): Expression | undefined {
  return attributeOf(line).arguments[0]?.value
}

/** The expression without its places. */
function shape(expression: Expression | undefined): unknown {
  return JSON.parse(JSON.stringify(expression), (key, value: unknown) =>
    key === 'range' ? undefined : value,
  )
}

suite('attributes', () => {
  test('the name of a native type keeps its dot', () =>
    assert.equal(attributeOf('@db.VarChar(20)').name.text, 'db.VarChar'))

  test('an attribute whose name is not typed yet has an empty name', () => {
    const { name, range } = attributeOf('@')
    assert.deepEqual([name.text, range.end - range.start], ['', 1])
  })

  test('arguments may be named, positional, or nothing', () => {
    const text = 'model A {\n  a B @relation("x", fields: [a], map: )\n}'
    const [attribute] = modelIn(text).fields[0]?.attributes ?? []
    assert.deepEqual(
      attribute?.arguments.map((argument) => [
        argument.name?.text,
        argument.value.kind,
        textOf(text, argument.range),
      ]),
      [
        [undefined, 'string', '"x"'],
        ['fields', 'array', 'fields: [a]'],
        ['map', 'unreadable', 'map:'],
      ],
    )
  })

  test('arguments may go over several lines, with comments between', () => {
    const block = modelIn(
      'model A {\n  @@index(\n    [\n      a, // first\n      b\n    ],\n    map: "x"\n  )\n  c Int\n}',
    )
    const [attribute] = block.attributes
    assert.deepEqual(
      attribute?.arguments.map((argument) => shape(argument.value)),
      [
        {
          kind: 'array',
          items: [
            { kind: 'name', name: 'a', arguments: [] },
            { kind: 'name', name: 'b', arguments: [] },
          ],
        },
        { kind: 'string', value: 'x' },
      ],
    )
    assert.equal(block.fields[0]?.name.text, 'c')
  })
})

suite('expressions', () => {
  const expressions: [string, unknown][] = [
    ['"text"', { kind: 'string', value: 'text' }],
    ['-12.50', { kind: 'number', value: '-12.50' }],
    ['true', { kind: 'boolean', value: true }],
    ['ADMIN', { kind: 'name', name: 'ADMIN', arguments: [] }],
    ['now()', { kind: 'call', name: 'now', arguments: [] }],
    ['[]', { kind: 'array', items: [] }],
    ['[1, 2,]', { kind: 'array', items: [number('1'), number('2')] }],
    ['{ active: true }', { kind: 'unreadable', text: '{ active: true }' }],
    ['%', { kind: 'unreadable', text: '%' }],
  ]
  for (const [text, expected] of expressions) {
    test(`${text} is read`, () => assert.deepEqual(shape(valueOf(`@default(${text})`)), expected))
  }

  test('a field of an index may carry options', () => {
    const [attribute] = modelIn(
      'model A {\n  @@index([title(ops: raw("gin_trgm_ops"), sort: Desc)])\n}',
    ).attributes
    const value = attribute?.arguments[0]?.value
    assert.ok(value?.kind === 'array')
    const [item] = value.items
    assert.ok(item?.kind === 'name')
    assert.equal(item.name, 'title')
    assert.deepEqual(
      item.arguments.map((argument) => argument.name?.text),
      ['ops', 'sort'],
    )
  })

  const strings: [string, string][] = [
    [String.raw`"a\"b"`, 'a"b'],
    [String.raw`"a\\"`, 'a\\'],
    [String.raw`"line\nend\ttab\r\b\f\/"`, 'line\nend\ttab\r\b\f/'],
    [String.raw`"\u00e9\ud83d\ude00"`, 'é😀'],
    [String.raw`"\q"`, 'q'],
    ['"// no comment"', '// no comment'],
    ['"a)b@c"', 'a)b@c'],
  ]
  for (const [literal, value] of strings) {
    test(`${literal} is unescaped`, () =>
      assert.deepEqual(shape(valueOf(`@default(${literal})`)), { kind: 'string', value }))
  }

  test('a string without closing quote has the text up to the line end', () =>
    assert.deepEqual(shape(valueOf(String.raw`@default("ab\"`)), { kind: 'string', value: 'ab"' }))
})

function number(value: string): unknown {
  return { kind: 'number', value }
}
