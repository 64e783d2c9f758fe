import { basename } from 'node:path/posix'
import type { CancellationToken } from 'vscode-languageserver'
import { abandonPlan } from '../features/planActs/abandonPlan.js'
import { addCompatibilityView } from '../features/planActs/addCompatibilityView.js'
import { archivePlan } from '../features/planActs/archivePlan.js'
import type { PlanAct, PlanActContext } from '../features/planActs/planAct.js'
import { planCutover } from '../features/planActs/planCutover.js'
import { promotePlan } from '../features/planActs/promotePlan.js'
import { takeBackPlan } from '../features/planActs/takeBackPlan.js'
import { writeApplicationCode } from '../features/planActs/writeApplicationCode.js'
import { planReport } from '../features/planReport.js'
import { pathOfUri, uriOfPath } from '../project/locations.js'
import type { Project } from '../project/project.js'
import type { ProjectPlan } from '../project/projectPlans.js'
import {
  abandonPlan as abandonRequest,
  addCompatibilityView as compatibilityRequest,
  archivePlan as archiveRequest,
  writeApplicationCode as applicationCodeRequest,
  planMove,
  promotePhase,
  readPlans,
  rollBackPhase,
  type AbandonPlanRequest,
  type ApplicationCodeRequest,
  type ArchivePlanRequest,
  type CompatibilityViewRequest,
  type PlanActAnswer,
  type PlanMoveRequest,
  type PlansReport,
  type PromotePhaseRequest,
  type RollBackPhaseRequest,
} from '../protocol/messages.js'
import { versionOf } from './environmentsHandler.js'
import { handle } from './handle.js'
import type { Session } from './session.js'
import { toWorkspaceEdit } from './toWorkspaceEdit.js'

/** Requests of the plans view: what there is, and what can be done with it. */
export function registerPlans(session: Session): void {
  const { connection, log } = session
  connection.onRequest(
    readPlans.method,
    handle(readPlans.method, log, async (): Promise<PlansReport> => {
      await session.ready()
      const projects = await Promise.all(
        session.workspace.projects().map(async (project) => {
          const views = await session.environmentsOf(project).views()
          return {
            project: uriOfPath(project.layout.root),
            name: basename(project.layout.root),
            plans: (await project.plans()).map((plan) =>
              planReport(plan, uriOfPath, views, session.now()),
            ),
          }
        }),
      )
      return { projects }
    }),
  )
  connection.onRequest(
    promotePhase.method,
    handle(promotePhase.method, log, (request: PromotePhaseRequest, token) =>
      act(session, request.plan, token, (plan, context) => {
        const phase = request.phase === undefined ? {} : { phase: request.phase }
        return promotePlan(plan, { ...phase, confirmed: request.confirmed ?? [] }, context)
      }),
    ),
  )
  connection.onRequest(
    rollBackPhase.method,
    handle(rollBackPhase.method, log, (request: RollBackPhaseRequest, token) =>
      act(session, request.plan, token, (plan, context) =>
        takeBackPlan(plan, request.phase, context),
      ),
    ),
  )
  connection.onRequest(
    applicationCodeRequest.method,
    handle(applicationCodeRequest.method, log, (request: ApplicationCodeRequest, token) =>
      act(session, request.plan, token, (plan, context) => writeApplicationCode(plan, context)),
    ),
  )
  connection.onRequest(
    compatibilityRequest.method,
    handle(compatibilityRequest.method, log, (request: CompatibilityViewRequest, token) =>
      act(session, request.plan, token, (plan, context) =>
        addCompatibilityView(plan, { date: request.until, tables: request.tables }, context),
      ),
    ),
  )
  connection.onRequest(
    planMove.method,
    handle(planMove.method, log, async (request: PlanMoveRequest, token) => {
      await session.ready()
      const project = session.workspace
        .projects()
        .find(({ layout }) => uriOfPath(layout.root) === request.project)
      return project === undefined
        ? refused('This project is not open.')
        : worked(session, project, token, (context) => planCutover(request, context))
    }),
  )
  connection.onRequest(
    archiveRequest.method,
    handle(archiveRequest.method, log, (request: ArchivePlanRequest, token) =>
      act(session, request.plan, token, (plan, context) =>
        archivePlan(plan, request.confirmed ?? [], context),
      ),
    ),
  )
  connection.onRequest(
    abandonRequest.method,
    handle(abandonRequest.method, log, (request: AbandonPlanRequest, token) =>
      act(session, request.plan, token, (plan, context) =>
        abandonPlan(plan, request.confirmed ?? [], context),
      ),
    ),
  )
}

/** Finds the plan, does the work, and makes an edit of what it comes to. */
async function act(
  session: Session,
  planUri: string,
  token: CancellationToken,
  work: (plan: ProjectPlan, context: PlanActContext) => Promise<PlanAct>,
): Promise<PlanActAnswer> {
  await session.ready()
  const { abilities } = session
  if (!abilities.createsFiles || !abilities.deletesFiles) {
    return refused('This editor cannot create and delete files as part of an edit.')
  }
  const folder = pathOfUri(planUri)?.replace(/\/+$/, '')
  for (const project of session.workspace.projects()) {
    const plan = (await project.plans()).find((one) => one.folder === folder)
    if (plan === undefined) continue
    return worked(session, project, token, (context) => work(plan, context))
  }
  return refused('This plan belongs to no project that is open.')
}

async function worked(
  session: Session,
  project: Project,
  token: CancellationToken,
  work: (context: PlanActContext) => Promise<PlanAct>,
): Promise<PlanActAnswer> {
  const abort = new AbortController()
  const cancelled = token.onCancellationRequested(() => abort.abort())
  try {
    const result = await work({
      project,
      environments: session.environmentsOf(project),
      services: {
        engine: project.engine,
        parser: session.parser,
        now: session.now(),
        onProgress: () => undefined,
        signal: abort.signal,
      },
    })
    return answerOf(result, session)
  } catch (error) {
    if (!abort.signal.aborted) throw error
    return refused('Nothing was changed.')
  } finally {
    cancelled.dispose()
  }
}

function answerOf(result: PlanAct, session: Session): PlanActAnswer {
  if (result.kind === 'refusal') return refused(result.say, result.gates)
  const { phase, changes, gates, notes } = result
  return {
    ...(phase === undefined ? {} : { phase }),
    edit: toWorkspaceEdit(changes, versionOf(session), session.abilities),
    gates,
    notes,
  }
}

function refused(say: string, gates: PlanActAnswer['gates'] = []): PlanActAnswer {
  return { say, gates, notes: [] }
}
