import assert from 'node:assert/strict'
import { messageOf, openEditor, type Editor } from '../../support/editor.js'
import { temporaryCache } from '../../support/engine.js'
import { blog, projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

const schema = 'prisma/schema.prisma'

suite('diagnostics in schema.prisma', () => {
  const cache = temporaryCache()
  let project: ProjectFolder
  let editor: Editor
  suiteSetup(async () => {
    project = projectFolder(blog)
    editor = await openEditor({ folder: project.folder, cache: cache.folder })
    await editor.open(schema)
  })
  suiteTeardown(async () => {
    await editor.close()
    project.remove()
    cache.remove()
  })

  const found = async () =>
    (await editor.diagnostics(schema)).map(({ code, range }) => [code, textAt(editor, range)])

  test('are none while schema and migrations agree', async () =>
    assert.deepEqual(await found(), []))

  test('stand on the field whose rename would drop its column, and go with the rename', async () => {
    await editor.type(schema, 'name  String?', 'fullName String?')
    assert.deepEqual(await found(), [['prisma-rename-as-drop-add', 'fullName']])
    await editor.type(schema, 'fullName String?', 'name  String?')
    assert.deepEqual(await found(), [])
  })

  test('carry code, page, message and the SQL statement that does it', async () => {
    await editor.type(schema, 'title    String', 'title    String\n  slug String')
    const [diagnostic] = await editor.diagnostics(schema)
    assert.equal(diagnostic?.code, 'add-required-column-no-default')
    assert.match(
      diagnostic.codeDescription?.href ?? '',
      /docs\/rules\/add-required-column-no-default\.md$/,
    )
    assert.match(messageOf(diagnostic), /"Post"/)
    const related = diagnostic.relatedInformation?.[0]
    assert.match(related?.location.uri ?? '', /^concertina:\//)
    assert.match(related?.message ?? '', /^ALTER TABLE "Post"/)
    await editor.type(schema, '\n  slug String', '')
  })

  test('are withdrawn while the schema does not parse, but for one that says so', async () => {
    await editor.type(schema, 'model Post {', 'model Post \n  {{')
    const [only, ...more] = await editor.diagnostics(schema)
    assert.equal(more.length, 0)
    assert.equal(only?.code, 'schema-not-valid')
    assert.match(messageOf(only), /^Checks are waiting for a valid schema/)
    await editor.type(schema, 'model Post \n  {{', 'model Post {')
    assert.deepEqual(await found(), [])
  })

  test('say "unchanged" when nothing has changed', async () => {
    const first = await editor.report(schema)
    assert.ok(first.kind === 'full' && first.resultId !== undefined)
    assert.equal((await editor.report(schema, first.resultId)).kind, 'unchanged')
  })
})

function textAt(
  editor: Editor,
  {
    start,
    end,
  }: { start: { line: number; character: number }; end: { line: number; character: number } },
): string {
  const line = editor.text(schema).split('\n')[start.line] ?? ''
  return start.line === end.line ? line.slice(start.character, end.character) : line
}
