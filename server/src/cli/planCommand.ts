import type { PlanAct, PlanActContext } from '../features/planActs/planAct.js'
import { createEnvironmentService } from '../project/environmentService.js'
import type { PlanGate } from '../project/planGates.js'
import type { Project } from '../project/project.js'
import type { ProjectPlan } from '../project/projectPlans.js'
import { loadSqlParser } from '../sql/parseStatements.js'
import { AnalysisImpossible, UsageError, type ExitCode } from './command.js'
import type { CommandContext } from './commandContext.js'
import { printJson } from './printers/json.js'
import { changesJson, changesText, writeChanges } from './writeChanges.js'

/** The plan of this name; the path of its folder will do too. */
export async function planNamed(project: Project, name: string): Promise<ProjectPlan> {
  const plans = await project.plans()
  const wanted = name
    .replace(/[\\/]+$/, '')
    .split(/[\\/]/)
    .at(-1)
  const found = plans.find((plan) => plan.name === wanted)
  if (found === undefined) {
    throw new UsageError(
      `There is no plan "${name}". Plans: ${plans.map((plan) => plan.name).join(', ') || 'none'}.`,
    )
  }
  return found
}

/** What an act on a plan needs: the environments by their environment variables, and the engine. */
export async function planActContext(
  project: Project,
  { now, note, environmentVariable }: CommandContext,
): Promise<PlanActContext> {
  return {
    project,
    environments: createEnvironmentService(project, {
      findUrl: (_project, { urlEnv }) => Promise.resolve(environmentVariable(urlEnv) || undefined),
      mayContact: () => true,
      now,
      changed: () => undefined,
    }),
    services: {
      engine: project.engine,
      parser: await loadSqlParser(),
      now: now(),
      onProgress: ({ say }) => note(say),
      signal: new AbortController().signal,
    },
  }
}

/** Makes the change, unless it is only to be looked at, and tells of it. 1 when a gate is shut. */
export async function finishPlanAct(
  act: PlanAct,
  options: {
    readonly plan: string
    readonly format: 'text' | 'json'
    /** False to change nothing; `how` then says what would. */
    readonly write: boolean
    readonly how: string
    readonly print: (text: string) => void
  },
): Promise<ExitCode> {
  const { plan, format, write, how, print } = options
  if (act.kind === 'refusal') {
    if (act.gates.length === 0) throw new AnalysisImpossible(act.say)
    print(
      format === 'json'
        ? printJson({ version: 1, plan, written: false, refused: act.say, gates: act.gates })
        : `${gatesText(act.gates)}${act.say}\n${howToConfirm(act.gates)}`,
    )
    return 1
  }
  const { changes, gates, notes, phase } = act
  if (write) await writeChanges(changes)
  print(
    format === 'json'
      ? printJson({
          version: 1,
          plan,
          ...(phase === undefined ? {} : { phase }),
          written: write,
          gates,
          ...changesJson(changes),
          notes,
        })
      : [gatesText(gates), changesText(changes, write), ...notes.map((one) => `${one}\n`)].join(
          '',
        ) + (write ? '' : `${how}\n`),
  )
  return 0
}

function gatesText(gates: readonly PlanGate[]): string {
  const width = Math.max(0, ...gates.map(({ name }) => name.length))
  return gates
    .map(({ name, state, say }) => `${state.padEnd(9)}  ${name.padEnd(width)}  ${say}\n`)
    .join('')
}

function howToConfirm(gates: readonly PlanGate[]): string {
  const unknown = gates.filter(({ state }) => state === 'unknown')
  return unknown.length === 0
    ? ''
    : `Who knows what is not known here answers for it: ${unknown.map(({ name }) => `--gate-confirmed ${name}`).join(' ')}\n`
}
