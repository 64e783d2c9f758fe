import type { EnvironmentView } from '../../project/environmentService.js'
import { mayPass, migrationsOf, type PlanGate, withConfirmed } from '../../project/planGates.js'
import type { ProjectPlan } from '../../project/projectPlans.js'
import {
  planJsonEdit,
  readable,
  refused,
  unknownGate,
  type PlanAct,
  type PlanActContext,
  type ReadablePlan,
} from './planAct.js'

/**
 * Notes in plan.json that a plan has ended: every phase is deployed in every environment, or it was
 * taken back everywhere. The folder stays, because its migrations are judged by it.
 */
export async function archivePlan(
  plan: ProjectPlan,
  confirmed: readonly string[],
  { environments, services }: PlanActContext,
): Promise<PlanAct> {
  const read = readable(plan)
  if ('kind' in read) return read
  const { document } = read
  if (document.archived !== undefined) {
    return refused(`The plan was archived on ${document.archived.at.slice(0, 10)}.`)
  }
  const open = whyNotEnded(read)
  if (open !== undefined) return refused(open)
  await environments.refresh(undefined, services.signal)
  const gates = gatesOfEnd(await environments.views(), migrationsOfEnd(read), new Set(confirmed))
  const wrong = unknownGate(gates, confirmed)
  if (wrong !== undefined) return wrong
  if (!gates.every(mayPass)) {
    return refused('The plan has not ended in every environment.', gates)
  }
  const answered = gates.filter(({ state }) => state === 'confirmed').map(({ name }) => name)
  const archived = { at: services.now.toISOString(), confirmed: answered }
  return {
    kind: 'changes',
    changes: {
      creations: [],
      edits: [planJsonEdit(read, { ...document, archived }, 'plan')],
      annotations: {
        plan: { label: 'The plan itself', description: document.title, needsConfirmation: false },
      },
    },
    gates,
    notes: ['Its folder stays: the rules judge its migrations by it.'],
  }
}

function whyNotEnded({ standing }: ReadablePlan): string | undefined {
  if (standing.phases[0]?.state === 'takenBack') return undefined
  const waiting = standing.phases.find(({ state }) => state !== 'written' && state !== 'promoted')
  return waiting === undefined
    ? undefined
    : `The plan has not ended: its ${waiting.name} phase. ${waiting.say}`
}

/** Those that must have run: of a plan that was taken back, the ways back. */
function migrationsOfEnd({ document, standing }: ReadablePlan): readonly string[] {
  return standing.phases[0]?.state === 'takenBack'
    ? document.phases.flatMap(({ takenBack }) => takenBack?.migration ?? [])
    : migrationsOf(document.phases)
}

function gatesOfEnd(
  environments: readonly EnvironmentView[],
  migrations: readonly string[],
  confirmed: ReadonlySet<string>,
): readonly PlanGate[] {
  const gates: readonly PlanGate[] =
    environments.length === 0
      ? [
          {
            name: 'ended',
            state: 'unknown',
            say: 'concertina.json names no environment, so nothing can be asked. Every phase must be deployed everywhere.',
          },
        ]
      : environments.map((view) => gateOfEnd(view, migrations))
  return withConfirmed(gates, confirmed)
}

function gateOfEnd(
  { environment, standing }: EnvironmentView,
  migrations: readonly string[],
): PlanGate {
  const name = `ended:${environment.name}`
  if (standing.kind === 'unknown') {
    const say = `What is applied in "${environment.name}" is not known: ${standing.say}`
    return { name, state: 'unknown', say }
  }
  const done = ['applied', 'editedAfterApply', 'missingLocally']
  const missing = migrations.find((migration) => {
    const state = standing.migrations.find((one) => one.name === migration)?.state
    return state === undefined || !done.includes(state)
  })
  return missing === undefined
    ? { name, state: 'open', say: `The plan has ended in "${environment.name}".` }
    : { name, state: 'closed', say: `"${missing}" is not applied in "${environment.name}".` }
}
