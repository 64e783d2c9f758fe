import type { Connection } from 'vscode-languageserver'

/** The server's log, shown by the client. Never given a URL, a password or a value of a row. */
export type Log = {
  debug(message: string): void
  info(message: string): void
  warn(message: string): void
  error(message: string): void
}

export function connectionLog(connection: Connection): Log {
  const channel = connection.console
  return {
    debug: (message) => channel.debug(message),
    info: (message) => channel.info(message),
    warn: (message) => channel.warn(message),
    error: (message) => channel.error(message),
  }
}
