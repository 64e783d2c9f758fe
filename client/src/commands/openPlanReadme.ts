import * as vscode from 'vscode'
import { choosePlan } from './choose.js'
import type { Command } from './command.js'
import { showMarkdown } from './showMarkdown.js'

/** Shows what a plan says to people, rendered where VS Code's markdown preview is there. */
export const openPlanReadme: Command = {
  id: 'concertina.openPlanReadme',
  run: async (context, argument) => {
    const plan = await choosePlan(context, argument, 'Open Plan README')
    if (plan === undefined) return
    await showMarkdown(vscode.Uri.parse(plan.readmeUri, true))
  },
}
