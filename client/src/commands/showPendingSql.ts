import * as vscode from 'vscode'
import { chooseDocument } from './choose.js'
import type { Command } from './command.js'

/**
 * Opens the SQL of the pending change beside the schema; it follows the buffer. A lens or a hover
 * may give the uri of a document of the project as argument.
 */
export const showPendingSql: Command = {
  id: 'concertina.showPendingSql',
  run: async (context, argument) => {
    const document = await chooseDocument(context, argument, 'Show Pending SQL')
    if (document === undefined) return
    const { uri, say } = await context.server.pendingSql({ uri: document })
    if (uri === undefined) {
      void vscode.window.showInformationMessage(say ?? 'The schema and the migrations agree.')
      return
    }
    await vscode.window.showTextDocument(vscode.Uri.parse(uri, true), {
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: true,
      preview: true,
    })
  },
}
