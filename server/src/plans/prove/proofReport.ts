import type { LockMode } from '../../engine/lockMode.js'

/** The proofs of docs/recipes that are made here, by their numbers. */
export type ProofId =
  | 'P1'
  | 'P2'
  | 'P3'
  | 'P4'
  | 'P5'
  | 'P6'
  | 'P7'
  | 'P8'
  | 'P9'
  | 'P10'
  | 'P11'
  | 'P12'
  | 'P13'
  | 'P14'

export type PassedProof = {
  readonly id: ProofId
  /** One sentence with the figures in it, for the README of the plan and the sidebar. */
  readonly say: string
  /** By what they count: `writes`, `batches`, `divergingRows`. */
  readonly figures: Readonly<Record<string, number>>
}

/** The strongest lock that a file holds on each relation that was there before it. */
export type MeasuredFile = {
  readonly step: string
  readonly locks: readonly { readonly relation: string; readonly mode: LockMode }[]
}

/** What shows that a plan is wrong. */
export type CounterExample = {
  /** What PostgreSQL or Prisma's engine said, or which row was found. */
  readonly detail: string
  /** The statement or script that shows it; empty where none does. */
  readonly sql: string
}

export type FailedProof = {
  readonly kind: 'failed'
  readonly proof: ProofId
  /** For the user: what the plan does wrong, and when. */
  readonly say: string
  readonly counterExample: CounterExample
}

export type ProofReport =
  | {
      readonly kind: 'proved'
      readonly proofs: readonly PassedProof[]
      /** The server that the plan was rehearsed on: `PostgreSQL 18.6`. */
      readonly postgres: string
      /** Locks of the files that run in a transaction; absent where none were measured. */
      readonly measured?: readonly MeasuredFile[]
    }
  | FailedProof
  | { readonly kind: 'cancelled' }

export function failed(
  proof: ProofId,
  say: string,
  { detail = '', sql = '' }: Partial<CounterExample> = {},
): FailedProof {
  return { kind: 'failed', proof, say, counterExample: { detail, sql } }
}
