import * as vscode from 'vscode'
import type { CheckDataAnswer } from '../../../server/src/protocol/messages.js'
import { dataConfirmation } from '../environments/dataConfirmation.js'
import { chooseEnvironment, type ChosenEnvironment } from './choose.js'
import type { Command, CommandContext } from './command.js'

/** Asks an environment how many rows the findings are about; the diagnostics then tell it. */
export const checkData: Command = {
  id: 'concertina.checkData',
  run: async (context, argument) => {
    const chosen = await chooseEnvironment(context, argument, 'Check Data in an Environment')
    if (chosen === undefined || !(await mayRead(context, chosen))) return
    const answer = await ask(context, chosen)
    switch (answer?.kind) {
      case undefined:
        return
      case 'asked':
        void vscode.window.showInformationMessage(answer.say)
        return
      case 'refused':
        void vscode.window.showWarningMessage(answer.say)
        return
      default:
        answer satisfies never
    }
  },
}

/** Undefined when the user has cancelled. */
function ask(
  { server }: CommandContext,
  { project, environment: { name } }: ChosenEnvironment,
): Promise<CheckDataAnswer | undefined> {
  const work = async (token: vscode.CancellationToken) => {
    try {
      return await server.checkData({ project, environment: name }, token)
    } catch (error) {
      if (token.isCancellationRequested) return undefined
      throw error
    }
  }
  return Promise.resolve(
    vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: `Asking ${name} what the findings depend on`,
        cancellable: true,
      },
      (_, token) => work(token),
    ),
  )
}

/**
 * Protected environments want a yes, once for each database: another URL under the same name is
 * another one. As long as it is not known which one it is, the yes is not kept.
 */
async function mayRead({ memory }: CommandContext, chosen: ChosenEnvironment): Promise<boolean> {
  const { project, environment } = chosen
  if (!environment.protected) return true
  const { name, target } = environment
  const key = `${project}#${name}#${target ?? ''}`
  const agreed = memory.get<readonly string[]>(agreedKey, [])
  if (target !== undefined && agreed.includes(key)) return true
  const { message, detail } = dataConfirmation(environment)
  const yes = 'Count Rows'
  const answer = await vscode.window.showWarningMessage(message, { modal: true, detail }, yes)
  if (answer !== yes) return false
  if (target !== undefined) await memory.update(agreedKey, [...agreed, key])
  return true
}

const agreedKey = 'concertina.dataMayBeCounted'
