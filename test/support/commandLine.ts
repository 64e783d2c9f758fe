import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { runCli } from '../../server/src/cli/runCli.js'
import { createConfigEvaluator } from '../../server/src/project/evaluateConfig.js'
import { placesForTests } from './engineProgram.js'

/** What one call of the command line came to. */
export type CommandResult = {
  readonly code: number
  readonly out: string
  /** Progress, refusals and usage. */
  readonly notes: string
  /** The output as JSON. */
  readonly json: () => Record<string, unknown>
}

/** The command line, in this process, in a folder, at a time that does not pass by itself. */
export function commandLine(options: {
  readonly folder: string
  readonly cache?: string
  readonly now?: () => Date
  readonly environment?: Readonly<Record<string, string>>
}): (...parameters: string[]) => Promise<CommandResult> {
  const places = placesForTests('cli.ts')
  return async (...parameters) => {
    let out = ''
    const notes: string[] = []
    const code = await runCli({
      arguments: parameters,
      workingFolder: options.folder,
      print: (text) => void (out += text),
      note: (line) => void notes.push(line),
      environmentVariable: (name) => options.environment?.[name],
      now: options.now ?? (() => new Date('2026-11-20T09:30:00Z')),
      places,
      cacheFolder: options.cache ?? path.join(os.tmpdir(), 'concertina-never-used'),
      evaluateConfig: createConfigEvaluator({
        childFile: fileURLToPath(places.configChild),
        nodeOptions: places.nodeOptions,
        timeLimitMs: 20_000,
      }),
    })
    return {
      code,
      out,
      notes: notes.join('\n'),
      json: () => JSON.parse(out) as Record<string, unknown>,
    }
  }
}
