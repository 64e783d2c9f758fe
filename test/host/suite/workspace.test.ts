import assert from 'node:assert/strict'
import * as vscode from 'vscode'

suite('the workspace in the extension host', () => {
  test('is the example, with file: URIs as on the desktop', () => {
    const [folder] = vscode.workspace.workspaceFolders ?? []
    assert.equal(folder?.uri.scheme, 'file')
    assert.equal(folder.name, 'shop')
  })

  test('is trusted', () => {
    assert.equal(vscode.workspace.isTrusted, true)
  })
})
