import { fork, type ChildProcess } from 'node:child_process'
import { basename, dirname } from 'node:path/posix'
import process from 'node:process'
import { rootOfConfigFile } from '../prisma/configFileNames.js'
import { parseConfigReply, resultOfReply } from '../prisma/configReply.js'
import type { ConfigResult, EvaluateConfig, EvaluatedConfig } from '../prisma/configResult.js'
import { nativePath, posixPath } from './nativePaths.js'
import { digestOf, recordInput } from './recordedInputs.js'

export type ConfigChildOptions = {
  /** Path of the child's script, `dist/config-child.js`. */
  readonly childFile: string
  /** Options for Node before the script; tests load TypeScript with them. */
  readonly nodeOptions: readonly string[]
  readonly timeLimitMs: number
}

export const configTimeLimitMs = 10_000

/**
 * Makes the function that runs config files, each in a process of its own: with the environment of
 * this process, in the folder that Prisma would run in, for a limited time. What the config prints
 * goes nowhere: it may hold URLs, and there is nothing to fill. Only for a trusted workspace.
 */
export function createConfigEvaluator(options: ConfigChildOptions): EvaluateConfig {
  const { platform } = process
  return async (path) => {
    const folder = rootOfConfigFile(path) ?? dirname(path)
    const child = fork(options.childFile, [nativePath(path, platform)], {
      cwd: nativePath(folder, platform),
      execArgv: [...options.nodeOptions],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    const clock = new AbortController()
    try {
      const result = await outcomeOf(child, basename(path), options, clock.signal)
      recordInput({ kind: 'config', path }, () => digestOfConfig(result))
      return result.kind === 'config'
        ? { kind: 'config', config: withPosixPaths(result.config, platform) }
        : result
    } finally {
      clock.abort()
      child.kill('SIGKILL')
    }
  }
}

/** What a recording knows of a config is what came of running it: it may read anything. */
export function digestOfConfig(result: ConfigResult): string {
  return digestOf(JSON.stringify(result))
}

function outcomeOf(
  child: ChildProcess,
  name: string,
  { timeLimitMs }: ConfigChildOptions,
  ended: AbortSignal,
): Promise<ConfigResult> {
  return new Promise((resolve) => {
    const fail = (because: 'time' | 'exited' | 'not-started', say: string) => {
      resolve({ kind: 'failed', because, say })
    }
    const timer = setTimeout(() => {
      const seconds = String(timeLimitMs / 1000)
      fail('time', `${name} was still running after ${seconds} seconds and was stopped.`)
    }, timeLimitMs)
    ended.addEventListener('abort', () => {
      clearTimeout(timer)
    })
    child.on('message', (message) => {
      const reply = parseConfigReply(message)
      if (reply !== undefined) resolve(resultOfReply(reply, name))
    })
    child.on('error', () => {
      fail('not-started', `${name} was not run: no process could be started for it.`)
    })
    child.on('exit', () => {
      fail('exited', `${name} ended its process before it had given a config.`)
    })
  })
}

function withPosixPaths(config: EvaluatedConfig, platform: NodeJS.Platform): EvaluatedConfig {
  const { schema, migrationsPath, viewsPath } = config
  return {
    ...config,
    ...(schema === undefined ? {} : { schema: posixPath(schema, platform) }),
    ...(migrationsPath === undefined
      ? {}
      : { migrationsPath: posixPath(migrationsPath, platform) }),
    ...(viewsPath === undefined ? {} : { viewsPath: posixPath(viewsPath, platform) }),
  }
}
