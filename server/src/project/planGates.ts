import { oldWritesInWords } from '../environments/oldWrites.js'
import type { Verification } from '../environments/readVerification.js'
import type { PlanDocument, PlanPhase } from '../plans/document/planDocument.js'
import { migrationOfPath } from '../plans/document/planPaths.js'
import type { EnvironmentView } from './environmentService.js'

/**
 * Something that must be so before a phase may go on. `confirmed` is not `open`: nobody measured
 * it, and somebody answered for it by typing its name.
 */
export type PlanGate = {
  /** `deployed:prod`, `verified:prod`, `no-old-code`; unique among the gates of a phase. */
  readonly name: string
  /** Of the README of the plan; absent for what is only a matter of order. */
  readonly of?: 'G1' | 'G2'
  readonly state: 'open' | 'closed' | 'unknown' | 'confirmed'
  /** Why, and what to do, for the user. */
  readonly say: string
}

export type GateInput = {
  readonly environments: readonly EnvironmentView[]
  /** What the verify query said, by the names of the environments that were asked. */
  readonly verifications: ReadonlyMap<string, Verification>
  /** Names of gates that somebody answers for. */
  readonly confirmed: ReadonlySet<string>
  /** The sequences in which the plan counts writes of old code. */
  readonly counters?: readonly string[]
}

/**
 * The gates of a held-back phase, G1 and G2 of the plan's README taken apart. What cannot be known
 * is unknown; only then a person can answer for it.
 */
export function gatesOf(
  document: PlanDocument,
  name: PlanPhase['name'],
  { environments, verifications, confirmed, counters = [] }: GateInput,
): readonly PlanGate[] {
  const index = document.phases.findIndex((phase) => phase.name === name)
  const earlier = migrationsOf(document.phases.slice(0, Math.max(index, 0)))
  const wanted = document.approvals.find(({ phase }) => phase === name)?.gates ?? []
  const gates =
    environments.length === 0
      ? gatesWithoutEnvironments(wanted.includes('G1'))
      : environments.flatMap((view) => {
          const deployed = deployedGate(view, earlier)
          const verification = verifications.get(view.environment.name)
          return wanted.includes('G1')
            ? [deployed, verifiedGate(view.environment.name, deployed, verification)]
            : [deployed]
        })
  const all = wanted.includes('G2') ? [...gates, oldCodeGate(environments, counters)] : gates
  return withConfirmed(all, confirmed)
}

/** A gate of which nothing can be known passes when somebody answers for it by its name. */
export function withConfirmed(
  gates: readonly PlanGate[],
  confirmed: ReadonlySet<string>,
): readonly PlanGate[] {
  return gates.map((gate) =>
    gate.state === 'unknown' && confirmed.has(gate.name) ? { ...gate, state: 'confirmed' } : gate,
  )
}

export function mayPass({ state }: PlanGate): boolean {
  return state === 'open' || state === 'confirmed'
}

/** The migrations of these phases, those that take them back left out. */
export function migrationsOf(phases: readonly PlanPhase[]): readonly string[] {
  return phases.flatMap(({ files }) => files.flatMap(({ path }) => migrationOfPath(path) ?? []))
}

/** A counter that stands still is evidence; what only reads, and the way back, no counter sees. */
function oldCodeGate(
  environments: readonly EnvironmentView[],
  counters: readonly string[],
): PlanGate {
  const counted = environments.map(({ environment, oldWrites }) =>
    oldWritesInWords(
      environment.name,
      counters.map((one) => oldWrites?.get(one)),
    ),
  )
  const only =
    'Only a person knows that no code that uses the old shape is running any more, reports and scheduled jobs included, and that nobody wants to go back to such code.'
  return {
    name: 'no-old-code',
    of: 'G2',
    state: 'unknown',
    say: [only, ...counted.filter((sentence) => sentence !== '')].join(' '),
  }
}

function gatesWithoutEnvironments(withVerification: boolean): readonly PlanGate[] {
  const why = 'concertina.json names no environment, so nothing can be asked.'
  return [
    {
      name: 'deployed',
      state: 'unknown',
      say: `${why} The earlier phases must be deployed in every environment.`,
    },
    ...(withVerification
      ? [
          {
            name: 'verified',
            of: 'G1',
            state: 'unknown',
            say: `${why} verify.sql must return no row in every environment.`,
          } as const,
        ]
      : []),
  ]
}

/** Applied there, whatever has become of the file since. */
function deployedGate(
  { environment, standing }: EnvironmentView,
  migrations: readonly string[],
): PlanGate {
  const gate = { name: `deployed:${environment.name}` }
  if (standing.kind === 'unknown') {
    return {
      ...gate,
      state: 'unknown',
      say: `What is applied in "${environment.name}" is not known: ${standing.say}`,
    }
  }
  const missing = migrations.filter((name) => {
    const state = standing.migrations.find((one) => one.name === name)?.state
    return state !== 'applied' && state !== 'editedAfterApply' && state !== 'missingLocally'
  })
  return missing.length === 0
    ? {
        ...gate,
        state: 'open',
        say: `The earlier phases are deployed in "${environment.name}".`,
      }
    : {
        ...gate,
        state: 'closed',
        say: `"${missing[0] ?? ''}" is not applied in "${environment.name}". Deploy it there first.`,
      }
}

function verifiedGate(
  name: string,
  deployed: PlanGate,
  verification: Verification | undefined,
): PlanGate {
  const gate = { name: `verified:${name}`, of: 'G1' } as const
  if (deployed.state === 'closed') {
    return {
      ...gate,
      state: 'closed',
      say: `Nothing can be migrated in "${name}" before the earlier phases are deployed there.`,
    }
  }
  switch (verification?.kind) {
    case 'complete':
      return { ...gate, state: 'open', say: `verify.sql returns no row in "${name}".` }
    case 'incomplete':
      return {
        ...gate,
        state: 'closed',
        say: `verify.sql finds something in "${name}": ${verification.first.join(', ')}. Run the backfill, or remove what is in the way.`,
      }
    case 'unknown':
      return { ...gate, state: 'unknown', say: `verify.sql in "${name}": ${verification.say}` }
    case undefined:
      return { ...gate, state: 'unknown', say: `verify.sql was not run in "${name}".` }
    default:
      return verification satisfies never
  }
}
