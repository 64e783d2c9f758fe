import assert from 'node:assert/strict'
import type { Hover, MarkupContent } from 'vscode-languageserver-protocol'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { compareStrategies, type PendingSqlAnswer } from '../../../server/src/protocol/messages.js'
import { fullCapabilities, openEditor, type Editor } from '../../support/editor.js'
import { temporaryCache } from '../../support/engine.js'
import { blog, projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

const schema = 'prisma/schema.prisma'

suite('strategies in the editor', function () {
  this.timeout(120_000)
  const cache = temporaryCache()
  let project: ProjectFolder
  let editor: Editor
  const refreshed = new Map<string, () => void>()
  suiteSetup(async () => {
    project = projectFolder(blog)
    editor = await openEditor({
      folder: project.folder,
      cache: cache.folder,
      capabilities: {
        ...fullCapabilities,
        workspace: { ...fullCapabilities.workspace, textDocumentContent: {} },
      },
    })
    editor.connection.onRequest('workspace/textDocumentContent/refresh', ({ uri }) => {
      refreshed.get(String(uri))?.()
      return null
    })
    await editor.open(schema)
  })
  suiteTeardown(async () => {
    await editor.close()
    project.remove()
    cache.remove()
  })
  const documentUri = async () => {
    const asked = { uri: editor.uri(schema) }
    const answer = await editor.connection.sendRequest<PendingSqlAnswer>(
      compareStrategies.method,
      asked,
    )
    return answer.uri ?? ''
  }
  const content = async (uri: string) =>
    (
      await editor.connection.sendRequest<{ text: string }>('workspace/textDocumentContent', {
        uri,
      })
    ).text

  test('are a document of Markdown that is read again when the schema changes', async () => {
    const uri = await documentUri()
    assert.match(uri, /^concertina:\/.*\/strategies\.md\?/)
    assert.match(await content(uri), /there is nothing to compare\.$/m)
    const again = new Promise<void>((resolve) => void refreshed.set(uri, resolve))
    await editor.type(schema, 'name  String?', 'name  String')
    await editor.diagnostics(schema)
    await again
    const text = await content(uri)
    assert.match(text, /^## Make "name" of "User" required$/m)
    assert.match(text, /^\| Downtime \| None: old and new code run side by side\./m)
  })

  test('say why there is nothing to compare while the schema does not parse', async () => {
    await editor.type(schema, 'model Post {', 'model Post')
    assert.match(await content(await documentUri()), /^Waiting for a valid schema\./)
    await editor.type(schema, 'model Post', 'model Post {')
  })

  test('of a field stand in its hover, the first choice first', async () => {
    const text = editor.text(schema)
    const document = TextDocument.create('x:', '', 0, text)
    const hover = await editor.connection.sendRequest<Hover | null>('textDocument/hover', {
      textDocument: { uri: editor.uri(schema) },
      position: document.positionAt(text.indexOf('String\n  posts')),
    })
    assert.match(
      (hover?.contents as MarkupContent).value,
      /\| Strategy \| Downtime \| Way back \|\n\| --- \| --- \| --- \|\n\| Expand and contract \*\*\(first choice\)\*\* \| None: .*\n\| In place: /,
    )
  })
})
