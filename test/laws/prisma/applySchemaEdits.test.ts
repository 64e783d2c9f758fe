import fc from 'fast-check'
import assert from 'node:assert/strict'
import { applySchemaEdits } from '../../../server/src/prisma/applySchemaEdits.js'
import { readSchema } from '../../../server/src/prisma/readSchema.js'
import type { SchemaEdit } from '../../../server/src/prisma/schemaEdit.js'
import { applyEdits, overlapping } from '../../../server/src/text/edits.js'

suite('laws of schema edits', () => {
  test('what is put can be read back as it was given', () =>
    fc.assert(
      fc.property(schemaText, newField, (text, edit) => {
        const after = textAfter(text, [edit])
        const field = fieldsOf(after).find(({ name }) => name.text === edit.field)
        assert.ok(field)
        const written = after.slice(field.type.range.start, field.range.end).replace(/\s+/g, ' ')
        assert.equal(written, edit.definition)
      }),
    ))

  test('no line changes but the one that is put', () =>
    fc.assert(
      fc.property(schemaText, newField, (text, edit) => {
        const before = text.split('\n')
        const after = textAfter(text, [edit]).split('\n')
        const replaced = fieldsOf(text).some(({ name }) => name.text === edit.field)
        assert.equal(after.length, before.length + (replaced ? 0 : 1))
        const isNamed = (line: string) => line.trimStart().split(/\s/)[0] === edit.field
        assert.deepEqual(
          after.filter((line) => !isNamed(line)),
          before.filter((line) => !isNamed(line)),
        )
      }),
    ))

  test('put and drop of a new field, of a new attribute, restore the text up to white space', () =>
    fc.assert(
      fc.property(schemaText, newField, (text, edit) => {
        fc.pre(fieldsOf(text).every(({ name }) => name.text !== edit.field))
        const attribute = `@@index([${edit.field}])`
        const after = textAfter(text, [
          edit,
          { kind: 'putBlockAttribute', model: 'User', attribute },
          { kind: 'dropBlockAttribute', model: 'User', attribute },
          { kind: 'dropField', model: 'User', field: edit.field },
        ])
        assert.equal(after.replace(/\s+/g, ' '), text.replace(/\s+/g, ' '))
      }),
    ))

  test('a name goes and comes back', () =>
    fc.assert(
      fc.property(schemaText, (text) => {
        const first = fieldsOf(text)[0]
        fc.pre(first !== undefined)
        const name = first?.name.text ?? ''
        const after = textAfter(text, [
          { kind: 'renameField', model: 'User', field: name, newName: 'brandNew' },
          { kind: 'renameField', model: 'User', field: 'brandNew', newName: name },
        ])
        assert.equal(after.replace(/[ \t]+/g, ' '), text.replace(/[ \t]+/g, ' '))
      }),
    ))

  test('Windows line ends stay everywhere', () =>
    fc.assert(
      fc.property(schemaText, newField, (text, edit) => {
        const windows = text.replaceAll('\n', '\r\n')
        assert.equal(textAfter(windows, [edit]), textAfter(text, [edit]).replaceAll('\n', '\r\n'))
      }),
    ))
})

const fieldName = fc.constantFrom('id', 'email', 'fullName', 'x', 'aVeryLongNameIndeed', '名前')
const definition = fc.constantFrom(
  'Int @id',
  'String?',
  'String[]',
  'DateTime @default(now()) @db.Timestamptz(3)',
  'Unsupported("a@b")?',
  'Team? @relation(fields: [teamId], references: [id])',
)
const newField = fc
  .record({ field: fieldName, definition, after: fc.option(fieldName, { nil: undefined }) })
  .map(({ field, definition: text, after }) => ({
    kind: 'putField' as const,
    model: 'User',
    field,
    definition: text,
    ...(after === undefined ? {} : { after }),
  }))

const separator = fc.constantFrom(' ', '   ', '\t')
const member = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fieldName, separator, definition, separator) },
  { weight: 1, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.constantFrom('// note', '/// documented', '@@map("users")') },
)
const schemaText = fc
  .tuple(fc.array(member, { maxLength: 8 }), fc.constantFrom('  ', '\t', ''))
  .map(([members, indentation]) => {
    const seen = new Set<string>()
    const lines = members.flatMap((line) => {
      if (typeof line === 'string') return [`${indentation}${line}`]
      const [name, gap, text, comment] = line
      if (seen.has(name)) return []
      seen.add(name)
      return [`${indentation}${name}${gap}${text}${comment}// c`]
    })
    return `// head\nmodel Other {\n  id Int @id\n}\n\nmodel User {\n${lines.map((line) => `${line}\n`).join('')}}\n`
  })

function fieldsOf(text: string) {
  const block = readSchema('s.prisma', text).blocks.find(({ name }) => name.text === 'User')
  return block?.kind === 'model' ? block.fields : []
}

function textAfter(text: string, edits: readonly SchemaEdit[]): string {
  const applied = applySchemaEdits([readSchema('s.prisma', text)], edits)
  assert.ok(!('kind' in applied), 'kind' in applied ? applied.say : '')
  const [file] = applied
  assert.equal(overlapping(file?.edits ?? []), undefined)
  return applyEdits(text, file?.edits ?? [])
}
