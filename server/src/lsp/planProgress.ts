import type { CancellationToken } from 'vscode-languageserver'
import type { ProjectAnalysis } from '../project/analysis.js'
import { makePlan, type MadePlan } from '../project/makePlan.js'
import type { Project } from '../project/project.js'
import type { Answers, RecipeOffer } from '../recipes/recipe.js'
import type { Session } from './session.js'

/** Rehearses a plan with progress that the user can see and cancel. */
export async function makePlanWithProgress(
  session: Session,
  project: Project,
  analysis: ProjectAnalysis,
  offer: RecipeOffer,
  answers: Answers,
  token: CancellationToken,
): Promise<MadePlan> {
  const { outcome } = analysis
  if (outcome.kind !== 'checked') return { kind: 'cancelled' }
  const plans = await project.plans()
  const abort = new AbortController()
  const progress = session.abilities.workDoneProgress
    ? await session.connection.window.createWorkDoneProgress()
    : undefined
  const cancelled = [token, progress?.token].map((one) =>
    one?.onCancellationRequested(() => abort.abort()),
  )
  progress?.begin('Proving the plan', 0, undefined, true)
  try {
    return await project.inTurn(() =>
      makePlan({ ...analysis, outcome }, offer, answers, {
        engine: project.engine,
        parser: session.parser,
        now: session.now(),
        plans,
        onProgress: ({ share, say }) => progress?.report(Math.round(share * 100), say),
        signal: abort.signal,
      }),
    )
  } finally {
    progress?.done()
    for (const one of cancelled) one?.dispose()
  }
}
