import * as vscode from 'vscode'
import { askText } from '../questions/quickInput.js'
import { chooseEnvironment } from './choose.js'
import type { Command } from './command.js'

/** Takes an environment out of concertina.json and its URL out of the secret storage. The database stays as it is. */
export const forgetEnvironment: Command = {
  id: 'concertina.forgetEnvironment',
  run: async (context, argument) => {
    const title = 'Forget Environment'
    const chosen = await chooseEnvironment(context, argument, title)
    if (chosen === undefined) return
    const { project, environment } = chosen
    const { name } = environment
    if (environment.protected && !(await isConfirmed(title, name))) return
    const { edit, say } = await context.server.editEnvironment({ project, kind: 'forget', name })
    if (edit === undefined) {
      void vscode.window.showWarningMessage(say ?? `${name} could not be taken out.`)
      return
    }
    if (await context.applyEdit(edit)) await context.urls.forget(project, name)
  },
}

async function isConfirmed(title: string, name: string): Promise<boolean> {
  const answer = await askText(
    { title, step: 1, steps: 1 },
    {
      prompt: `${name} is protected. Type its name to forget it; the database itself stays as it is.`,
      validate: (text) =>
        text === name ? undefined : { kind: 'refused', say: `The name is ${name}.` },
    },
  )
  return answer.kind === 'answer'
}
