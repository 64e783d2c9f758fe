import { normalize } from 'node:path/posix'
import { repositoryPrefix } from '../project/committedFiles.js'
import type { Project } from '../project/project.js'
import type { CheckReport } from '../protocol/checkReport.js'
import {
  choiceOption,
  sharedOptions,
  type Command,
  type CommandOptions,
  type ExitCode,
} from './command.js'
import type { CommandContext } from './commandContext.js'
import { exitCodeOf, failOnLevels } from './failOn.js'
import { printReport, reportFormats } from './printers/reportFormats.js'

/** What `check` and `lint` take. */
export const reportOptions = {
  ...sharedOptions,
  schema: { type: 'string' },
  'fail-on': { type: 'string' },
} as const satisfies Command['options']

export const reportUsage = `[--project DIR] [--schema PATH] [--format ${reportFormats.join('|')}] [--fail-on LEVEL]`

/** Prints a report as asked for, and tells whether a finding is as bad as `--fail-on`. */
export async function report(
  { options, print }: Pick<CommandContext, 'options' | 'print'>,
  project: Project,
  make: () => Promise<CheckReport>,
): Promise<ExitCode> {
  // Wrong options are told before any work is done.
  const format = choiceOption(options, 'format', reportFormats, 'text')
  const failOn = await failOnOf(options, project)
  const made = await make()
  print(printReport(made, format, await prefixOf(project)))
  return exitCodeOf(made.findings, failOn)
}

async function failOnOf(options: CommandOptions, project: Project) {
  const { configuration } = await project.configuration()
  return choiceOption(options, 'fail-on', failOnLevels, configuration.failOn)
}

/** Outside of a repository the project's own folder is the top. */
async function prefixOf({ layout }: Project): Promise<string> {
  const prefix = await repositoryPrefix(layout.root)
  return prefix === undefined || prefix === '' ? '' : normalize(prefix)
}
