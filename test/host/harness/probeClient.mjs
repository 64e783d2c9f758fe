// The near end of vscode-host/probe/extension.js: sends functions to the extension host and waits for what they give.
import net from 'node:net'
import { until } from './until.mjs'

/** Connects as soon as the extension host listens, which also says that it runs. */
export async function connectProbe(socketPath, timeoutMs) {
  const socket = await until(() => tryConnect(socketPath), 'the extension host', timeoutMs)
  const waiting = new Map()
  let buffer = ''
  let sequence = 0
  socket.setEncoding('utf8')
  socket.on('error', () => {})
  socket.on('data', (chunk) => {
    buffer += chunk
    const lines = buffer.split('\n')
    buffer = lines.pop()
    for (const line of lines) {
      const { id, value, error } = JSON.parse(line)
      // Absent when the answer came after its time limit.
      waiting.get(id)?.(error === undefined ? { value } : { error: new Error(error) })
    }
  })
  socket.on('close', () => {
    for (const settle of waiting.values()) settle({ error: new Error('The extension host ended.') })
  })
  return {
    /** Runs `work(vscode, argument)` in the extension host; `work` must be self-contained, argument and result JSON. */
    call(work, argument, callTimeoutMs = 60_000) {
      return new Promise((resolve, reject) => {
        const id = ++sequence
        const settle = ({ value, error }) => {
          clearTimeout(timer)
          waiting.delete(id)
          if (error === undefined) resolve(value)
          else reject(error)
        }
        const timer = setTimeout(() => {
          const source = String(work).slice(0, 200)
          settle({ error: new Error(`No answer of the extension host: ${source}`) })
        }, callTimeoutMs)
        waiting.set(id, settle)
        socket.write(JSON.stringify({ id, source: String(work), argument }) + '\n')
      })
    },
    close: () => socket.destroy(),
  }
}

function tryConnect(socketPath) {
  return new Promise((resolve) => {
    const socket = net.connect(socketPath)
    socket.once('connect', () => resolve(socket))
    socket.once('error', () => resolve(undefined))
  })
}
