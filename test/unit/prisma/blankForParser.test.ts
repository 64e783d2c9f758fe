import assert from 'node:assert/strict'
import { blankForParser } from '../../../server/src/prisma/blankForParser.js'

suite('blankForParser: the datasource', () => {
  test('URLs become spaces, what stands around them stays', () =>
    assert.equal(
      blankForParser(
        'datasource db {\n  provider = "postgresql"\n  url = env("URL") // here\n  directUrl="x"\n}\n',
      ),
      'datasource db {\n  provider = "postgresql"\n                   // here\n               \n}\n',
    ))

  test('a value over several lines keeps its line ends', () =>
    assert.equal(
      blankForParser('datasource db {\n  shadowDatabaseUrl = env(\r\n    "URL"\r\n  )\n}\n'),
      'datasource db {\n                          \r\n         \r\n   \n}\n',
    ))

  test('only the datasource loses its URLs', () => {
    const text =
      'generator g {\n  url = "x"\n}\nmodel A {\n  url String @default("datasource db { url = 1 }")\n}\n'
    assert.equal(blankForParser(text), text)
  })

  test('text without anything to blank comes back as it is', () => {
    const text = 'datasource db {\n  provider = "postgresql"\n}\nmodel A {\n  id Int\n'
    assert.equal(blankForParser(text), text)
  })
})

suite('blankForParser: preview features', () => {
  const cases: [string, string, string][] = [
    ['the first is unknown', '["metrics", "views"]', '[           "views"]'],
    ['the last is unknown', '["views", "metrics"]', '["views"           ]'],
    ['one in the middle', '["views", "typo", "tracing"]', '["views",         "tracing"]'],
    ['two unknown around', '["a", "views", "b"]', '[     "views"     ]'],
    ['all are unknown', '["a", "b"]', '[        ]'],
    ['one without brackets', '"metrics"', '[]       '],
    ['all are known', '["views", "tracing"]', '["views", "tracing"]'],
    ['something else stays', '["a", views]', '[     views]'],
  ]
  for (const [title, before, after] of cases) {
    test(title, () => {
      const [head, tail] = ['generator client {\n  previewFeatures = ', ' // c\n}\n']
      assert.equal(blankForParser(head + before + tail), head + after + tail)
    })
  }

  test('the caller may say which features are known', () =>
    assert.equal(
      blankForParser('generator g {\n  previewFeatures = ["views", "own"]\n}\n', {
        knowsPreviewFeature: (name) => name === 'own',
      }),
      'generator g {\n  previewFeatures = [         "own"]\n}\n',
    ))
})

suite('blankForParser: characters', () => {
  test('a byte order mark becomes a space', () =>
    assert.equal(blankForParser('\ufeffmodel A {\n}'), ' model A {\n}'))

  test('half of a surrogate pair becomes the replacement character, a whole pair stays', () =>
    assert.equal(blankForParser('// \ud83d 😀 \ude00'), '// \ufffd 😀 \ufffd'))
})
