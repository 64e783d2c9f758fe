import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import type {
  FileKind,
  PlannedPhase,
  PlannedRehearsal,
  PlannedRemoval,
  RecipeSubject,
} from '../../recipes/recipe.js'

/** The version of plan.json that is written and read here. */
export const planVersion = 1

export const planFileName = 'plan.json'

/**
 * plan.json: what a plan is, in a form that outlives the session and the machine. Paths are
 * relative to the folder of plan.json, with forward slashes. Texts stand in files of their own,
 * known here by their checksum, so that an edited file is noticed.
 */
export type PlanDocument = {
  readonly version: typeof planVersion
  readonly recipe: string
  readonly operation: string
  readonly slug: string
  readonly title: string
  /** ISO 8601 in UTC. */
  readonly created: string
  readonly subject: RecipeSubject
  readonly answers: Readonly<Record<string, string>>
  /** What must be so before the first phase is deployed, a sentence each. */
  readonly prerequisites: readonly string[]
  /** What people have to agree to before a phase is deployed. */
  readonly approvals: readonly PlanApproval[]
  /** What is done, in order; absent in plans that were written before there were steps. */
  readonly steps?: readonly PlanStep[]
  readonly risk?: PlanRisk
  readonly estimate?: PlanEstimate
  /** Spans of time that a plan of people has. */
  readonly windows?: readonly PlanWindow[]
  /** SQL that people run in such a plan: checks, and what they do beside. */
  readonly scripts?: readonly PlanScript[]
  /** In the order in which they are deployed. */
  readonly phases: readonly PlanPhase[]
  readonly backfill?: PlanBackfill
  /** Those of other tables, to be run behind it in this order. */
  readonly furtherBackfills?: readonly PlanBackfill[]
  /** One query; no row means that the migrate phase is complete. */
  readonly verify: FileOfPlan
  /** What a later proof needs beside the files. */
  readonly rehearsal: PlannedRehearsal
  readonly proofs: PlanProofs
  /** Views for those who need an old shape, and the day on which the last phase drops them. */
  readonly removal?: PlannedRemoval
  /** Absent until the plan has ended everywhere and somebody has put it aside. */
  readonly archived?: PlanArchiving
}

export type PlanWindow = {
  readonly name: 'switch' | 'roll-back'
  readonly minutes: number
  /** From when on, and what to do when it is over. */
  readonly say: string
}

/** `blue` is the server that there is, `green` the one that comes. */
export type PlanScript = FileOfPlan & {
  readonly on: 'blue' | 'green' | 'both'
  /** What it returns when all is well. */
  readonly expected: string
}

export type PlanArchiving = {
  /** ISO 8601 in UTC. */
  readonly at: string
  /** Gates that nothing could measure and somebody answered for, by their names. */
  readonly confirmed: readonly string[]
}

/** A file and the SHA-256 of its text with LF line ends, 64 hexadecimal digits. */
export type FileOfPlan = { readonly path: string; readonly sha256: string }

export type PlanPhase = {
  readonly name: PlannedPhase['name']
  readonly explanation: string
  readonly application: string
  readonly files: readonly PhaseFile[]
  readonly schemaEdits: readonly SchemaEdit[]
  readonly rollback: PlanRollback
  /** Absent for the phase that is written at once, and while the phase is held back. */
  readonly promoted?: PhasePromotion
  /** Absent unless the phase was taken back after its last promotion. */
  readonly takenBack?: {
    /** ISO 8601 in UTC. */
    readonly at: string
    /** Name of the migration that takes it back. */
    readonly migration: string
  }
}

export type PlanRollback = {
  readonly loses: string
  /** Absent where there is no way back. */
  readonly file?: FileOfPlan
  /**
   * From the schema of this phase to the one before it; absent where that one was not known, so
   * that it has to be restored by hand.
   */
  readonly schemaEdits?: readonly SchemaEdit[]
}

export type PhasePromotion = {
  /** ISO 8601 in UTC. */
  readonly at: string
  /** Gates that nothing could measure and somebody answered for, by their names. */
  readonly confirmed: readonly string[]
}

/**
 * A file of a phase: a migration that is in the migrations folder from the start, or a file of the
 * plan's folder that becomes one when the phase is promoted.
 */
export type PhaseFile = FileOfPlan & { readonly step: string; readonly kind: FileKind }

export type PlanBackfill = FileOfPlan & {
  /** `schema.name` */
  readonly table: string
  readonly key: readonly string[]
  readonly from: readonly string[]
}

export type PlanApproval = {
  readonly phase: PlannedPhase['name']
  readonly gates: readonly ('G1' | 'G2')[]
  readonly why: string
}

/** One thing that is done, by a deployment, a runner or a person. */
export type PlanStep = {
  /** `expand/expand_index`, `migrate/backfill`, `application/R1`; unique in the plan. */
  readonly id: string
  readonly phase: PlannedPhase['name'] | 'migrate'
  /** `schema`: changes the catalogue; `data`: rows; `check`: only reads; `manual`: people do it. */
  readonly type: 'schema' | 'data' | 'check' | 'manual'
  readonly say: string
  /** `step` of a file of the phase. */
  readonly file?: string
  /** Path of a script that people run. */
  readonly script?: string
  /** Ids of the steps that come before it. */
  readonly after: readonly string[]
  /** Whether what comes after has to wait until it is done. */
  readonly blocking: boolean
  /** Who waits while it runs: queries on the table for a moment, or nobody. */
  readonly waits: 'moment' | 'nobody'
  /** For each attempt to get its locks. */
  readonly lockTimeoutMs?: number
  readonly attempts?: number
  readonly approval?: readonly ('G1' | 'G2')[]
  /** The phase whose rollback takes it back; absent where there is nothing to take back. */
  readonly rollback?: PlannedPhase['name']
  readonly validation?: { readonly query: string; readonly expected: string }
  /** How long it takes, or that this is not measured. */
  readonly estimate: string
}

export type PlanRisk = { readonly level: 'low' | 'medium' | 'high'; readonly say: string }

/** For one environment, from its own figures; `at` is ISO 8601 in UTC. */
export type PlanEstimate = {
  readonly environment: string
  readonly at: string
  /** `rows`: as the server's statistics have them; absent where it has none. `bytes` with indexes. */
  readonly tables: readonly {
    readonly table: string
    readonly rows?: number
    readonly bytes: number
  }[]
}

export type PlanProofs = {
  /** The server of the rehearsal: `PostgreSQL 18.6`. */
  readonly postgres: string
  readonly at: string
  readonly passed: readonly {
    readonly id: string
    readonly say: string
    readonly figures: Readonly<Record<string, number>>
  }[]
}
