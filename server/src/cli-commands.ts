// A bundle of its own: reading it takes longer than to say again what was said before.
export { runCli } from './cli/runCli.js'
