import type { PlanDraft, PlannedPhase } from '../../recipes/recipe.js'
import { create, findMany, type ClientWrite } from '../simulation/clientWrites.js'
import { applyMigration } from './applyMigration.js'
import { appVersions, oldVersions, versionsAfter, versionsBefore } from './appVersions.js'
import { areSame, catalogueDifferences, differencesInWords } from './catalogueDifferences.js'
import { measureLocks, type FileLocks } from './fileLocks.js'
import { failOnRow } from './checkQuery.js'
import { fillingOrder } from './fillingOrder.js'
import { fillParents, type EmptyParent } from './fillParents.js'
import { migrateRows, type MigrateFigures } from './migrateRows.js'
import type { ProofContext } from './proofContext.js'
import { failed, type FailedProof } from './proofReport.js'
import { canBeTakenBack, rollBackPhase } from './rollBack.js'
import { settleRows } from './settleRows.js'
import { momentIn, rowsWalkState, type RowsWalkState } from './rowsWalkState.js'
import { failureIn, type Rehearsal } from './rehearsal.js'
import type { WalkedCatalogues } from './walkEmpty.js'
import type { Version, WriteFigures } from './writeRun.js'

export type RowsWalk =
  | {
      readonly kind: 'walked'
      readonly writes: Readonly<WriteFigures>
      readonly migrate: MigrateFigures
      /** Statements of P9 that each version sent in each phase. */
      readonly probes: number
      readonly locks: readonly FileLocks[]
      /** Writes between two files of a phase. */
      readonly between: number
    }
  | FailedProof

/**
 * Through all phases on a table with rows, while the versions of the application that may be alive
 * write it: P4, P11, P12, the second halves of P3 and P8, and what P9 says about writing.
 */
export async function walkWithRows(
  rehearsal: Rehearsal,
  draft: PlanDraft,
  context: ProofContext,
  catalogues: WalkedCatalogues,
): Promise<RowsWalk> {
  const versions = appVersions(draft.rehearsal, catalogues)
  if (versions === undefined)
    return notRehearsed(draft.rehearsal.table, 'The table does not exist.')
  const state = rowsWalkState(rehearsal, draft, context, catalogues, versions)
  const start = await fillTable(state)
  if (start !== undefined) return start

  let migrate: MigrateFigures = {
    batches: 0,
    rows: 0,
    lenses: { values: 0, withoutCounterpart: 0, changed: 0 },
  }
  let probes = 0
  for (const [index, phase] of draft.phases.entries()) {
    context.onProgress({
      share: 0.5 + (0.5 * index) / draft.phases.length,
      say: `Rehearsing the ${phase.name} phase with both versions writing`,
    })
    // Without an expand phase there is nothing to wait for.
    if (index === 0 && phase.name !== 'expand') {
      const migrated = await migrateRows(state, oldVersions(versions))
      if (migrated.kind === 'failed') return migrated
      migrate = migrated
    }
    const problem = await walkPhase(state, phase, index)
    if (problem !== undefined) return problem
    probes += 3 * versionsAfter(versions, phase, index).length
    if (phase.name === 'expand') {
      const migrated = await migrateRows(state, versionsAfter(versions, phase, index))
      if (migrated.kind === 'failed') return migrated
      migrate = migrated
    }
  }
  const end = await checkEnd(state)
  const locks = [...state.locks.values()]
  const between = state.between.writes
  return end ?? { kind: 'walked', writes: state.run.figures, migrate, probes, locks, between }
}

/** Rows of the old version, from before the plan. */
export async function fillTable(state: RowsWalkState): Promise<FailedProof | undefined> {
  const { rehearsal, catalogues, versions, run, sourceFor, count } = state
  const olds = oldVersions(versions)
  const filled = new Set(olds.map(({ table }) => table.name))
  for (const old of fillingOrder(olds, catalogues.before)) {
    const source = sourceFor(old)
    const parents = await fillParents(
      rehearsal,
      catalogues.before,
      old.table,
      source.random,
      filled,
    )
    const creations = Array.from({ length: count(0.15) }, () => create(old.table, source))
    const before = run.figures.creations
    await run.before(creations.map((write) => ({ version: old, write })))
    await run.before(state.writes([old], 0.1))
    if (run.figures.creations === before) return notFilled(old.table.name, parents[0])
  }
  return undefined
}

function notFilled(table: string, empty: EmptyParent | undefined): FailedProof {
  return empty === undefined
    ? notRehearsed(table, 'Its own constraints and triggers refuse every row that was tried.')
    : notRehearsed(
        table,
        `No row could be made in "${empty.table}", which it refers to. ${empty.detail}`,
        empty.sql,
      )
}

