import * as vscode from 'vscode'
import type { EnvironmentReport, PlanReport } from '../../../server/src/protocol/messages.js'
import type { ProjectEnvironments } from '../environments/environmentNodes.js'
import type { PlanNode } from '../plans/planNodes.js'
import { projectOf } from '../knownState.js'
import { askChoice } from '../questions/quickInput.js'
import { activeUri, normalUri } from '../views/uris.js'
import type { CommandContext } from './command.js'

export type ChosenEnvironment = {
  readonly project: string
  readonly environment: EnvironmentReport
}

/** The environment that the view gave along, else one that the user picks; undefined when there is none. */
export async function chooseEnvironment(
  { store }: CommandContext,
  argument: unknown,
  title: string,
): Promise<ChosenEnvironment | undefined> {
  const given = partOf(argument, 'environment')
  if (given) return given as unknown as ChosenEnvironment
  const projects = store.get().environments?.projects ?? []
  const choices = projects.flatMap(({ project, name, environments }) =>
    environments.map((environment) => ({
      label: environment.name,
      detail: [...(projects.length > 1 ? [name] : []), environment.target ?? 'No URL known'].join(
        ' · ',
      ),
      value: { project, environment },
    })),
  )
  return chooseOne(title, 'Environment', choices)
}

/** The project that the user has in front, the only one, or the one that is picked. */
export async function chooseProject(
  { store }: CommandContext,
  argument: unknown,
  title: string,
): Promise<ProjectEnvironments | undefined> {
  const given = partOf(argument, 'project')
  if (given) return given.project as ProjectEnvironments
  const projects = store.get().environments?.projects ?? []
  const uri = activeUri()
  const inFront =
    uri === undefined ? undefined : projectOf(store.get().projects ?? [], uri, normalUri)
  return (
    projects.find(({ project }) => project === inFront?.project) ??
    chooseOne(
      title,
      'Project',
      projects.map((value) => ({ label: value.name, detail: value.project, value })),
    )
  )
}

/** Uri of a document of the project that a command is about, for requests that want one. */
export async function chooseDocument(
  { store }: CommandContext,
  argument: unknown,
  title: string,
): Promise<string | undefined> {
  if (typeof argument === 'string') return argument
  const projects = (store.get().projects ?? []).filter(({ status }) => status !== 'unsupported')
  const uri = activeUri()
  if (uri !== undefined && projectOf(projects, uri, normalUri)) return uri
  return chooseOne(
    title,
    'Project',
    projects.map(({ name, project }) => ({ label: name, detail: project, value: project })),
  )
}

export async function choosePlan(
  { store }: CommandContext,
  argument: unknown,
  title: string,
): Promise<PlanReport | undefined> {
  const given = partOf(argument, 'plan') ?? partOf(argument, 'next')
  if (given) return given.plan as PlanReport
  const choices = (store.get().plans?.projects ?? []).flatMap(({ plans }) =>
    plans.map((value) => ({ label: value.title, detail: value.name, value })),
  )
  return chooseOne(title, 'Plan', choices)
}

export type ChosenPhase = {
  readonly plan: PlanReport
  /** Name of a phase. */
  readonly phase: string
}

/** The phase that the view gave along, else one that is written; the last comes first, for it goes back first. */
export async function choosePhase(
  context: CommandContext,
  argument: unknown,
  title: string,
): Promise<ChosenPhase | undefined> {
  const given = partOf(argument, 'phase') as Extract<PlanNode, { kind: 'phase' }> | undefined
  if (given) {
    const plans = (context.store.get().plans?.projects ?? []).flatMap((one) => one.plans)
    const plan = plans.find(({ uri }) => uri === given.path)
    return plan && { plan, phase: given.phase.name }
  }
  const plan = await choosePlan(context, argument, title)
  if (plan === undefined) return undefined
  const written = plan.phases.filter(({ state }) => state === 'written')
  if (written.length === 0) {
    void vscode.window.showWarningMessage(`No phase of ${plan.title} is in the migrations folder.`)
    return undefined
  }
  const choices = written
    .map(({ name, say }) => ({ label: name, detail: say, value: { plan, phase: name } }))
    .toReversed()
  return chooseOne(title, 'Phase', choices)
}

async function chooseOne<Value>(
  title: string,
  text: string,
  choices: readonly { label: string; detail: string; value: Value }[],
): Promise<Value | undefined> {
  const [only, ...others] = choices
  if (only === undefined || others.length === 0) return only?.value
  const answer = await askChoice({ title, step: 1, steps: 1 }, { text, choices })
  return answer.kind === 'answer' ? answer.value : undefined
}

/** The argument when it is a node of one of our trees, of this kind. */
function partOf(argument: unknown, kind: string): Readonly<Record<string, unknown>> | undefined {
  const isNode =
    typeof argument === 'object' &&
    argument !== null &&
    'kind' in argument &&
    argument.kind === kind
  return isNode ? argument : undefined
}
