import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { ApplicationReport, ApplicationRequest, ApplicationSettings } from './applications.js'

export type ApplicationHandle = {
  readonly ask: (request: ApplicationRequest) => Promise<ApplicationReport | undefined>
  readonly close: () => Promise<void>
}

/** The applications in a process of their own. */
export function startApplications(settings: ApplicationSettings): ApplicationHandle {
  const child = fork(
    fileURLToPath(new URL('./applicationProcess.ts', import.meta.url)),
    [JSON.stringify(settings)],
    { execArgv: ['--import', 'tsx'] },
  )
  const waiting = new Map<number, PromiseWithResolvers<ApplicationReport | undefined>>()
  let id = 0
  child.on('message', (message: Answer) => {
    const one = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.error === undefined) one?.resolve(message.result)
    else one?.reject(new Error(message.error))
  })
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  void ended.then(() => {
    for (const one of waiting.values()) one.reject(endedEarly())
  })
  return {
    ask: (request) => {
      if (!child.connected) return Promise.reject(endedEarly())
      id += 1
      const answer = withResolvers<ApplicationReport | undefined>()
      waiting.set(id, answer)
      child.send({ ...request, id })
      return answer.promise
    },
    close: async () => {
      if (child.connected) child.disconnect()
      await ended
    },
  }
}

function endedEarly(): Error {
  return new Error('The applications ended early: their own words are above.')
}

type Answer = { readonly id: number; readonly result?: ApplicationReport; readonly error?: string }

type PromiseWithResolvers<T> = {
  readonly promise: Promise<T>
  readonly resolve: (value: T) => void
  readonly reject: (error: Error) => void
}

/** Node 20 has no Promise.withResolvers. */
function withResolvers<T>(): PromiseWithResolvers<T> {
  let resolve: (value: T) => void = () => undefined
  let reject: (error: Error) => void = () => undefined
  const promise = new Promise<T>((take, refuse) => {
    resolve = take
    reject = refuse
  })
  return { promise, resolve, reject }
}
