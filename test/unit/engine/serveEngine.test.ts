import assert from 'node:assert/strict'
import { mock } from 'node:test'
import type { EngineChild } from '../../../server/src/engine/child/engineChild.js'
import { serveEngine } from '../../../server/src/engine/child/serveEngine.js'
import type { EngineRequest, EngineResponse } from '../../../server/src/engine/messages.js'

suite('the engine between its requests', () => {
  setup(() => mock.timers.enable({ apis: ['setTimeout'] }))
  teardown(() => mock.timers.reset())

  test('writes nothing to disk while the parts of an analysis are asked for', async () => {
    const { ask, events } = served()
    await ask()
    mock.timers.tick(399)
    await ask()
    mock.timers.tick(399)
    assert.deepEqual(events, ['memory', 'memory'])
  })

  test('does so after a while without a request', async () => {
    const { ask, events } = served()
    await ask()
    mock.timers.tick(400)
    await settled()
    assert.deepEqual(events, ['memory', 'idle'])
  })

  test('does so when its parent goes, and ends', async () => {
    const { ask, disconnect, events } = served()
    await ask()
    disconnect()
    await settled()
    mock.timers.tick(400)
    await settled()
    assert.deepEqual(events, ['memory', 'close', 'exit 0'])
  })
})

function served() {
  const events: string[] = []
  const record = (event: string) => () => {
    events.push(event)
    return Promise.resolve()
  }
  const memory = () => {
    events.push('memory')
    return Promise.resolve({ residentBytes: 0 })
  }
  const child = { handlers: { memory }, idle: record('idle'), close: record('close') }
  const answers: EngineResponse[] = []
  let request: (request: EngineRequest) => void = () => undefined
  let disconnect: () => void = () => undefined
  serveEngine(
    {
      send: (response) => {
        answers.push(response)
        return Promise.resolve()
      },
      onRequest: (listener) => (request = listener),
      onDisconnect: (listener) => (disconnect = listener),
      exit: (code) => void events.push(`exit ${code}`),
    },
    child as unknown as EngineChild,
  )
  return {
    events,
    ask: () => {
      request({ id: answers.length + 1, method: 'memory', parameters: {} })
      return settled()
    },
    disconnect: () => disconnect(),
  }
}

/** Lets everything that waits for promises go on. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
