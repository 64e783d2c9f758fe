import * as vscode from 'vscode'
import { projectOf, type StateStore } from '../knownState.js'
import { normalUri } from '../views/uris.js'
import { statusText, worstProject, type StatusText } from './statusText.js'

/** The language status: how the document in front stands, what does the work, and the way to the log. */
export function registerLanguageStatus(
  store: StateStore,
  selector: vscode.DocumentSelector,
): { readonly current: () => StatusText; readonly subscriptions: vscode.Disposable } {
  const standing = vscode.languages.createLanguageStatusItem('concertina.standing', selector)
  standing.name = 'Concertina'
  const server = vscode.languages.createLanguageStatusItem('concertina.server', selector)
  server.name = 'Concertina server'
  server.command = { command: 'concertina.showLog', title: 'Show Log' }
  const current = () => {
    const state = store.get()
    const projects = state.projects ?? []
    const document = vscode.window.activeTextEditor?.document
    const isOurs = document !== undefined && vscode.languages.match(selector, document) > 0
    const subject = isOurs
      ? projectOf(projects, document.uri.toString(), normalUri)
      : worstProject(projects)
    return statusText(state, subject)
  }
  const show = () => {
    const { text, say, detail, severity, busy, command, versions } = current()
    standing.text = text
    standing.detail = detail ?? ''
    standing.severity = severities[severity]
    standing.busy = busy
    standing.command = command && { command, title: commandTitles[command] }
    standing.accessibilityInformation = { label: `${text.replace(/^\$\(\w+\) /, '')}. ${say}` }
    server.text = versions === undefined ? 'Concertina' : `Concertina: ${versions}`
  }
  show()
  const subscriptions = vscode.Disposable.from(
    standing,
    server,
    vscode.window.onDidChangeActiveTextEditor(show),
    store.onDidChange((parts) => {
      if (parts.includes('projects') || parts.includes('server')) show()
    }),
  )
  return { current, subscriptions }
}

const severities = {
  information: vscode.LanguageStatusSeverity.Information,
  warning: vscode.LanguageStatusSeverity.Warning,
  error: vscode.LanguageStatusSeverity.Error,
} as const

const commandTitles: Readonly<Record<NonNullable<StatusText['command']>, string>> = {
  'concertina.restartServer': 'Restart Server',
  'concertina.showPendingSql': 'Show Pending SQL',
}
