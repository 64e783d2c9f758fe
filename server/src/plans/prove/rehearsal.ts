import type { Catalogue } from '../../engine/catalogue.js'
import type { RehearsalStage } from '../../engine/engine.js'
import type {
  DiffResult,
  RehearsalStep,
  RehearsalStepResult,
  SchemaFile,
} from '../../engine/messages.js'
import type { SqlFailure } from '../../engine/trace.js'
import type { ProofContext } from './proofContext.js'

/**
 * A stage that stops when the user cancels: every method throws the signal's reason then, between
 * two messages to the stage. Steps go on behind a failing one; callers look at the results.
 */
export type Rehearsal = {
  readonly run: (steps: readonly RehearsalStep[]) => Promise<readonly RehearsalStepResult[]>
  readonly diff: (files: readonly SchemaFile[]) => Promise<DiffResult>
  readonly catalogue: () => Promise<Catalogue>
}

export function rehearsalOn(stage: RehearsalStage, { signal, filter }: ProofContext): Rehearsal {
  return {
    run: async (steps) => {
      signal.throwIfAborted()
      return steps.length === 0 ? [] : stage.run(steps, false)
    },
    diff: (files) => {
      signal.throwIfAborted()
      return stage.diff({ files, filter, direction: 'toSchema' })
    },
    catalogue: () => {
      signal.throwIfAborted()
      return stage.catalogue()
    },
  }
}

/** One message to the server, which may hold several statements. */
export function script(sql: string): RehearsalStep {
  return { sql, script: true }
}

/** A statement whose rows are wanted. */
export function query(sql: string, parameters: readonly (string | null)[] = []): RehearsalStep {
  return { sql, parameters }
}

export function failureIn(result: RehearsalStepResult | undefined): SqlFailure | undefined {
  return result?.kind === 'failed' ? result.failure : undefined
}

/** The first failing step with its place. */
export function firstFailure(
  results: readonly RehearsalStepResult[],
): { readonly index: number; readonly failure: SqlFailure } | undefined {
  const index = results.findIndex((result) => result.kind === 'failed')
  const failure = failureIn(results[index])
  return failure === undefined ? undefined : { index, failure }
}

/** The only value of the only row; undefined when there is none or the statement failed. */
export function onlyValue(result: RehearsalStepResult | undefined): string | null | undefined {
  return result?.kind === 'rows' ? result.rows[0]?.[0] : undefined
}

/** `ERROR 23502: null value in column …`, with the detail on a line of its own. */
export function inWords({ sqlState, message, detail }: SqlFailure): string {
  return `${sqlState}: ${message}${detail === undefined ? '' : `\n${detail}`}`
}
