import assert from 'node:assert/strict'
import type { CodeLens } from 'vscode-languageserver-protocol'
import { summariseDeploy, type PendingSqlAnswer } from '../../../server/src/protocol/messages.js'
import { openEditor, type Editor } from '../../support/editor.js'
import { temporaryCache } from '../../support/engine.js'
import { blog, projectFolder, type ProjectFolder } from '../../support/projectFolder.js'

const migration = 'prisma/migrations/20250201000000_drop/migration.sql'

suite('the summary of a deploy in the editor', () => {
  const cache = temporaryCache()
  let project: ProjectFolder
  let editor: Editor
  suiteSetup(async () => {
    project = projectFolder(blog)
    project.write(migration, 'ALTER TABLE "User" DROP COLUMN "name";\n')
    editor = await openEditor({
      folder: project.folder,
      cache: cache.folder,
      options: { opensSummaries: true },
    })
    await editor.open(migration)
  })
  suiteTeardown(async () => {
    await editor.close()
    project.remove()
    cache.remove()
  })

  test('is a document, to which the lens over a migration leads', async () => {
    const textDocument = { uri: editor.uri(migration) }
    const lenses = await editor.connection.sendRequest<CodeLens[]>('textDocument/codeLens', {
      textDocument,
    })
    const lens = lenses.find(({ command }) => command?.command === 'concertina.summariseDeploy')
    assert.equal(lens?.command?.title, 'Summarise the deploy')
    assert.deepEqual(lens.command.arguments, [textDocument.uri])
    const answer = await editor.connection.sendRequest<PendingSqlAnswer>(
      summariseDeploy.method,
      textDocument,
    )
    assert.match(answer.uri ?? '', /^concertina:\/.*\/deploy-summary\.md\?/)
    const { text } = await editor.connection.sendRequest<{ text: string }>(
      'workspace/textDocumentContent',
      { uri: answer.uri },
    )
    assert.match(
      text,
      /^# Deploy summary: .*\n\n1 migration in 1 transaction\. Running code breaks\./,
    )
    assert.match(text, /^## 20250201000000_drop$/m)
  })
})
