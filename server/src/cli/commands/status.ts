import { describeAge } from '../../environments/age.js'
import { environmentReport } from '../../features/environmentReport.js'
import { createEnvironmentService } from '../../project/environmentService.js'
import type { EnvironmentReport } from '../../protocol/messages.js'
import {
  choiceOption,
  listOption,
  sharedOptions,
  UsageError,
  type Command,
  type ExitCode,
} from '../command.js'
import { removalsOf } from '../../project/removals.js'
import { printJson } from '../printers/json.js'

export const status: Command = {
  name: 'status',
  usage: 'status [--project DIR] [--schema PATH] [--environment NAME]… [--format text|json]',
  summary: 'Where every environment stands. Reads only, in read-only sessions with timeouts.',
  options: {
    ...sharedOptions,
    schema: { type: 'string' },
    environment: { type: 'string', short: 'e', multiple: true },
  },
  run: async ({ options, project: find, print, now, environmentVariable }): Promise<ExitCode> => {
    const format = choiceOption(options, 'format', ['text', 'json'], 'text')
    const project = await find()
    const service = createEnvironmentService(project, {
      findUrl: (_project, { urlEnv }) => Promise.resolve(environmentVariable(urlEnv) || undefined),
      mayContact: () => true,
      now,
      changed: () => undefined,
    })
    const wanted = listOption(options, 'environment')
    const named = (await project.configuration()).configuration.environments.map(({ name }) => name)
    const unknown = wanted.find((name) => !named.includes(name))
    if (unknown !== undefined) {
      throw new UsageError(
        `concertina.json names no environment "${unknown}". Environments: ${named.join(', ') || 'none'}.`,
      )
    }
    await service.refresh(wanted.length === 0 ? undefined : wanted)
    const views = (await service.views()).filter(
      ({ environment }) => wanted.length === 0 || wanted.includes(environment.name),
    )
    const environments = views.map((view) => environmentReport(view, () => undefined, now()))
    const removals = removalsOf(await project.plans(), now())
    print(
      format === 'json'
        ? printJson({ version: 1, project: project.layout.root, environments, views: removals })
        : statusText(environments, now()) + removals.map(({ say }) => `${say}\n`).join(''),
    )
    // Where nothing was asked nothing is known: a pipeline must not take that for "in sync".
    if (environments.length === 0) return 3
    const clean = environments.every(({ standing }) => standing.kind === 'known' && standing.inSync)
    return clean ? 0 : environments.some(({ standing }) => standing.kind === 'unknown') ? 3 : 1
  },
}

function statusText(environments: readonly EnvironmentReport[], now: Date): string {
  if (environments.length === 0) return 'concertina.json names no environments.\n'
  const width = Math.max(...environments.map(({ name }) => name.length))
  return environments.map((environment) => environmentText(environment, width, now)).join('')
}

function environmentText(
  { name, target, standing }: EnvironmentReport,
  width: number,
  now: Date,
): string {
  const where = target === undefined ? '' : `  (${target})`
  if (standing.kind === 'unknown') {
    const last =
      standing.lastKnown === undefined
        ? ''
        : ` Last known ${describeAge(new Date(standing.lastKnown.readAt), now)}: ${standing.lastKnown.summary}.`
    return `${name.padEnd(width)}  unknown: ${standing.say}${last}${where}\n`
  }
  const notable = standing.migrations
    .filter(({ state }) => state !== 'applied')
    .map(
      ({ name: migration, state, say }) =>
        `${' '.repeat(width)}  ${wordOf(state)} ${migration}\n${' '.repeat(width)}    ${say}\n`,
    )
  return `${name.padEnd(width)}  ${standing.summary}${where}\n${notable.join('')}`
}

function wordOf(state: string): string {
  return state.replace(/([A-Z])/g, ' $1').toLowerCase()
}
