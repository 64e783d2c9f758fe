import * as vscode from 'vscode'
import { choosePlan } from './choose.js'
import type { Command } from './command.js'

const title = 'Write Application Code'

/** TypeScript for the time in which a plan is under way, as a file in its folder, which is then opened. */
export const writeApplicationCode: Command = {
  id: 'concertina.writeApplicationCode',
  run: async (context, argument) => {
    const plan = await choosePlan(context, argument, title)
    if (plan === undefined) return
    const { edit, say } = await context.server.writeApplicationCode({ plan: plan.uri })
    if (edit === undefined) {
      void vscode.window.showWarningMessage(say ?? 'There is no code to write.')
      return
    }
    const applied = await context.applyEdit(edit)
    const [file] = applied?.created ?? []
    if (file) await vscode.window.showTextDocument(file)
  },
}
