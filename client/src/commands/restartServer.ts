import type { Command } from './command.js'

/** Ends the language server and starts a new one. */
export const restartServer: Command = {
  id: 'concertina.restartServer',
  run: ({ restartServer }) => restartServer(),
}
