import type { PlanDraft, PlannedPhase } from '../../recipes/recipe.js'
import { createRandomness } from '../simulation/randomness.js'
import type { ValueSource } from '../simulation/rowValues.js'
import { someWrite } from '../simulation/writeMix.js'
import type { AppVersions } from './appVersions.js'
import { failOnRow } from './checkQuery.js'
import type { FileLocks } from './fileLocks.js'
import { ownConstraints } from './ownConstraints.js'
import type { ProofContext } from './proofContext.js'
import type { Rehearsal } from './rehearsal.js'
import type { WalkedCatalogues } from './walkEmpty.js'
import {
  createWriteRun,
  type Moment,
  type Version,
  type VersionedWrite,
  type WriteRun,
} from './writeRun.js'

/** What the parts of the walk with rows share. */
export type RowsWalkState = {
  readonly rehearsal: Rehearsal
  readonly draft: PlanDraft
  readonly context: ProofContext
  readonly catalogues: WalkedCatalogues
  readonly versions: AppVersions
  readonly run: WriteRun
  /** By the files' steps, each measured once. */
  readonly locks: Map<string, FileLocks>
  /** Writes that were made between two files of a phase. */
  readonly between: { writes: number }
  readonly sourceFor: (version: Version) => ValueSource
  /** Number of writes for a share of the budget, at least one. */
  readonly count: (share: number) => number
  /** Some writes of these versions, one after the other at random. */
  readonly writes: (versions: readonly Version[], share: number) => readonly VersionedWrite[]
}

export function rowsWalkState(
  rehearsal: Rehearsal,
  draft: PlanDraft,
  context: ProofContext,
  catalogues: WalkedCatalogues,
  versions: AppVersions,
): RowsWalkState {
  const { before, after } = catalogues
  const random = createRandomness(context.seed)
  const known = new Set(before.functions.map((one) => one.definition))
  const functions = after.flatMap((catalogue) => catalogue.functions)
  const run = createWriteRun(rehearsal, {
    before,
    ownConstraints: new Set([
      ...ownConstraints(before, after, draft.rehearsal.table, undefined, draft.rehearsal.movedTo),
      ...(draft.rehearsal.enforces ?? []),
      ...(draft.rehearsal.copies ?? []),
    ]),
    requiredInTheEnd: new Set(
      [versions, ...versions.others].flatMap((one) => [...one.requiredInTheEnd]),
    ),
    oldColumns: new Set(
      [draft.rehearsal, ...(draft.rehearsal.others ?? [])].flatMap((one) => one.oldColumns),
    ),
    replaces: draft.rehearsal.replaces ?? [],
    planRaises: functions.some(
      ({ definition }) => !known.has(definition) && /\bRAISE\s+(EXCEPTION|USING)/i.test(definition),
    ),
  })
  const sourceFor = ({ table }: Version) => ({ random, accepted: run.accepted(table.name) })
  const count = (share: number) => Math.ceil((context.writes ?? usualWrites) * share)
  return {
    rehearsal,
    draft,
    context,
    catalogues,
    versions,
    run,
    locks: new Map(),
    between: { writes: 0 },
    sourceFor,
    count,
    writes: (alive, share) =>
      Array.from({ length: alive.length === 0 ? 0 : count(share) }, () => {
        const version = random.pick(alive)
        return { version, write: someWrite(version.table, sourceFor(version)) }
      }),
  }
}

const usualWrites = 300

/** What people have resolved may come again as long as nothing refuses it. */
function mayUnsettle({ rehearsal, phases }: PlanDraft, name: PlannedPhase['name']): boolean {
  const phase = phases.find((one) => one.name === name)
  return rehearsal.settle !== undefined && phase?.migrations.length === 0
}

/**
 * A moment in a phase. Behind each write it is looked at whether the shapes of some row disagree, and once the
 * backfill is done whether `verify` still returns nothing; at nothing once the old shape is gone.
 */
export function momentIn(
  draft: PlanDraft,
  phase: PlannedPhase['name'],
  when: string,
  isMigrated: boolean,
): Moment {
  const { divergence } = draft.rehearsal
  if (phase === 'contract' || mayUnsettle(draft, phase)) return { when, isMigrated }
  if (isMigrated) {
    const { verify } = draft
    const say = 'verify.sql returns a row again'
    return { when, isMigrated, check: { step: failOnRow(verify), query: verify, say } }
  }
  const say = 'The two shapes of a row disagree'
  return divergence === undefined
    ? { when, isMigrated }
    : { when, isMigrated, check: { step: failOnRow(divergence), query: divergence, say } }
}
