import assert from 'node:assert/strict'
import { applySchemaEdits } from '../../../server/src/prisma/applySchemaEdits.js'
import { readSchema } from '../../../server/src/prisma/readSchema.js'
import type { SchemaEdit } from '../../../server/src/prisma/schemaEdit.js'
import { applyEdits } from '../../../server/src/text/edits.js'

suite('schema edits: a field', () => {
  test('is written behind another, in the columns of the fields around it', () =>
    check(
      `model User {
  id    Int     @id @default(autoincrement())
  email String? @unique // login
  team  Team
}
`,
      [put('fullName', 'String? @map("full_name")', 'email'), put('x', 'Int', 'id')],
      `model User {
  id    Int     @id @default(autoincrement())
  x     Int
  email String? @unique // login
  fullName String? @map("full_name")
  team  Team
}
`,
    ))

  test('goes last when no place is given or the place is gone', () => {
    const before = 'model A {\n  id Int @id\n\n  @@map("a")\n}\n'
    const after = 'model A {\n  id Int @id\n  b  Int\n\n  @@map("a")\n}\n'
    check(before, [put('b', 'Int', undefined, 'A')], after)
    check(before, [put('b', 'Int', 'gone', 'A')], after)
  })

  test('follows only the group up to the blank line', () =>
    check(
      'model A {\n  aVeryLongName Int @id\n\n  b String @db.Text\n}\n',
      [put('cc', 'Int @default(1)', 'b', 'A')],
      'model A {\n  aVeryLongName Int @id\n\n  b String @db.Text\n  cc Int   @default(1)\n}\n',
    ))

  test('takes the place of the field of its name; comments stay', () =>
    check(
      'model User {\n  /// the name\n  // as typed\n  name  String @unique // shown\n  email String\n}\n',
      [put('name', 'String? @ignore')],
      'model User {\n  /// the name\n  // as typed\n  name  String? @ignore // shown\n  email String\n}\n',
    ))

  test('keeps Windows line ends and tabs', () =>
    check(
      'model User {\r\n\tid\tInt\t@id\r\n}\r\n',
      [put('name', 'String? @map("n")')],
      'model User {\r\n\tid\tInt\t@id\r\n\tname\tString?\t@map("n")\r\n}\r\n',
    ))

  test('opens an empty model', () =>
    check(
      'model A { // empty\n}\n',
      [put('id', 'Int @id', undefined, 'A')],
      'model A { // empty\n  id Int @id\n}\n',
    ))

  test('is not misled by an @ inside a string', () =>
    check(
      'model A {\n  id   Int    @id\n  mail String\n}\n',
      [put('b', 'Unsupported("a@b")? @map("x@y")', 'id', 'A')],
      'model A {\n  id   Int    @id\n  b    Unsupported("a@b")? @map("x@y")\n  mail String\n}\n',
    ))

  test('is dropped with its line and its documentation, other comments stay', () =>
    check(
      'model User {\n  id Int @id\n\n  // about names\n\n  /// the name\n  name String /// old\n  email String\n}\n',
      [{ kind: 'dropField', model: 'User', field: 'name' }],
      'model User {\n  id Int @id\n\n  // about names\n\n  email String\n}\n',
    ))

  test('is renamed with the keys and relations that name it, in every file', () => {
    const user = `model User {
  id    Int    @id
  key   String
  posts Post[]

  @@unique([key, id])
  @@index(fields: [key(sort: Desc)])
}
`
    const post = `model Post {
  id     Int  @id
  key    String
  author User @relation(fields: [key], references: [key])
}
`
    const documents = [readSchema('a.prisma', user), readSchema('b.prisma', post)]
    const edits: SchemaEdit[] = [
      { kind: 'renameField', model: 'User', field: 'key', newName: 'login' },
    ]
    assert.deepEqual(textsAfter(documents, edits), [
      user
        .replace('  key   String', '  login String')
        .replace('[key, id]', '[login, id]')
        .replace('[key(sort', '[login(sort'),
      post.replace('references: [key]', 'references: [login]'),
    ])
  })
})

suite('schema edits: a block attribute', () => {
  test('is written behind the others', () =>
    check(
      'model User {\n  id Int @id\n\n  @@map("users") // old table\n}\n',
      [attribute('@@index([id, name])')],
      'model User {\n  id Int @id\n\n  @@map("users") // old table\n  @@index([id, name])\n}\n',
    ))

  test('is parted from the fields by a blank line when it is the first', () =>
    check(
      'model User {\n  id Int @id\n}\n',
      [attribute('@@map("users")')],
      'model User {\n  id Int @id\n\n  @@map("users")\n}\n',
    ))

  test('that is there already, white space aside, changes nothing', () =>
    check(
      'model User {\n  id Int @id\n  @@index([ id,name ])\n}\n',
      [attribute('@@index([id, name])')],
      'model User {\n  id Int @id\n  @@index([ id,name ])\n}\n',
    ))

  test('takes the place of its like where a model has only one', () =>
    check(
      'model User {\n  id Int @id\n\n  @@map("users")\n}\n',
      [attribute('@@map("people")')],
      'model User {\n  id Int @id\n\n  @@map("people")\n}\n',
    ))

  test('is dropped with its line', () =>
    check(
      'model User {\n  id Int @id\n\n  @@map("users")\n  @@index([id,\n    name]) // slow\n}\n',
      [{ kind: 'dropBlockAttribute', model: 'User', attribute: '@@index([id, name])' }],
      'model User {\n  id Int @id\n\n  @@map("users")\n}\n',
    ))
})

