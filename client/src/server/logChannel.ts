import * as vscode from 'vscode'
import { withoutUrls } from './redaction.js'

/** The channel "Concertina": levels as VS Code sets them, and no URL of a database in any line. */
export function createLogChannel(): vscode.LogOutputChannel {
  const channel = vscode.window.createOutputChannel('Concertina', { log: true })
  const line = (message: string | Error) => withoutUrls(String(message))
  return {
    get name() {
      return channel.name
    },
    get logLevel() {
      return channel.logLevel
    },
    onDidChangeLogLevel: channel.onDidChangeLogLevel,
    trace: (message) => channel.trace(line(message)),
    debug: (message) => channel.debug(line(message)),
    info: (message) => channel.info(line(message)),
    warn: (message) => channel.warn(line(message)),
    error: (message) => channel.error(line(message)),
    append: (text) => channel.append(line(text)),
    appendLine: (text) => channel.appendLine(line(text)),
    replace: (text) => channel.replace(line(text)),
    clear: () => channel.clear(),
    show: (...place: unknown[]) => channel.show(place.some((one) => one === true)),
    hide: () => channel.hide(),
    dispose: () => channel.dispose(),
  }
}
