import * as vscode from 'vscode'
import { choosePlan } from './choose.js'
import type { Command } from './command.js'

/** Shows what a plan says to people, rendered where VS Code's markdown preview is there. */
export const openPlanReadme: Command = {
  id: 'concertina.openPlanReadme',
  run: async (context, argument) => {
    const plan = await choosePlan(context, argument, 'Open Plan README')
    if (plan === undefined) return
    const uri = vscode.Uri.parse(plan.readmeUri, true)
    const known = await vscode.commands.getCommands(true)
    const preview = 'markdown.showPreview'
    await (known.includes(preview)
      ? vscode.commands.executeCommand(preview, uri)
      : vscode.window.showTextDocument(uri))
  },
}
