import type { PlanPhase } from '../../plans/document/planDocument.js'
import { onlyStatement } from '../../plans/document/planScripts.js'
import type { PhaseStanding } from '../../plans/document/planStanding.js'
import { promotePhase } from '../../plans/document/promotePhase.js'
import { uriOfPath } from '../../project/locations.js'
import { gatesOf, mayPass, type PlanGate } from '../../project/planGates.js'
import type { ProjectPlan } from '../../project/projectPlans.js'
import { schemaEdits } from '../codeActions/alternativeActions.js'
import type { FileChanges } from '../documentEdit.js'
import {
  planJsonEdit,
  readable,
  refused,
  unknownGate,
  whyStepFails,
  type PlanAct,
  type PlanActContext,
  type PlanActRefusal,
  type ReadablePlan,
} from './planAct.js'

export type PromotionRequest = {
  /** The next one when absent. */
  readonly phase?: string
  /** Names of gates that somebody answers for. */
  readonly confirmed: readonly string[]
}

/**
 * Moves the next phase of a plan into the migrations folder: the files under the present time, the
 * schema edits of the phase, and plan.json. Every environment is asked first, and the step is
 * rehearsed on the migrations that are there now. While a gate is not open nothing is changed.
 */
export async function promotePlan(
  plan: ProjectPlan,
  request: PromotionRequest,
  context: PlanActContext,
): Promise<PlanAct> {
  const read = readable(plan)
  if ('kind' in read) return read
  const name = request.phase ?? nextPhase(read.standing.phases)
  if (name === undefined) return refused('Every phase of the plan is in the migrations folder.')
  const phase = read.document.phases.find((one) => one.name === name)
  if (phase === undefined) {
    return refused(
      `The plan has no ${name} phase. Its phases are ${read.document.phases.map((one) => one.name).join(', ')}.`,
    )
  }
  const early = whyTooEarly(read, phase.name)
  if (early !== undefined) return refused(early)
  const { project, services } = context
  const snapshot = await project.snapshot()
  const promotion = promotePhase(read.document, phase.name, {
    textOf: read.textOf,
    history: snapshot.history,
    migrationsFolder: uriOfPath(project.layout.migrationsDir),
    at: services.now,
    confirmed: request.confirmed,
  })
  if (promotion.kind === 'refusal') return refused(promotion.say)
  const edits = schemaEdits({ snapshot }, promotion.schemaEdits, 'schema')
  if ('kind' in edits) return refused(edits.say)

  const gates = await askGates(read, phase.name, request.confirmed, context)
  const wrong = unknownGate(gates, request.confirmed) ?? whyGatesAreShut(phase.name, gates)
  if (wrong !== undefined) return wrong
  const files = promotion.migrations.map(({ folder, text }) => ({ step: folder, sql: text }))
  const step = { phase: phase.name, files, schemaEdits: promotion.schemaEdits }
  const failure = await whyStepFails(step, snapshot, context)
  if (failure !== undefined) return failure

  const changes: FileChanges = {
    creations: promotion.migrations.map(({ path, text }) => ({
      uri: path,
      text,
      annotation: 'migrations',
    })),
    edits: [...edits, planJsonEdit(read, promotion.document, 'plan')],
    removals: promotion.removed.map((path) => ({
      uri: uriOfPath(`${read.folder}/${path}`),
      folder: false,
      annotation: 'plan',
    })),
    annotations: {
      migrations: {
        label: `Migrations of the ${phase.name} phase`,
        description: phase.explanation,
        needsConfirmation: false,
      },
      schema: {
        label: `Schema of the ${phase.name} phase`,
        description: phase.application,
        needsConfirmation: false,
      },
      plan: {
        label: 'The plan itself',
        description: read.document.title,
        needsConfirmation: false,
      },
    },
  }
  return { kind: 'changes', phase: phase.name, changes, gates, notes: [phase.application] }
}

/** The first phase that is held back, or was taken back and can be promoted again. */
export function nextPhase(phases: readonly PhaseStanding[]): PlanPhase['name'] | undefined {
  return phases.find(({ state }) => state !== 'written' && state !== 'promoted')?.name
}

function whyTooEarly(
  { document, standing, name: plan }: ReadablePlan,
  name: PlanPhase['name'],
): string | undefined {
  if (standing.edited.length > 0) {
    return `Edited since the plan was proved: ${standing.edited.join(', ')}. Prove it again: concertina prove ${plan} --write.`
  }
  const index = document.phases.findIndex((phase) => phase.name === name)
  const earlier = standing.phases
    .slice(0, index)
    .find(({ state }) => state !== 'written' && state !== 'promoted')
  if (earlier !== undefined) {
    return `The ${earlier.name} phase comes before it. ${earlier.say}`
  }
  const own = standing.phases[index]
  if (own === undefined) return 'Where the phase stands is not known.'
  switch (own.state) {
    case 'heldBack':
      return undefined
    case 'takenBack':
      return index === 0
        ? `${own.say} The plan has ended there: make a new one from the change in the schema.`
        : undefined
    case 'written':
    case 'promoted':
      return `The ${name} phase is in the migrations folder already.`
    case 'unknown':
      return own.say
    default:
      return own.state satisfies never
  }
}

/** Asks the environments where they stand, and, where the phases before are deployed, the verify query. */
async function askGates(
  { document, textOf, counters }: ReadablePlan,
  phase: PlanPhase['name'],
  confirmed: readonly string[],
  { environments, services }: PlanActContext,
): Promise<readonly PlanGate[]> {
  const input = { verifications: new Map(), confirmed: new Set(confirmed), counters }
  await environments.refresh(undefined, services.signal)
  const views = await environments.views()
  const first = gatesOf(document, phase, { ...input, environments: views })
  const deployed = views
    .map(({ environment }) => environment.name)
    .filter((name) =>
      first.some((gate) => gate.name === `deployed:${name}` && gate.state === 'open'),
    )
  const query = onlyStatement(textOf(document.verify.path) ?? '')
  const verifications = await environments.verify(query, deployed, services.signal)
  return gatesOf(document, phase, { ...input, environments: views, verifications })
}

function whyGatesAreShut(
  phase: PlanPhase['name'],
  gates: readonly PlanGate[],
): PlanActRefusal | undefined {
  const shut = gates.filter((gate) => !mayPass(gate))
  if (shut.length === 0) return undefined
  const names = (state: PlanGate['state']) =>
    shut.filter((gate) => gate.state === state).map(({ name }) => name)
  const closed = names('closed')
  const unknown = names('unknown')
  const words = [
    ...(closed.length === 0 ? [] : [`Closed: ${closed.join(', ')}.`]),
    ...(unknown.length === 0 ? [] : [`Not known: ${unknown.join(', ')}.`]),
  ]
  return refused(`The ${phase} phase stays where it is. ${words.join(' ')}`, gates)
}