suite('schema edits: several', () => {
  test('are applied in their order and told as edits of the first text', () => {
    const text = 'model User {\n  id   Int    @id\n  name String\n}\n'
    const applied = applySchemaEdits(
      [readSchema('s.prisma', text)],
      [put('fullName', 'String?', 'name'), put('name', 'String @ignore')],
    )
    assert.deepEqual(applied, [
      {
        uri: 's.prisma',
        edits: [
          {
            range: { start: text.indexOf('name'), end: text.indexOf('\n}') },
            newText: 'name String @ignore',
          },
          {
            range: { start: text.indexOf('}'), end: text.indexOf('}') },
            newText: '  fullName String?\n',
          },
        ],
      },
    ])
  })

  test('that undo each other leave no edit', () => {
    const documents = [readSchema('s.prisma', 'model User {\n  id Int @id\n}\n')]
    const edits: SchemaEdit[] = [
      put('name', 'String'),
      { kind: 'dropField', model: 'User', field: 'name' },
    ]
    assert.deepEqual(applySchemaEdits(documents, edits), [])
  })

  test('leave out the files without a change', () => {
    const documents = [
      readSchema('a.prisma', 'model A {\n  id Int @id\n}\n'),
      readSchema('b.prisma', 'model User {\n  id Int @id\n}\n'),
    ]
    const applied = applySchemaEdits(documents, [put('name', 'String')])
    assert.deepEqual('kind' in applied ? applied : applied.map(({ uri }) => uri), ['b.prisma'])
  })
})

suite('schema edits: a block', () => {
  const roles = 'enum Role {\n  USER\n}'

  test('is written behind another one, else at the end', () => {
    const user = 'model User {\n  id Int @id\n}\n'
    const post = 'model Post {\n  id Int @id\n}\n'
    const edit: SchemaEdit = { kind: 'putBlock', block: 'Role', text: roles }
    check(`${user}\n${post}`, [{ ...edit, after: 'User' }], `${user}\n${roles}\n\n${post}`)
    check(`${user}\n${post}`, [edit], `${user}\n${post}\n${roles}\n`)
    check('', [edit], `${roles}\n`)
  })

  test('takes the place of the block of its name, with the comments right above', () =>
    check(
      '// kept\n\n/// gone\nenum Role {\n  ADMIN\n}\n\nmodel A {\n}\n',
      [{ kind: 'putBlock', block: 'Role', text: `/// new\n${roles}` }],
      `// kept\n\n/// new\n${roles}\n\nmodel A {\n}\n`,
    ))

  test('keeps Windows line ends', () =>
    check(
      'model A {\r\n}\r\n',
      [{ kind: 'putBlock', block: 'Role', text: roles }],
      'model A {\r\n}\r\n\r\nenum Role {\r\n  USER\r\n}\r\n',
    ))

  test('goes with its comments, and the blank lines between its neighbours stay one group', () => {
    const [a, b] = ['model A {\n}\n', 'model B {\n}\n']
    const drop: SchemaEdit = { kind: 'dropBlock', block: 'Role' }
    check(`${a}\n/// roles\n${roles}\n\n${b}`, [drop], `${a}\n${b}`)
    check(`${a}\n${roles}\n`, [drop], a)
    check(`${roles}\n`, [drop], '')
  })
})

suite('schema edits: refused with words', () => {
  const refused = (text: string, edit: SchemaEdit, say: string) =>
    assert.deepEqual(applySchemaEdits([readSchema('s.prisma', text)], [edit]), {
      kind: 'refusal',
      say,
    })
  const user = 'model User {\n  id Int @id\n}\n'

  test('when the model is missing', () =>
    refused(user, put('a', 'Int', undefined, 'Gone'), 'The schema has no model "Gone".'))

  test('when the field is missing', () => {
    const say = 'Model "User" has no field "gone".'
    refused(user, { kind: 'dropField', model: 'User', field: 'gone' }, say)
    refused(user, { kind: 'renameField', model: 'User', field: 'gone', newName: 'x' }, say)
  })

  test('when the new name is taken', () =>
    refused(
      'model User {\n  id Int @id\n  a Int\n}\n',
      { kind: 'renameField', model: 'User', field: 'a', newName: 'id' },
      'Model "User" has a field "id" already.',
    ))

  test('when the block is missing', () =>
    refused(user, { kind: 'dropBlock', block: 'Gone' }, 'The schema has no block "Gone".'))

  test('when the attribute is missing', () =>
    refused(
      user,
      { kind: 'dropBlockAttribute', model: 'User', attribute: '@@index([id])' },
      'Model "User" has no @@index([id]).',
    ))

  test('when the model stands on one line', () =>
    refused(
      'model User { id Int @id }',
      put('a', 'Int'),
      'Model "User" has no line of its own for its closing brace: put it on one first.',
    ))

  test('and then nothing at all is changed', () => {
    const edits = [put('a', 'Int'), put('b', 'Int', undefined, 'Gone')]
    const applied = applySchemaEdits([readSchema('s.prisma', user)], edits)
    assert.ok('kind' in applied)
  })
})

function put(field: string, definition: string, after?: string, model = 'User'): SchemaEdit {
  return { kind: 'putField', model, field, definition, ...(after === undefined ? {} : { after }) }
}

function attribute(text: string): SchemaEdit {
  return { kind: 'putBlockAttribute', model: 'User', attribute: text }
}

function check(before: string, edits: readonly SchemaEdit[], after: string): void {
  assert.deepEqual(textsAfter([readSchema('s.prisma', before)], edits), [after])
}

function textsAfter(
  documents: readonly ReturnType<typeof readSchema>[],
  edits: readonly SchemaEdit[],
): readonly string[] {
  const applied = applySchemaEdits(documents, edits)
  if ('kind' in applied) return [applied.say]
  return documents.map(({ uri, text }) =>
    applyEdits(text, applied.find((file) => file.uri === uri)?.edits ?? []),
  )
}
