import type { Command } from './command.js'

/** Shows the log of the extension and of its server. It holds no URL and no password. */
export const showLog: Command = {
  id: 'concertina.showLog',
  run: ({ log }) => log.show(true),
}
