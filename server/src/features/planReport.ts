import { oldWritesInWords } from '../environments/oldWrites.js'
import { removalStanding } from '../plans/document/removalStanding.js'
import { resolvePlanPath } from '../plans/document/planPaths.js'
import type { PhaseStanding } from '../plans/document/planStanding.js'
import type { EnvironmentView } from '../project/environmentService.js'
import { oldWriteCounters } from '../project/oldWriteCounters.js'
import { gatesOf } from '../project/planGates.js'
import type { ProjectPlan } from '../project/projectPlans.js'
import type { PlanReport } from '../protocol/messages.js'
import { nextActIn } from './planActs/nextAct.js'
import { reachedPhase } from './planActs/reachedPhase.js'
import { nextPhase } from './planActs/promotePlan.js'

/**
 * One plan for the sidebar, with what is known of the environments without asking them. `uriOf`
 * turns an absolute path into a uri.
 */
export function planReport(
  plan: ProjectPlan,
  uriOf: (path: string) => string,
  environments: readonly EnvironmentView[],
  now: Date,
): PlanReport {
  const { name, folder, reading } = plan
  const place = {
    uri: uriOf(folder),
    readmeUri: uriOf(`${folder}/README.md`),
    name,
  }
  if (reading.kind === 'unreadable') {
    return { ...place, title: name, recipe: '', problem: reading.say, phases: [], proofs: [] }
  }
  const { document, standing } = reading
  const phases = document.phases.map((phase) => {
    const found = standing.phases.find((one) => one.name === phase.name)
    const file = phase.files[0]
    return {
      name: phase.name,
      state: stateOf(found),
      say: found === undefined ? phase.explanation : `${found.say} ${phase.explanation}`,
      ...(file === undefined ? {} : { uri: uriOf(resolvePlanPath(folder, file.path)) }),
    }
  })
  return {
    ...place,
    title: document.title,
    recipe: document.recipe,
    ...problemOf(reading, now),
    phases,
    proofs: document.proofs.passed.map(({ id, say }) => `${id}: ${say}`),
    ...(document.archived === undefined ? {} : { archived: document.archived.at }),
    ...nextOf(plan, reading, environments, now),
    environments: environments.map((view) => ({
      ...reachedPhase(document, view),
      next: nextActIn(document, standing, view),
      ...oldWritesOf(plan, view),
    })),
  }
}

function problemOf(
  { document, standing }: Extract<ProjectPlan['reading'], { kind: 'plan' }>,
  now: Date,
): Pick<PlanReport, 'problem'> {
  if (standing.edited.length > 0) {
    return {
      problem: `Edited since the plan was proved: ${standing.edited.join(', ')}. Prove it again.`,
    }
  }
  const removal = removalStanding(document.removal, standing, now)
  return removal?.overdue === true ? { problem: removal.say } : {}
}

function oldWritesOf(
  plan: ProjectPlan,
  { environment, oldWrites }: EnvironmentView,
): { readonly oldWrites?: string } {
  const counters = oldWriteCounters(plan).map((sequence) => oldWrites?.get(sequence))
  const said = oldWritesInWords(environment.name, counters)
  return said === '' ? {} : { oldWrites: said }
}

function nextOf(
  plan: ProjectPlan,
  { document, standing }: Extract<ProjectPlan['reading'], { kind: 'plan' }>,
  environments: readonly EnvironmentView[],
  now: Date,
): Pick<PlanReport, 'next'> {
  const phase = nextPhase(standing.phases)
  if (phase === undefined) return {}
  const own = standing.phases.find(({ name }) => name === phase)
  // A plan whose first phase was taken back has ended; one that is not known has no next step.
  if (own?.state === 'unknown' || phase === document.phases[0]?.name) return {}
  const gates = gatesOf(document, phase, {
    environments,
    verifications: new Map(),
    confirmed: new Set(),
    counters: oldWriteCounters(plan),
  })
  const removal = removalStanding(document.removal, standing, now)
  return { next: { phase, say: removal?.say ?? nextInWords(phase), gates } }
}

function nextInWords(phase: PhaseStanding['name']): string {
  return phase === 'contract'
    ? 'Promote the contract phase when no old code is left.'
    : `Promote the ${phase} phase when verify.sql returns no row in any environment.`
}

function stateOf(standing: PhaseStanding | undefined): PlanReport['phases'][number]['state'] {
  const state = standing?.state
  switch (state) {
    case 'written':
    case 'promoted':
      return 'written'
    case 'heldBack':
      return 'held back'
    case 'takenBack':
      return 'taken back'
    case 'unknown':
    case undefined:
      return 'unknown'
    default:
      return state satisfies never
  }
}
