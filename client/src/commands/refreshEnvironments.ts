import type { Command } from './command.js'

/** Asks all environments where they stand. */
export const refreshEnvironments: Command = {
  id: 'concertina.refreshEnvironments',
  run: ({ server }) => server.refreshEnvironments({}),
}
