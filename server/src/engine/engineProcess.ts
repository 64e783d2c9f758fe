import { fork, type ChildProcess } from 'node:child_process'
import type {
  EngineHistory,
  EngineMethod,
  EngineMethods,
  EngineRequest,
  EngineResponse,
  EngineStart,
} from './messages.js'

/** Where the child's program lies and how it is started. */
export type EngineProgram = {
  /** Path of the bundled child, or of its source. */
  readonly modulePath: string
  readonly execArgv: readonly string[]
  readonly start: EngineStart
  /** Longest that one request may take. A full replay of a long history takes a few seconds. */
  readonly timeoutMs: number
  /** Where the child comes from when it is not to be a new process. */
  readonly child?: () => EngineChildProcess
}

/** What is needed of a child process. */
export type EngineChildProcess = Pick<
  ChildProcess,
  'pid' | 'connected' | 'send' | 'disconnect' | 'kill' | 'on' | 'once'
>

/** The child ended while it worked on a request, and ended again when that was tried once more. */
export class EngineEnded extends Error {}

/** The child did not answer in time and was ended. Asking again would only take as long again. */
export class EngineTimedOut extends Error {}

/**
 * The engine in a process of its own, which may die without taking the server along. It is
 * started by the first request. When it ends while it works, it is started again, told the
 * history again, and asked again, once.
 */
export type EngineProcess = {
  /** Sets the history that all later requests are about; sent with the next request. */
  open(history: EngineHistory): void
  /** Starts the process ahead of the first request. */
  start(): void
  call<Method extends EngineMethod>(
    method: Method,
    parameters: EngineMethods[Method]['parameters'],
  ): Promise<EngineMethods[Method]['result']>
  /** Process id while it runs. */
  pid(): number | undefined
  /** Whether it runs and has answered everything. */
  isIdle(): boolean
  /** Ends the process and resolves when it has gone; the next request starts another. */
  end(): Promise<void>
  /** Ends it for good: what is under way and every later request fails with `EngineEnded`. */
  close(): Promise<void>
}

export function createEngineProcess(program: EngineProgram): EngineProcess {
  let running: RunningChild | undefined
  let history: EngineHistory | undefined
  let sent: EngineHistory | undefined
  let closed = false

  const child = () => {
    if (closed) throw new EngineEnded('The engine was closed.')
    if (running === undefined || running.ended()) {
      running = startChild(program)
      sent = undefined
    }
    return running
  }
  const ask = async (method: EngineMethod, parameters: unknown) => {
    const current = child()
    if (history !== undefined && sent !== history) {
      sent = history
      // Not awaited: the child answers in order.
      current.ask('open', history).catch(() => undefined)
    }
    return current.ask(method, parameters)
  }

  return {
    open: (next) => {
      history = next
    },
    start: () => {
      if (!closed) child()
    },
    call: async (method, parameters) => {
      try {
        return (await ask(method, parameters)) as never
      } catch (error) {
        if (closed || !(error instanceof EngineEnded)) throw error
        return (await ask(method, parameters)) as never
      }
    },
    pid: () => (running?.ended() === false ? running.pid : undefined),
    isIdle: () => running?.ended() === false && running.isIdle(),
    end: () => running?.kill() ?? Promise.resolve(),
    close: () => {
      closed = true
      return running?.kill() ?? Promise.resolve()
    },
  }
}

/** A busy machine may take seconds to write what was learned to the disk. */
const killAfterMs = 8_000

/**
 * What the child needs of this process's environment, and nothing that could be a secret. The
 * compiler of WebAssembly works in several threads, and glibc keeps an arena for each: without
 * these settings, and without the one thread of the command line, the child takes 100 MB more.
 */
function childEnvironment(own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const names = [
    'PATH',
    'HOME',
    'USERPROFILE',
    'TMPDIR',
    'TEMP',
    'TMP',
    'SystemRoot',
    'ELECTRON_RUN_AS_NODE',
    'NODE_V8_COVERAGE',
  ]
  return {
    ...Object.fromEntries(
      names.flatMap((name) => (own[name] === undefined ? [] : [[name, own[name]]])),
    ),
    MALLOC_ARENA_MAX: '1',
    MALLOC_TRIM_THRESHOLD_: '131072',
    MALLOC_MMAP_THRESHOLD_: '131072',
  }
}

export function forkChild({ modulePath, execArgv, start }: EngineProgram): ChildProcess {
  return fork(modulePath, [JSON.stringify(start)], {
    execArgv: [...execArgv, '--v8-pool-size=1'],
    env: childEnvironment(process.env),
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
}

type RunningChild = {
  readonly pid: number | undefined
  readonly ask: (method: EngineMethod, parameters: unknown) => Promise<unknown>
  readonly ended: () => boolean
  readonly isIdle: () => boolean
  readonly kill: () => Promise<void>
}

function startChild(program: EngineProgram): RunningChild {
  const process = program.child?.() ?? forkChild(program)
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let nextId = 1
  let ended = false

  const end = (reason: string) => {
    ended = true
    for (const request of waiting.values()) request.reject(new EngineEnded(reason))
    waiting.clear()
  }
  const gone = new Promise<void>((resolve) => process.once('exit', () => resolve()))
  const kill = () => {
    end('The engine process was ended.')
    if (process.connected) process.disconnect()
    // It cleans up after itself, unless it is inside a statement that never ends.
    const last = setTimeout(() => process.kill('SIGKILL'), killAfterMs)
    return gone.then(() => clearTimeout(last))
  }
  process.on('message', (message) => {
    const response = message as EngineResponse
    const request = waiting.get(response.id)
    waiting.delete(response.id)
    if ('error' in response) {
      ended ||= response.error.fatal
      request?.reject(new EngineEnded(response.error.message))
    } else request?.resolve(response.result)
  })
  process.on('error', (error) => end(error.message))
  process.on('exit', (code, signal) =>
    end(`The engine process ended (${signal ?? `code ${code}`}).`),
  )

  return {
    pid: process.pid,
    ask: (method, parameters) =>
      new Promise((resolve, reject) => {
        const request: EngineRequest = { id: nextId++, method, parameters }
        const late = setTimeout(() => {
          reject(new EngineTimedOut(`"${method}" took longer than ${program.timeoutMs / 1000} s.`))
          end('The engine process was ended.')
          // It is inside something that takes too long, and would not hear a milder word.
          process.kill('SIGKILL')
        }, program.timeoutMs)
        waiting.set(request.id, {
          resolve: (value) => (clearTimeout(late), resolve(value)),
          reject: (error) => (clearTimeout(late), reject(error)),
        })
        process.send(request, (error) => {
          if (error !== null) end(error.message)
        })
      }),
    ended: () => ended,
    isIdle: () => waiting.size === 0,
    kill,
  }
}
