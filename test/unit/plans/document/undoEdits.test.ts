import assert from 'node:assert/strict'
import { undoEdits } from '../../../../server/src/plans/document/undoEdits.js'
import { applySchemaEdits } from '../../../../server/src/prisma/applySchemaEdits.js'
import { readSchema } from '../../../../server/src/prisma/readSchema.js'
import type { SchemaEdit } from '../../../../server/src/prisma/schemaEdit.js'
import { applyEdits } from '../../../../server/src/text/edits.js'

const user = `model User {
  id    Int     @id
  /// What they are called.
  name  String  @default("a  b") // in full
  email String?

  @@index([name])
}
`

suite('taking schema edits back', () => {
  test('a field that was written anew, its index, and a field that came', () =>
    checkRoundTrip(user, [
      { kind: 'putField', model: 'User', field: 'name', definition: 'String? @ignore' },
      { kind: 'putField', model: 'User', field: 'fullName', definition: 'String?', after: 'id' },
      { kind: 'dropBlockAttribute', model: 'User', attribute: '@@index([name])' },
      { kind: 'putBlockAttribute', model: 'User', attribute: '@@index([fullName])' },
    ]))

  test('a field that was renamed, with the keys that name it', () =>
    checkRoundTrip(user.replace(/ *\/\/\/.*\n/, '').replace(' // in full', ''), [
      { kind: 'renameField', model: 'User', field: 'name', newName: 'fullName' },
    ]))

  test('a field that went comes back behind the one that it stood behind', () => {
    const back = undoOf(user, [{ kind: 'dropField', model: 'User', field: 'name' }])
    assert.deepEqual(back, [
      {
        kind: 'putField',
        model: 'User',
        field: 'name',
        definition: 'String @default("a  b")',
        after: 'id',
      },
    ])
  })

  test('nothing, when the edits change nothing but white space', () =>
    assert.deepEqual(
      undoOf(user, [
        { kind: 'putField', model: 'User', field: 'email', definition: 'String?' },
        { kind: 'putBlockAttribute', model: 'User', attribute: '@@index( [name] )' },
      ]),
      [],
    ))

  test('only what the edits name, when the schema has changed in other places too', () => {
    const before = read(user)
    const edits: SchemaEdit[] = [
      { kind: 'putField', model: 'User', field: 'name', definition: 'String? @ignore' },
    ]
    const after = read(textAfter(user.replace('email String?', 'email String\n  age   Int'), edits))
    assert.deepEqual(undoEdits([before], [after], edits), [
      {
        kind: 'putField',
        model: 'User',
        field: 'name',
        definition: 'String @default("a  b")',
      },
    ])
  })

  test('a model that came goes, and one that went comes back in its place', () => {
    assert.deepEqual(undoEdits([read('')], [read(user)]), [{ kind: 'dropBlock', block: 'User' }])
    const post = '/// Written by users.\nmodel Post {\n  id Int @id\n}\n'
    assert.deepEqual(undoEdits([read(`${user}\n${post}`)], [read(user)]), [
      { kind: 'putBlock', block: 'Post', text: post.trim(), after: 'User' },
    ])
    checkRoundTrip(`${user}\n${post}`, [{ kind: 'dropBlock', block: 'Post' }])
  })

  test('an enum as it was written', () =>
    checkRoundTrip(`enum Role {\n  USER\n  ADMIN\n}\n${user}`, [
      { kind: 'putBlock', block: 'Role', text: 'enum Role {\n  USER\n}' },
    ]))

  test('beside edits of other blocks, a block that came in another way stays', () => {
    const edits: readonly SchemaEdit[] = [{ kind: 'dropField', model: 'User', field: 'email' }]
    const after = textAfter(`${user}\nmodel New {\n  id Int @id\n}\n`, edits)
    assert.deepEqual(
      undoEdits([read(user)], [read(after)], edits).map(({ kind }) => kind),
      ['putField'],
    )
  })
})

function checkRoundTrip(text: string, edits: readonly SchemaEdit[]): void {
  const after = textAfter(text, edits)
  assert.notEqual(after, text)
  const back = textAfter(after, undoOf(text, edits))
  assert.deepEqual(linesOf(back), linesOf(text))
}

function undoOf(text: string, edits: readonly SchemaEdit[]): readonly SchemaEdit[] {
  return undoEdits([read(text)], [read(textAfter(text, edits))])
}

function read(text: string) {
  return readSchema('file:///schema.prisma', text)
}

function textAfter(text: string, edits: readonly SchemaEdit[]): string {
  const changed = applySchemaEdits([read(text)], edits)
  assert.ok(!('kind' in changed), 'kind' in changed ? changed.say : '')
  return applyEdits(text, changed[0]?.edits ?? [])
}

/** In any order: where a block attribute stands is of no meaning. */
function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim().replace(/\s+/g, ' '))
    .filter((line) => line !== '')
    .sort()
}
