import * as vscode from 'vscode'
import { suggestVariableName } from '../environments/environmentNames.js'
import type { StateStore } from '../knownState.js'
import type { CommandContext } from './command.js'
import type { EnvironmentAnswers } from './environmentSteps.js'

/**
 * Writes an environment into concertina.json, and its URL, when one was entered, into the secret
 * storage. The URL comes first, because the server asks for it as soon as it sees the file; it is
 * taken back when the file is not written.
 */
export async function putEnvironment(
  context: CommandContext,
  project: string,
  answers: EnvironmentAnswers,
  replaces?: string,
): Promise<void> {
  const { server, urls } = context
  const { name, source, url } = answers
  const urlEnv = answers.urlEnv ?? suggestVariableName(name)
  const { edit, say } = await server.editEnvironment({
    project,
    kind: 'put',
    name,
    urlEnv,
    protected: answers.protected ?? false,
    ...(replaces === undefined ? {} : { replaces }),
  })
  if (edit === undefined) {
    void vscode.window.showWarningMessage(say ?? `${name} could not be written.`)
    return
  }
  const before = await urls.read(project, name)
  if (replaces !== undefined && replaces !== name) await urls.move(project, replaces, name)
  if (source === 'secret' && url !== undefined) await urls.store(project, name, url)
  if (source === 'variable') await urls.forget(project, name)
  const applied = await context.applyEdit(edit)
  if (applied === undefined) {
    if (replaces !== undefined && replaces !== name) await urls.move(project, name, replaces)
    await (before === undefined ? urls.forget(project, name) : urls.store(project, name, before))
    return
  }
  await untilReported(context.store, project, name)
  await server.refreshEnvironments({ project, names: [name] })
}

/** The server reads the file anew in its own time, and cannot ask an environment that it has not met. */
function untilReported(store: StateStore, project: string, name: string): Promise<void> {
  const isReported = () =>
    store
      .get()
      .environments?.projects.find((one) => one.project === project)
      ?.environments.some((one) => one.name === name) === true
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      listening.dispose()
      resolve()
    }
    const timer = setTimeout(end, reportedWithinMs)
    const listening = store.onDidChange(() => {
      if (isReported()) end()
    })
    if (isReported()) end()
  })
}

const reportedWithinMs = 5000
