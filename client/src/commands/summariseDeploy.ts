import * as vscode from 'vscode'
import { chooseDocument } from './choose.js'
import type { Command } from './command.js'
import { showMarkdown } from './showMarkdown.js'

/**
 * Opens what the next deploy does, as far as is known; no database is contacted for it. A lens over
 * a migration gives its uri as argument.
 */
export const summariseDeploy: Command = {
  id: 'concertina.summariseDeploy',
  run: async (context, argument) => {
    const document = await chooseDocument(context, argument, 'Summarise Deploy')
    if (document === undefined) return
    const { uri, say } = await context.server.summariseDeploy({ uri: document })
    if (uri === undefined) {
      void vscode.window.showInformationMessage(say ?? 'There is nothing to deploy.')
      return
    }
    await showMarkdown(vscode.Uri.parse(uri, true))
  },
}
