import type { CancellationToken } from 'vscode-languageserver'
import type { ProjectAnalysis } from '../project/analysis.js'
import { makePlan, type MadePlan } from '../project/makePlan.js'
import {
  makePlans,
  separateChange,
  type MadePlans,
  type SeparatedChange,
} from '../project/makePlans.js'
import type { ChainServices } from '../project/planChain.js'
import type { Project } from '../project/project.js'
import type { Answers, RecipeOffer } from '../recipes/recipe.js'
import type { Session } from './session.js'

/** What plans of a project are made with, for one request. */
export type PlanMaker = {
  readonly makePlan: (offer: RecipeOffer, answers: Answers) => Promise<MadePlan>
  readonly separate: () => Promise<SeparatedChange | undefined>
  readonly makePlans: (
    change: SeparatedChange,
    answers: ReadonlyMap<string, Answers>,
  ) => Promise<MadePlans>
}

/** Rehearses plans with progress that the user can see and cancel. */
export function planMaker(
  session: Session,
  project: Project,
  analysis: ProjectAnalysis,
  token: CancellationToken,
): PlanMaker {
  const { outcome } = analysis
  const inTurn = <Made>(work: (services: ChainServices) => Promise<Made>) =>
    withProgress(session, project, token, (services) => project.inTurn(() => work(services)))
  return {
    makePlan: (offer, answers) =>
      outcome.kind === 'checked'
        ? inTurn((services) => makePlan({ ...analysis, outcome }, offer, answers, services))
        : Promise.resolve({ kind: 'cancelled' }),
    separate: () =>
      outcome.kind === 'checked'
        ? inTurn((services) => separateChange({ ...analysis, outcome }, services))
        : Promise.resolve(undefined),
    makePlans: (change, answers) => inTurn((services) => makePlans(change, answers, services)),
  }
}

async function withProgress<Made>(
  session: Session,
  project: Project,
  token: CancellationToken,
  work: (services: ChainServices) => Promise<Made>,
): Promise<Made> {
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
    return await work({
      engine: project.engine,
      parser: session.parser,
      now: session.now(),
      plans,
      analyse: (snapshot) => project.analyseAs(snapshot),
      onProgress: ({ share, say }) => progress?.report(Math.round(share * 100), say),
      signal: abort.signal,
    })
  } finally {
    progress?.done()
    for (const one of cancelled) one?.dispose()
  }
}
