import { fork, type ChildProcess } from 'node:child_process'
import { readdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path/posix'
import process from 'node:process'
import {
  findingsOf,
  findingsOfProblems,
  ownScriptOf,
  type OwnProblem,
} from '../rules/own/ownScript.js'
import type { Finding } from '../rules/rule.js'
import type { AnalysedScript } from '../rules/script.js'
import { nativePath } from './nativePaths.js'
import type { OwnRulesModule, OwnRulesReply, OwnRulesRequest } from './ownRulesMessages.js'

/** A project's own rules, which are modules that it names in concertina.json. */
export type OwnRules = {
  /**
   * What they find in a script. Never rejects: what could not be asked is a finding too.
   * `problems` are those of the modules as a whole, the same for every script.
   */
  judge(
    project: OwnRulesOfProject,
    script: AnalysedScript,
    migration?: string,
  ): Promise<OwnJudgement>
  close(): void
}

export type OwnRulesOfProject = { readonly root: string; readonly files: readonly string[] }

export type OwnJudgement = {
  readonly findings: readonly Finding[]
  readonly problems: readonly OwnProblem[]
}

export type OwnRulesOptions = {
  /** Path of the child's script, `dist/config-child.js`. */
  readonly childFile: string
  /** Options for Node before the script; tests load TypeScript with them. */
  readonly nodeOptions: readonly string[]
  /** For the loading, and for each script. */
  readonly timeLimitMs: number
  /** False in a workspace that is not trusted: then nothing of it is executed. */
  readonly mayRun: () => boolean
}

export const ownRulesTimeLimitMs = 10_000

/**
 * Runs own rules in a process of their own, one for each project, that stays until their files
 * change. What they print goes nowhere. A rule that does not come to an end is ended with its process, and
 * asked again when one of its files has changed.
 */
export function createOwnRules(options: OwnRulesOptions): OwnRules {
  const running = new Map<string, Promise<Running>>()

  const start = (key: string, project: OwnRulesOfProject): Promise<Running> => {
    const known = running.get(project.root)
    const next = (async () => {
      const before = await known
      if (before?.key === key) return before
      before?.end()
      return startChild(key, project, options)
    })()
    running.set(project.root, next)
    return next
  }

  return {
    judge: async (project, script, migration) => {
      if (project.files.length === 0 || script.statements.length === 0) return nothing
      if (!options.mayRun()) return { findings: [], problems: [notTrusted] }
      const child = await start(await keyOf(project), project)
      const reply = await child.ask({ kind: 'judge', script: ownScriptOf(script, migration) })
      if (reply.kind === 'stopped') return { findings: [], problems: [reply.problem] }
      return {
        findings: [
          ...findingsOf(script, reply.findings),
          ...findingsOfProblems(script, reply.problems),
        ],
        problems: child.problems,
      }
    },
    close: () => {
      for (const one of running.values()) one.then((child) => child.end(), ignored)
      running.clear()
    },
  }
}

/** For those who run none. */
export const noOwnRules: OwnRules = {
  judge: () => Promise.resolve(nothing),
  close: () => undefined,
}

const nothing: OwnJudgement = { findings: [], problems: [] }

const notTrusted: OwnProblem = {
  say: "This project's own rules are not run while the workspace is not trusted: nothing is checked for them.",
}

type Running = {
  readonly key: string
  readonly problems: readonly OwnProblem[]
  ask(request: OwnRulesRequest & { readonly kind: 'judge' }): Promise<Judged | Stopped>
  end(): void
}

type Judged = OwnRulesReply & { readonly kind: 'judged' }
type Stopped = { readonly kind: 'stopped'; readonly problem: OwnProblem }

async function startChild(
  key: string,
  { root, files }: OwnRulesOfProject,
  { childFile, nodeOptions, timeLimitMs }: OwnRulesOptions,
): Promise<Running> {
  const { platform } = process
  const child = fork(childFile, ['--own-rules'], {
    cwd: nativePath(root, platform),
    execArgv: [...nodeOptions],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // A catalogue may hold what JSON cannot.
    serialization: 'advanced',
  })
  let stopped: Stopped | undefined
  let turn: Promise<unknown> = Promise.resolve()
  const ask = (request: OwnRulesRequest): Promise<OwnRulesReply | Stopped> => {
    const answer = turn.then(async () => {
      if (stopped !== undefined) return stopped
      const reply = await replyOf(child, request, timeLimitMs)
      if (reply.kind === 'stopped') {
        stopped = reply
        child.kill('SIGKILL')
      }
      return reply
    })
    turn = answer
    return answer
  }
  const modules = files.map((file): OwnRulesModule => ({
    file,
    path: nativePath(join(root, file), platform),
  }))
  const loaded = await ask({ kind: 'load', modules })
  return {
    key,
    problems: loaded.kind === 'loaded' ? loaded.problems : [],
    ask: async (request) => {
      const reply = await ask(request)
      return reply.kind === 'loaded' ? stoppedBecause('answered out of turn') : reply
    },
    end: () => child.kill('SIGKILL'),
  }
}

function replyOf(
  child: ChildProcess,
  request: OwnRulesRequest,
  timeLimitMs: number,
): Promise<OwnRulesReply | Stopped> {
  return new Promise((resolve) => {
    const settle = (reply: OwnRulesReply | Stopped) => {
      clearTimeout(timer)
      child.off('message', onMessage)
      child.off('exit', onExit)
      child.off('error', onExit)
      resolve(reply)
    }
    const onMessage = (message: unknown) => settle(message as OwnRulesReply)
    const onExit = () => settle(stoppedBecause('ended their process'))
    const timer = setTimeout(
      () => settle(stoppedBecause(`were still running after ${timeLimitMs / 1000} seconds`)),
      timeLimitMs,
    )
    child.on('message', onMessage)
    child.on('exit', onExit)
    child.on('error', onExit)
    child.send(request, (error) => {
      if (error !== null) onExit()
    })
  })
}

function stoppedBecause(what: string): Stopped {
  return {
    kind: 'stopped',
    problem: {
      say: `This project's own rules ${what}: nothing is checked for them until one of their files changes.`,
    },
  }
}

/** The modules and what lies beside them, which they may import: names, sizes and times of change. */
async function keyOf({ root, files }: OwnRulesOfProject): Promise<string> {
  const folders = [...new Set(files.map((file) => dirname(join(root, file))))]
  const parts = await Promise.all(
    folders.map(async (folder) => {
      const names = await readdir(folder).catch(() => [])
      return Promise.all(
        names
          .filter((name) => /\.[cm]?[jt]s$/.test(name))
          .toSorted()
          .map(async (name) => {
            const found = await stat(join(folder, name)).catch(() => undefined)
            return [name, found?.size, found?.mtimeMs]
          }),
      )
    }),
  )
  return JSON.stringify([files, folders, parts])
}

function ignored(): void {
  // A process that could not be started has nothing to end.
}
