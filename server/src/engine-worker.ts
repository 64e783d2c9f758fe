import { createEngineChild } from './engine/child/engineChild.js'
import { serveEngine } from './engine/child/serveEngine.js'
import type { EngineRequest, EngineStart } from './engine/messages.js'

// Whatever a library prints must not reach a terminal or a log: it could hold the user's data.
process.stdout.write = () => true
process.stderr.write = () => true

const start = JSON.parse(process.argv[2] ?? '{}') as EngineStart
const child = await createEngineChild(start)

serveEngine(
  {
    send: (response) =>
      new Promise((resolve) => {
        if (process.send === undefined) resolve()
        else process.send(response, undefined, undefined, () => resolve())
      }),
    onRequest: (listener) => process.on('message', (message) => listener(message as EngineRequest)),
    onDisconnect: (listener) => process.on('disconnect', listener),
    exit: (code) => process.exit(code),
  },
  child,
)
