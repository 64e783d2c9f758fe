import assert from 'node:assert/strict'
import type { Engine } from '../../../server/src/engine/engine.js'
import type { RehearsalStep, RehearsalStepResult } from '../../../server/src/engine/messages.js'
import type { PlanDraft } from '../../../server/src/recipes/recipe.js'

/** A statement as Prisma Client 7 sends it over `@prisma/adapter-pg`, with its parameters. */
export type ClientStatement = readonly [sql: string, ...parameters: readonly (string | null)[]]

/**
 * What each statement answers behind the expand phase of the plan: its rows as text, or the
 * SQLSTATE with which it fails. `before` runs as scripts in front of the phase.
 */
export async function answersBehindExpand(
  engine: Engine,
  draft: PlanDraft,
  before: readonly string[],
  statements: readonly ClientStatement[],
): Promise<readonly string[]> {
  const stage = await engine.stage(3)
  try {
    const expand = draft.phases.find(({ name }) => name === 'expand')?.migrations ?? []
    const scripts = [...before, ...expand.map(({ sql }) => sql)]
    const made = await stage.run(
      scripts.map((sql): RehearsalStep => ({ sql, script: true })),
      true,
    )
    const failure = made.find((one) => one.kind === 'failed')
    assert.equal(failure, undefined, JSON.stringify(failure))
    const results = await stage.run(
      statements.map(([sql, ...parameters]): RehearsalStep => ({ sql, parameters })),
      false,
    )
    return results.map(answerOf)
  } finally {
    await stage.close()
  }
}

function answerOf(result: RehearsalStepResult): string {
  if (result.kind === 'failed') return result.failure.sqlState
  if (result.rows.length === 0) return `${result.affected} affected`
  return result.rows.map((row) => row.map((value) => value ?? 'NULL').join(' ')).join('; ')
}
