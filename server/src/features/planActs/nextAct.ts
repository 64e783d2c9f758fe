import type { PlanDocument } from '../../plans/document/planDocument.js'
import type { PlanStanding } from '../../plans/document/planStanding.js'
import type { EnvironmentView } from '../../project/environmentService.js'
import { migrationsOf } from '../../project/planGates.js'

/** What comes next for a plan in one environment, one sentence; what is not known says so. */
export function nextActIn(
  document: PlanDocument,
  standing: PlanStanding,
  view: EnvironmentView,
): string {
  const { name } = view.environment
  const applied = appliedIn(view)
  if (applied === undefined) return `Refresh "${name}": where it stands is not known.`
  const ended = standing.phases[0]?.state === 'takenBack'
  const back = document.phases.flatMap(({ takenBack }) => takenBack?.migration ?? [])
  const backwards = back.find((migration) => !applied.has(migration))
  if (backwards !== undefined) return `Deploy "${backwards}", which takes a phase back.`
  if (ended) return 'Nothing: the plan was taken back.'
  for (const [index, phase] of document.phases.entries()) {
    const state = standing.phases[index]?.state
    if (state === 'unknown') return standing.phases[index]?.say ?? ''
    if (state === 'heldBack' || state === 'takenBack') return waitingFor(document, phase.name)
    const missing = migrationsOf([phase]).filter((migration) => !applied.has(migration))
    if (missing.length > 0) {
      const [first = '', ...others] = missing
      const more = others.length === 0 ? '' : ` and ${others.length} more`
      return `Deploy the ${phase.name} phase: "${first}"${more}.`
    }
  }
  return 'Nothing: every phase is applied.'
}

function appliedIn({ standing }: EnvironmentView): ReadonlySet<string> | undefined {
  if (standing.kind === 'unknown') return undefined
  const done = ['applied', 'editedAfterApply', 'missingLocally']
  return new Set(
    standing.migrations.filter(({ state }) => done.includes(state)).map(({ name }) => name),
  )
}

/** Everything in front is deployed there; what is held back waits for its gates. */
function waitingFor({ approvals, backfill }: PlanDocument, phase: string): string {
  const gates = approvals.find((one) => one.phase === phase)?.gates ?? []
  const proof = 'until verify.sql returns no row'
  if (phase === 'contract') {
    return 'Wait until no old code is left, here and elsewhere; then promote the contract phase.'
  }
  if (!gates.includes('G1')) return `Promote the ${phase} phase.`
  if (gates.includes('G2')) {
    return `Run the backfill ${proof}, and wait until no old code is left; then promote the ${phase} phase.`
  }
  return backfill === undefined
    ? `Resolve what verify.sql returns, ${proof}; then promote the ${phase} phase.`
    : `Run the backfill ${proof}; then promote the ${phase} phase.`
}
