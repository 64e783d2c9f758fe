import { parseArgs } from 'node:util'
import { createEngine } from '../engine/engine.js'
import { loadSqlParser } from '../sql/parseStatements.js'
import { pathOfFileSystem } from '../project/locations.js'
import { createOwnRules, ownRulesTimeLimitMs } from '../project/ownRules.js'
import { knownRuleIds } from '../project/policyFindings.js'
import type { ProductPlaces } from '../project/productPlaces.js'
import { createProject, type Project } from '../project/project.js'
import type { EvaluateConfig } from '../prisma/configResult.js'
import { lineIndexOf } from '../text/lineIndex.js'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  AnalysisImpossible,
  textOption,
  UsageError,
  type Command,
  type CommandOptions,
  type ExitCode,
} from './command.js'
import { commands } from './commands/index.js'
import { findProject } from './findProject.js'

export type CliPorts = {
  readonly arguments: readonly string[]
  readonly workingFolder: string
  readonly print: (text: string) => void
  readonly note: (line: string) => void
  readonly environmentVariable: (name: string) => string | undefined
  readonly now: () => Date
  readonly places: ProductPlaces
  readonly cacheFolder: string
  readonly evaluateConfig: EvaluateConfig
}

/** Runs one command and gives its exit code; whatever was started has ended then. */
export async function runCli(ports: CliPorts): Promise<ExitCode> {
  const [name, ...rest] = ports.arguments
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    ports.print(help())
    return name === undefined ? 2 : 0
  }
  const command = commands.find((one) => one.name === name)
  if (command === undefined) {
    ports.note(`There is no command "${name}".\n\n${help()}`)
    return 2
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    ports.print(`${command.summary}\n\nUsage: concertina ${command.usage}\n`)
    return 0
  }
  return runCommand(command, rest, ports)
}

async function runCommand(
  command: Command,
  rest: readonly string[],
  ports: CliPorts,
): Promise<ExitCode> {
  const opened: Project[] = []
  try {
    const { values, positionals } = parseArgs({
      args: [...rest],
      options: command.options,
      allowPositionals: true,
    })
    return await command.run({
      ...ports,
      options: values,
      arguments: positionals,
      workingFolder: pathOfFileSystem(ports.workingFolder),
      project: async () => {
        if (opened[0] !== undefined) return opened[0]
        const project = await openProject(values, command, ports)
        opened.push(project)
        await noteConfigurationProblems(project, ports.note)
        return project
      },
    })
  } catch (error) {
    if (error instanceof AnalysisImpossible) {
      ports.note(error.message)
      return 3
    }
    if (error instanceof UsageError || isParseArgsError(error)) {
      ports.note(`${error.message}\n\nUsage: concertina ${command.usage}`)
      return 2
    }
    throw error
  } finally {
    await Promise.all(opened.map((project) => project.close()))
  }
}

async function openProject(
  options: CommandOptions,
  { comparesSchemas = true }: Command,
  ports: CliPorts,
): Promise<Project> {
  const absolute = (place: string) => pathOfFileSystem(path.resolve(ports.workingFolder, place))
  const schema = textOption(options, 'schema')
  const layout = await findProject(
    absolute(textOption(options, 'project') ?? '.'),
    schema === undefined ? undefined : absolute(schema),
    ports.evaluateConfig,
  )
  return createProject(layout, {
    services: {
      engine: createEngine(ports.places.engineProgram(ports.cacheFolder, comparesSchemas)),
      parser: await loadSqlParser(),
      ownRules: createOwnRules({
        childFile: fileURLToPath(ports.places.configChild),
        nodeOptions: ports.places.nodeOptions,
        timeLimitMs: ownRulesTimeLimitMs,
        mayRun: () => true,
      }),
      now: () => performance.now(),
    },
    openText: () => undefined,
    mayRunGit: true,
    knownRules: knownRuleIds,
  })
}

/** What cannot be read in concertina.json is left out, and never silently. */
async function noteConfigurationProblems(project: Project, note: CliPorts['note']): Promise<void> {
  const { text = '', problems } = await project.configuration()
  const lines = lineIndexOf(text)
  for (const { range, say } of problems) {
    note(`concertina.json:${lines.rangeOf(range).start.line + 1}: ${say}`)
  }
}

function help(): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  const list = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}\n`).join('')
  return (
    'concertina: safe PostgreSQL migrations for Prisma projects\n\n' +
    `Usage: concertina COMMAND [options]\n\n${list}\n` +
    'concertina COMMAND --help tells the options of a command.\n' +
    'Exit codes: 0 clean, 1 findings at or above --fail-on, 2 wrong usage, 3 could not analyse.\n'
  )
}

function isParseArgsError(error: unknown): error is Error {
  return (
    error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  )
}
