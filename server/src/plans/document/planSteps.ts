import type {
  PlanDraft,
  PlannedBackfill,
  PlannedMigration,
  PlannedPhase,
} from '../../recipes/recipe.js'
import { backfillEstimate, fileEstimate, type PlanEvidence } from './planEvidence.js'
import type { PlanApproval, PlanStep } from './planDocument.js'

/**
 * The plan as a list of steps, in their order. A step names those that it comes after; what is not
 * bound by that may be done at the same time. Files are named by their place in the phases, which
 * has their paths: those change when a phase is promoted.
 */
export function planSteps(
  draft: PlanDraft,
  approvals: readonly PlanApproval[],
  evidence: PlanEvidence = {},
): readonly PlanStep[] {
  const steps: PlanStep[] = []
  const last = () => steps.slice(-1).map(({ id }) => id)
  const gatesOf = (phase: string) => approvals.find((one) => one.phase === phase)?.gates ?? []
  for (const phase of draft.phases) {
    if (phase.name === (draft.rehearsal.oldUntil ?? 'contract')) {
      steps.push(oldCodeGone(phase.name, last(), gatesOf(phase.name)))
    } else if (phase.name === 'contract') {
      steps.push(release('R2', phaseBefore(draft, phase), last(), false))
      steps.push(noWayBack(last(), gatesOf(phase.name)))
    }
    for (const file of phase.migrations) {
      const work = evidence.measured?.find((one) => one.step === file.step)
      const estimate = fileEstimate(file, work, draft.rehearsal.table, evidence)
      steps.push(fileStep(phase, file, last(), gatesOf(phase.name), estimate))
    }
    if (phase.name !== 'expand') continue
    const backfills = [
      ...(draft.backfill === undefined ? [] : [draft.backfill]),
      ...(draft.furtherBackfills ?? []),
    ]
    for (const [index, backfill] of backfills.entries()) {
      steps.push(backfillStep(backfill, index, last(), backfillEstimate(backfill, evidence)))
    }
    steps.push(verifyStep(last()))
    steps.push(release('R1', phase, last(), draft.phases.length > 1))
  }
  const end = draft.phases.at(-1)
  if (end !== undefined && end.name !== 'expand' && draft.rehearsal.oldUntil === undefined) {
    steps.push(release('R2', end, last(), false))
  }
  return steps
}

/** What comes behind a table that has been exchanged is said with the exchange. */
function phaseBefore({ phases }: PlanDraft, phase: PlannedPhase): PlannedPhase {
  return phases[phases.indexOf(phase) - 1] ?? phase
}

function fileStep(
  { name, rollback }: PlannedPhase,
  { step, kind, sql }: PlannedMigration,
  after: readonly string[],
  approval: PlanStep['approval'] & object,
  estimate: string,
): PlanStep {
  const [, timeout] = /set_config\('lock_timeout', '(\d+)ms'/.exec(sql) ?? []
  const [, attempts] = /attempts >= (\d+)/.exec(sql) ?? []
  return {
    id: `${name}/${step}`,
    phase: name,
    type: kind === 'scan' ? 'check' : 'schema',
    say: says[kind],
    file: step,
    after,
    blocking: true,
    waits: kind === 'transaction' ? 'moment' : 'nobody',
    ...(timeout === undefined ? {} : { lockTimeoutMs: Number(timeout) }),
    ...(attempts === undefined ? {} : { attempts: Number(attempts) }),
    ...(approval.length === 0 ? {} : { approval }),
    ...(rollback.sql.trim() === '' ? {} : { rollback: name }),
    estimate,
  }
}

const says = {
  transaction: 'Deploys the file: one transaction, all or nothing.',
  alone: 'Deploys the file: one statement outside a transaction.',
  scan: 'Deploys the file: it reads the table, and reads and writes go on.',
} as const

function backfillStep(
  { table }: PlannedBackfill,
  index: number,
  after: readonly string[],
  estimate: string,
): PlanStep {
  return {
    id: index === 0 ? 'migrate/backfill' : `migrate/backfill_${index + 1}`,
    phase: 'migrate',
    type: 'data',
    say: `Brings the rows of ${table} into the new shape, batch by batch. A batch that fails runs again; one that ran changes nothing.`,
    after,
    blocking: true,
    waits: 'nobody',
    estimate,
  }
}

function verifyStep(after: readonly string[]): PlanStep {
  return {
    id: 'migrate/verify',
    phase: 'migrate',
    type: 'check',
    say: 'Asks, in each environment by itself, whether the migrate phase is complete there.',
    after,
    blocking: true,
    waits: 'nobody',
    validation: { query: 'verify.sql', expected: 'no row' },
    estimate: 'Not measured: it depends on the rows.',
  }
}

function release(
  name: 'R1' | 'R2',
  { application }: PlannedPhase,
  after: readonly string[],
  blocking: boolean,
): PlanStep {
  return {
    id: `application/${name}`,
    phase: name === 'R1' ? 'migrate' : 'contract',
    type: 'manual',
    say: application,
    after,
    blocking,
    waits: 'nobody',
    estimate: 'A release of the application.',
  }
}

function oldCodeGone(
  phase: PlanStep['phase'],
  after: readonly string[],
  approval: PlanStep['approval'] & object,
): PlanStep {
  return {
    id: 'application/old-code-gone',
    phase,
    type: 'manual',
    say: 'No old version of the application runs any more, and nobody wants to go back to it.',
    after,
    blocking: true,
    waits: 'nobody',
    ...(approval.length === 0 ? {} : { approval }),
    estimate: 'As long as you want to be able to go back.',
  }
}

function noWayBack(after: readonly string[], approval: PlanStep['approval'] & object): PlanStep {
  return {
    id: 'application/no-way-back',
    phase: 'contract',
    type: 'manual',
    say: 'The old table has been kept as long as the plan says, and nobody wants to go back to it.',
    after,
    blocking: true,
    waits: 'nobody',
    ...(approval.length === 0 ? {} : { approval }),
    estimate: 'As long as you want to be able to go back.',
  }
}
