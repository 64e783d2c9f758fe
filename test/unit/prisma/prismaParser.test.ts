import assert from 'node:assert/strict'
import {
  formatSchemaFiles,
  problemsOf,
  validateSchema,
} from '../../../server/src/prisma/prismaParser.js'
import { corpusSchemas } from '../../support/corpusSchemas.js'
import { textOf } from './schemaTexts.js'

const datasource = 'datasource db {\n  provider = "postgresql"\n}\n'

suite('validateSchema', () => {
  test('a valid schema has no problems, and no files have none', () => {
    const text = `${datasource}model A {\n  id Int @id\n}\n`
    assert.deepEqual(validateSchema([{ path: 'schema.prisma', text }]), [])
    assert.deepEqual(validateSchema([]), [])
  })

  test('a problem has the file, the range and the words of Prisma', () => {
    const text = '// é😀\nmodel A {\n  id Int @id\n  b Foo\n}\n'
    const files = [
      { path: 'base.prisma', text: datasource },
      { path: 'models/a.prisma', text },
    ]
    const [problem, ...others] = validateSchema(files)
    assert.deepEqual(others, [])
    assert.equal(problem?.path, 'models/a.prisma')
    assert.equal(textOf(text, problem.range), 'Foo')
    assert.match(problem.message, /Type "Foo" is neither a built-in type/)
  })

  test('a schema of Prisma 5 with URLs and old preview features has no problems', () => {
    const text = `datasource db {
  provider          = "postgresql"
  url               = env("DATABASE_URL")
  directUrl         = env("DIRECT_URL")
  shadowDatabaseUrl = "postgresql://localhost/shadow"
}
generator client {
  provider        = "prisma-client-js"
  previewFeatures = ["metrics", "tracing", "views", "orderByRelations"]
}
view A {
  id Int @unique
}
`
    assert.deepEqual(validateSchema([{ path: 'schema.prisma', text }]), [])
  })

  test('a byte order mark and half of a surrogate pair do not stop the parser', () => {
    const text = `\ufeff${datasource}// \ud83d\nmodel A {\n  id Foo @id\n}\n`
    const problems = validateSchema([{ path: 'schema.prisma', text }])
    assert.deepEqual(
      problems.map(({ range }) => textOf(text, range)),
      ['Foo'],
    )
  })

  test('a parser that fails is a problem, not silence', () =>
    assert.deepEqual(
      problemsOf([{ path: 'schema.prisma', text: '' }], () => {
        throw new Error('unreachable')
      }),
      [
        {
          path: 'schema.prisma',
          range: { start: 0, end: 0 },
          message: "Prisma's parser failed while reading this schema. The schema was not checked.",
        },
      ],
    ))

  for (const { project, text } of corpusSchemas()) {
    test(`the schema of ${project} has no problems`, function () {
      if (text === undefined) this.skip()
      assert.deepEqual(validateSchema([{ path: 'schema.prisma', text }]), [])
    })
  }
})

suite('formatSchemaFiles', () => {
  test('lays the files out as prisma format does', () => {
    const files = [
      { path: 'a.prisma', text: datasource },
      { path: 'b.prisma', text: 'model A {\nid Int @id\nlongName String\n}\n' },
    ]
    assert.deepEqual(formatSchemaFiles(files), [
      { path: 'a.prisma', text: datasource },
      { path: 'b.prisma', text: 'model A {\n  id       Int    @id\n  longName String\n}\n' },
    ])
  })

  test('keeps URLs, line ends and the wish for tabs', () => {
    const text = 'datasource db {\r\nurl = env("X")\r\n}\r\n'
    const [file] = formatSchemaFiles([{ path: 'a.prisma', text }], {
      tabSize: 4,
      insertSpaces: false,
    })
    assert.equal(file?.text.includes('\r\n'), true)
    assert.equal(file.text.replace(/\s+/g, ' '), 'datasource db { url = env("X") } ')
    assert.equal(/[^\r]\n/.test(file.text), false)
  })

  test('adds the other side of a relation', () => {
    const text = `${datasource}model A {\n  id Int @id\n}\nmodel B {\n  id  Int @id\n  a   A   @relation(fields: [aId], references: [id])\n  aId Int\n}\n`
    const [file] = formatSchemaFiles([{ path: 'a.prisma', text }])
    assert.match(file?.text ?? '', /model A \{\n {2}id Int @id\n {2}bs B\[\]\n\}/)
  })
})
