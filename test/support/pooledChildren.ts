import type { ChildProcess } from 'node:child_process'
import { EventEmitter } from 'node:events'
import {
  forkChild,
  type EngineChildProcess,
  type EngineProgram,
} from '../../server/src/engine/engineProcess.js'
import type { EngineRequest, EngineResponse } from '../../server/src/engine/messages.js'

/**
 * Children of engines that outlive them: to start one takes two seconds of a processor, and there is
 * hardly a test without one. A child knows nothing but its cache and the history that it is told, so
 * that the next engine finds what a new process would.
 */
export function pooledChild(program: EngineProgram): EngineChildProcess {
  const name = JSON.stringify([program.modulePath, program.start])
  // One that ended by itself after an engine had let go of it is of no use to the next.
  const free = (pool.get(name) ?? []).filter(({ connected }) => connected)
  pool.set(name, free)
  const child = free.pop() ?? started(program)
  return lent(child, (back) => void pool.get(name)?.push(back))
}

/** For the end of the tests, when nobody needs what they know any more. */
export function endPooledChildren(): void {
  for (const child of all) child.kill('SIGKILL')
}

const pool = new Map<string, ChildProcess[]>()
const all = new Set<ChildProcess>()
/** Over all engines, so that no answer to an earlier one is taken for one to the next. */
const ids = { next: 1 }

function started(program: EngineProgram): ChildProcess {
  const child = forkChild(program)
  all.add(child)
  child.once('exit', () => all.delete(child))
  child.setMaxListeners(0)
  // None of them keeps the tests from ending.
  child.unref()
  child.channel?.unref()
  return child
}

function lent(child: ChildProcess, giveBack: (child: ChildProcess) => void): EngineChildProcess {
  const events = new EventEmitter()
  const waiting = new Map<number, number>()
  const onMessage = (response: EngineResponse) => {
    const id = waiting.get(response.id)
    if (id === undefined) return
    waiting.delete(response.id)
    events.emit('message', { ...response, id })
  }
  const onExit = (...words: readonly unknown[]) => events.emit('exit', ...words)
  child.on('message', onMessage)
  child.on('exit', onExit)

  const own = Object.assign(events, {
    pid: child.pid,
    connected: true,
    kill: (signal?: NodeJS.Signals | number) => child.kill(signal),
    send: (request: EngineRequest, done: (error: Error | null) => void) => {
      const id = ids.next++
      waiting.set(id, request.id)
      return child.send({ ...request, id }, done)
    },
    disconnect: () => {
      own.connected = false
      child.off('message', onMessage)
      child.off('exit', onExit)
      if (child.connected && waiting.size === 0) giveBack(child)
      else child.kill('SIGKILL')
      events.emit('exit', 0, null)
    },
  })
  return own as unknown as EngineChildProcess
}
