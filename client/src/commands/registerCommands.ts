import * as vscode from 'vscode'
import type { Command, CommandContext } from './command.js'

/** Registers the commands. One that fails is logged once and says so, with the way to the log. */
export function registerCommands(
  commands: readonly Command[],
  context: CommandContext,
): vscode.Disposable {
  return vscode.Disposable.from(
    ...commands.map(({ id, run }) =>
      vscode.commands.registerCommand(id, async (argument: unknown) => {
        try {
          await run(context, argument)
        } catch (error) {
          context.log.error(`${id}: ${String(error)}`)
          // Not awaited: the command has ended, whenever the message is closed.
          void sayFailure(error)
        }
      }),
    ),
  )
}

async function sayFailure(error: unknown): Promise<void> {
  const why = error instanceof Error ? error.message : String(error)
  const chosen = await vscode.window.showErrorMessage(`Concertina: ${why}`, 'Show Log')
  if (chosen !== undefined) await vscode.commands.executeCommand('concertina.showLog')
}
