import process from 'node:process'
import { runConfigFile } from './project/configChild.js'

const send = process.send?.bind(process)
// Stays until the parent has read the reply and ends it, and no longer than the parent lives.
process.on('message', () => undefined)
process.on('disconnect', () => process.exit())
send?.(await runConfigFile(process.argv[2] ?? ''))
