import * as vscode from 'vscode'
import { chooseDocument } from './choose.js'
import type { Command } from './command.js'
import { showMarkdown } from './showMarkdown.js'

/** Opens the ways to bring the pending change into production, side by side; it follows the buffer. */
export const compareStrategies: Command = {
  id: 'concertina.compareStrategies',
  run: async (context, argument) => {
    const document = await chooseDocument(context, argument, 'Compare Strategies')
    if (document === undefined) return
    const { uri, say } = await context.server.compareStrategies({ uri: document })
    if (uri === undefined) {
      void vscode.window.showInformationMessage(say ?? 'The schema and the migrations agree.')
      return
    }
    await showMarkdown(vscode.Uri.parse(uri, true))
  },
}
