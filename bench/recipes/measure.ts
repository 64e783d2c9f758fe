import type { LockWait } from './lockWatch.js'
import type { PhaseLatencies, TrafficError } from './trafficRecord.js'

/** One recipe on one number of rows: its plan, and beside it the migration that Prisma writes. */
export type Measure = {
  readonly recipe: string
  readonly operation: string
  readonly rows: number
  readonly postgres: string
  /** `2026-11-21` */
  readonly date: string
  /** Of the machine, over the minute before the measure ended. */
  readonly load: number
  readonly plan: PlanMeasure
  readonly naive: NaiveMeasure
}

export type RunMeasure = {
  readonly statements: number
  readonly errors: readonly TrafficError[]
  /** Before the first phase: what a statement takes when nothing is going on. */
  readonly before: PhaseLatencies
  /** From the first phase on. */
  readonly during: readonly PhaseLatencies[]
  readonly locks: readonly LockWait[]
  /** Why the run came to no end. */
  readonly failure?: string
}

export type PlanMeasure = RunMeasure & {
  /** Rows that `verify.sql` and the plan's own comparison returned, and rows missing in the end. */
  readonly diverging: number
  readonly divergingWhere: readonly string[]
  /** Time that the migrations and the backfill took, without the waits between them. */
  readonly phases: readonly { readonly phase: string; readonly seconds: number }[]
}

export type NaiveMeasure = RunMeasure & {
  readonly seconds: number
  /** Values and rows that were in the database before and are not any more. */
  readonly lost: number
}

/** Milliseconds: what the lock loop of a plan waits at a time, and 100 more. */
export const longestAllowed = 300 + 100

export function errorsOf(run: RunMeasure, version?: TrafficError['version']): number {
  return run.errors
    .filter((one) => version === undefined || one.version === version)
    .reduce((sum, one) => sum + one.count, 0)
}

export function longestOf({ during }: RunMeasure): PhaseLatencies | undefined {
  return during.toSorted((left, right) => right.longest - left.longest)[0]
}

/** What of the targets a plan misses; empty when it meets them all. */
export function missedTargets({ plan }: Measure): readonly string[] {
  return [
    ...(plan.failure === undefined ? [] : ['ended early']),
    ...(errorsOf(plan) === 0 ? [] : ['errors']),
    ...(plan.diverging === 0 ? [] : ['diverging rows']),
    ...((longestOf(plan)?.longest ?? 0) <= longestAllowed ? [] : ['wait']),
  ]
}