async function walkPhase(
  state: RowsWalkState,
  phase: PlannedPhase,
  index: number,
): Promise<FailedProof | undefined> {
  const { draft, context, catalogues, versions, run, rehearsal } = state
  const alive = versionsAfter(versions, phase, index)
  const isMigrated = phase.name !== 'expand'
  const after = momentIn(draft, phase.name, `after the ${phase.name} phase`, isMigrated)
  const applied =
    (await applyPhase(state, phase, index)) ??
    (await probe(state, alive, after.when)) ??
    (await run.during(state.writes(alive, phase.name === 'contract' ? 0.1 : 0.05), after))
  if (applied !== undefined || !canBeTakenBack(phase)) return applied

  const earlier = catalogues.after[index - 1] ?? catalogues.before
  const before = versionsBefore(versions, phase, index)
  const back = { when: `after the rollback of the ${phase.name} phase`, isMigrated }
  return (
    (await settleRows(state)) ??
    (await rollBackPhase(rehearsal, phase, context.model, earlier, 'a copy with rows')) ??
    (await verifiedAgain(state, phase)) ??
    (await run.during(state.writes(before, 0.03), back)) ??
    (await applyPhase(state, phase, index)) ??
    (await run.during(state.writes(alive, 0.05), after))
  )
}

/** P8: what the rollback of the contract phase brings back has to be what that took away. */
async function verifiedAgain(
  { rehearsal, draft }: RowsWalkState,
  { name }: PlannedPhase,
): Promise<FailedProof | undefined> {
  if (name !== 'contract') return undefined
  const [result] = await rehearsal.run([failOnRow(draft.verify)])
  const failure = failureIn(result)
  if (failure === undefined) return undefined
  return failed('P8', 'Behind the rollback of the contract phase verify.sql returns rows.', {
    detail: failure.message,
    sql: draft.verify,
  })
}

/** The files of a phase with a few writes between them: P3 on a table with rows. */
async function applyPhase(
  state: RowsWalkState,
  phase: PlannedPhase,
  index: number,
): Promise<FailedProof | undefined> {
  const alive = versionsBefore(state.versions, phase, index)
  const unsettled = await settleRows(state)
  if (unsettled !== undefined) return unsettled
  for (const [place, file] of phase.migrations.entries()) {
    const key = `${phase.name} ${file.step}`
    const measured = state.locks.has(key) ? undefined : await measureLocks(state.rehearsal, file)
    if (measured !== undefined && 'kind' in measured) return measured
    if (measured !== undefined) state.locks.set(key, measured)
    const failure = await applyMigration(state.rehearsal, file, state.context.model)
    if (failure !== undefined) {
      return failed('P3', `${failure.say} on a copy of the database with rows.`, failure)
    }
    if (place === phase.migrations.length - 1) break
    const writes = state.writes(alive, 0.015)
    state.between.writes += writes.length
    const problem = await state.run.during(writes, {
      when: `between the files of the ${phase.name} phase`,
      isMigrated: phase.name !== 'expand',
    })
    if (problem !== undefined) return problem
  }
  return undefined
}

/** P9: each version reads all that it knows, and creates a row with as little and with as much as it may. */
function probe(
  { run, sourceFor }: RowsWalkState,
  alive: readonly Version[],
  when: string,
): Promise<FailedProof | undefined> {
  const read = (sql: string): ClientWrite => ({
    kind: 'update',
    sql,
    checked: sql,
    assigned: new Map(),
  })
  const writes = alive.flatMap((version) => [
    { version, write: read(`${findMany(version.table)} LIMIT 1`) },
    { version, write: create(version.table, sourceFor(version), 'least') },
    { version, write: create(version.table, sourceFor(version), 'full') },
  ])
  return run.during(writes, { when, isMigrated: false, proof: 'P9' })
}

/** The end of the second walk, with its rollbacks, is the end of the first. */
async function checkEnd({
  rehearsal,
  catalogues,
}: RowsWalkState): Promise<FailedProof | undefined> {
  const end = catalogues.after.at(-1) ?? catalogues.before
  const differences = catalogueDifferences(end, await rehearsal.catalogue())
  if (areSame(differences)) return undefined
  return failed('P8', 'Phases that were taken back and applied again lead to another database.', {
    detail: differencesInWords(differences),
  })
}

function notRehearsed(table: string, detail: string, sql = ''): FailedProof {
  return failed('P4', `No application could be rehearsed on "${table}".`, { detail, sql })
}
