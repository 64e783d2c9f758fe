import process from 'node:process'
import { runConfigFile } from './project/configChild.js'
import { createOwnRulesChild } from './project/ownRulesChild.js'
import type { OwnRulesRequest } from './project/ownRulesMessages.js'

const send = process.send?.bind(process)
process.on('disconnect', () => process.exit())
if (process.argv[2] === '--own-rules') {
  const answer = createOwnRulesChild()
  process.on('message', (request) => {
    void answer(request as OwnRulesRequest).then((reply) => send?.(reply))
  })
} else {
  // Stays until the parent has read the reply and ends it, and no longer than the parent lives.
  process.on('message', () => undefined)
  send?.(await runConfigFile(process.argv[2] ?? ''))
}
