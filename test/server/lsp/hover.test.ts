import assert from 'node:assert/strict'
import type { CodeLens, Hover, MarkupContent } from 'vscode-languageserver-protocol'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { openEditor, type Editor } from '../../support/editor.js'
import { temporaryCache } from '../../support/engine.js'
import { blog, projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

const schema = 'prisma/schema.prisma'
const file = 'prisma/migrations/20260101000000_more/migration.sql'

suite('what is known of the place under the pointer', () => {
  const cache = temporaryCache()
  let project: ProjectFolder
  let editor: Editor
  suiteSetup(async () => {
    project = projectFolder({
      ...blog,
      'concertina.json': '{ "environments": [{ "name": "prod", "urlEnv": "PROD_URL" }] }',
    })
    project.write(file, 'CREATE INDEX "by_title" ON "Post" ("title");\nSELECT FROM nowhere;\n')
    editor = await openEditor({ folder: project.folder, cache: cache.folder })
    await editor.open(schema)
    await editor.open(file)
  })
  suiteTeardown(async () => {
    await editor.close()
    project.remove()
    cache.remove()
  })

  const hover = async (name: string, at: string): Promise<string | undefined> => {
    const text = editor.text(name)
    const document = TextDocument.create('x:', '', 0, text)
    const answer = await editor.connection.sendRequest<Hover | null>('textDocument/hover', {
      textDocument: { uri: editor.uri(name) },
      position: document.positionAt(text.indexOf(at)),
    })
    return (answer?.contents as MarkupContent | undefined)?.value
  }
  const lenses = async () => {
    const found = await editor.connection.sendRequest<CodeLens[]>('textDocument/codeLens', {
      textDocument: { uri: editor.uri(file) },
    })
    return found.map(({ command, range }) => [command?.title, range.start.line])
  }

  test('a statement: its locks, who waits, what it reads, its safe form, and on what that rests', async () =>
    assert.equal(
      await hover(file, 'by_title'),
      [
        '| Table | Lock | Meanwhile |\n| --- | --- | --- |\n| "Post" | SHARE | writes wait, reads go on |',
        'Reads the whole of "Post".',
        'Safe form (quick fix): Build index "by\\_title" CONCURRENTLY, in a migration of its own.',
        '*Measured: PostgreSQL 18.6 executed it in process, behind the replayed history.*',
      ].join('\n\n'),
    ))

  test('a statement that PostgreSQL refuses', async () =>
    assert.match((await hover(file, 'nowhere')) ?? '', /^PostgreSQL refuses it: .*nowhere/))

  test('a field: the pending statement that it causes', async () => {
    await editor.type(schema, 'title    String', 'title    String\n  views    Int?')
    assert.match(
      (await hover(schema, 'views')) ?? '',
      /^```sql\nALTER TABLE "Post" ADD COLUMN {5}"views" INTEGER,?[^]*\| "Post" \| ACCESS EXCLUSIVE \| reads and writes wait \|/,
    )
    await editor.type(schema, '\n  views    Int?', '')
  })

  test('a field whose type changes: on its name too', async () => {
    await editor.type(schema, 'title    String', 'title    String[]')
    assert.match(
      (await hover(schema, 'title ')) ?? '',
      /"title"[^]*\| "Post" \| ACCESS EXCLUSIVE \|/,
    )
    await editor.type(schema, 'title    String[]', 'title    String')
  })

  test('nothing is said of what is not pending', async () =>
    assert.equal(await hover(schema, 'email'), undefined))

  test('over a migration stands its risk, and how far each environment is', async () =>
    assert.deepEqual(await lenses(), [
      ['1 error, 1 warning; 1 statement not checked', 0],
      ['prod: unknown', 0],
    ]))
})
