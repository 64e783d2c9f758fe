import type { Environment } from '../environments/environment.js'
import type { MigrationAnalysis, PendingAnalysis } from '../project/analysis.js'
import { checkData, withDataVerdicts, type DataCheck } from '../project/dataCheck.js'
import { createEnvironmentService } from '../project/environmentService.js'
import { fileSystemPath } from '../project/locations.js'
import type { Project } from '../project/project.js'
import { AnalysisImpossible, UsageError } from './command.js'
import type { CommandContext } from './commandContext.js'

export type Judged = {
  readonly pending?: PendingAnalysis
  readonly migrations: readonly MigrationAnalysis[]
}

/**
 * Judges by the rows of an environment what has yet to run there: the pending change and the
 * migrations that it has not applied. The other migrations stay as they are.
 */
export async function judgedByData(
  project: Project,
  name: string,
  judged: Judged,
  { environmentVariable, now }: Pick<CommandContext, 'environmentVariable' | 'now'>,
): Promise<Judged> {
  const { configuration } = await project.configuration()
  const environment = environmentNamed(configuration.environments, name)
  const url = environmentVariable(environment.urlEnv)
  if (url === undefined || url === '') {
    throw new AnalysisImpossible(
      `The environment variable ${environment.urlEnv} is not set, so that ${name} cannot be asked.`,
    )
  }
  const applied = await appliedIn(project, environment, url, now)
  const open = judged.migrations.filter((migration) => !applied.has(migration.name))
  const result = await checkData(
    environment,
    url,
    [...(judged.pending === undefined ? [] : [judged.pending]), ...open],
    configuration,
    { certificateFolder: fileSystemPath(project.layout.root), now },
  )
  if (result.kind === 'refusal') throw new AnalysisImpossible(result.say)
  const judge = <Script extends PendingAnalysis | MigrationAnalysis>(script: Script): Script => ({
    ...script,
    findings: withDataVerdicts(script, result.check satisfies DataCheck, configuration, now()),
  })
  return {
    ...(judged.pending === undefined ? {} : { pending: judge(judged.pending) }),
    migrations: judged.migrations.map((one) => (applied.has(one.name) ? one : judge(one))),
  }
}

function environmentNamed(environments: readonly Environment[], name: string): Environment {
  const found = environments.find((environment) => environment.name === name)
  if (found !== undefined) return found
  const known = environments.map((environment) => environment.name).join(', ')
  throw new UsageError(
    `concertina.json names no environment "${name}". ${known === '' ? 'It names none.' : `It names: ${known}.`}`,
  )
}

/** The names of the migrations that need not run there any more. */
async function appliedIn(
  project: Project,
  { name }: Environment,
  url: string,
  now: () => Date,
): Promise<ReadonlySet<string>> {
  const service = createEnvironmentService(project, {
    findUrl: () => Promise.resolve(url),
    mayContact: () => true,
    now,
    changed: () => undefined,
  })
  await service.refresh([name])
  const view = (await service.views()).find(({ environment }) => environment.name === name)
  if (view?.standing.kind !== 'known') {
    const why = view?.standing.kind === 'unknown' ? view.standing.say : ''
    throw new AnalysisImpossible(`Where ${name} stands is not known: ${why}`)
  }
  const done = ['applied', 'editedAfterApply', 'missingLocally']
  return new Set(
    view.standing.migrations.filter(({ state }) => done.includes(state)).map((one) => one.name),
  )
}
