import assert from 'node:assert/strict'
import type { InlayHint, Location } from 'vscode-languageserver-protocol'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { openEditor, type Editor } from '../../support/editor.js'
import { temporaryCache } from '../../support/engine.js'
import { blog, projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

const schema = 'prisma/schema.prisma'
const file = 'prisma/migrations/20260101000000_more/migration.sql'
const pending = 'the pending SQL'

suite('between the schema and its SQL', () => {
  const cache = temporaryCache()
  let project: ProjectFolder
  let editor: Editor
  suiteSetup(async () => {
    project = projectFolder(blog)
    project.write(
      file,
      'ALTER TABLE "Post" ADD COLUMN "slug" TEXT;\nCREATE INDEX "by_title" ON "Post" ("title");\nSELECT FROM nowhere;\n',
    )
    editor = await openEditor({ folder: project.folder, cache: cache.folder })
    await editor.open(schema)
    await editor.open(file)
    await editor.type(schema, 'title    String', 'title    String[]\n  slug     String?')
  })
  suiteTeardown(async () => {
    await editor.close()
    project.remove()
    cache.remove()
  })

  const at = (name: string, text: string) => {
    const document = TextDocument.create('x:', '', 0, editor.text(name))
    return {
      textDocument: { uri: editor.uri(name) },
      position: document.positionAt(editor.text(name).indexOf(text)),
    }
  }
  const placesOf = (locations: readonly Location[]) =>
    locations.map(({ uri, range: { start } }) => [
      uri.includes('/migrations/')
        ? uri.split('/').at(-2)
        : uri.startsWith('file:')
          ? uri.split('/').at(-1)
          : pending,
      start.line,
    ])
  const definition = async (name: string, text: string) => {
    const found = await editor.connection.sendRequest<Location | null>(
      'textDocument/definition',
      at(name, text),
    )
    return found === null ? [] : placesOf([found])
  }
  const references = async (text: string) =>
    placesOf(
      (await editor.connection.sendRequest<Location[] | null>('textDocument/references', {
        ...at(schema, text),
        context: { includeDeclaration: true },
      })) ?? [],
    )
  const lineOf = (text: string) =>
    editor.text(schema).slice(0, editor.text(schema).indexOf(text)).split('\n').length - 1

  test('a change in a migration leads to the line that shows it today', async () => {
    assert.deepEqual(await definition(file, '"slug"'), [['schema.prisma', lineOf('slug  ')]])
    assert.deepEqual(await definition(file, 'nowhere'), [])
    assert.deepEqual(await definition(schema, 'slug'), [])
  })

  test('a field leads to the changes that made it, and to the pending one', async () => {
    assert.deepEqual(await references('slug '), [['20260101000000_more', 0]])
    assert.deepEqual(
      (await references('title ')).map(([where]) => where),
      [pending],
    )
  })

  test('a model leads to where its table was created, and to what was done to it without a line of its own', async () =>
    assert.deepEqual(
      (await references('Post {')).map(([where]) => where),
      ['20250101000000_init', '20260101000000_more', pending],
    ))

  test('behind a statement stands its strongest lock, for those who ask', async () => {
    const hints = await editor.connection.sendRequest<InlayHint[]>('textDocument/inlayHint', {
      textDocument: { uri: editor.uri(file) },
      range: { start: { line: 0, character: 0 }, end: { line: 3, character: 0 } },
    })
    assert.deepEqual(
      hints.map(({ label, position }) => [label, position]),
      [
        ['ACCESS EXCLUSIVE on "Post"', { line: 0, character: 41 }],
        ['SHARE on "Post", scan', { line: 1, character: 43 }],
        ['refused by PostgreSQL', { line: 2, character: 19 }],
      ],
    )
  })
})
