import type { ProjectAnalysis } from '../project/analysis.js'
import { judgedByData, type JudgedScripts } from '../project/dataCheck.js'
import type { Project } from '../project/project.js'
import { committedPrefix } from '../project/projectSnapshot.js'
import { checkData, type CheckDataAnswer, type CheckDataRequest } from '../protocol/messages.js'
import { handle } from './handle.js'
import type { Session } from './session.js'

/** Asks the rows of an environment about the findings that stand now. */
export function registerData(session: Session): void {
  const { connection, log } = session
  connection.onRequest(
    checkData.method,
    handle(checkData.method, log, async (request: CheckDataRequest, token) => {
      const abort = new AbortController()
      token.onCancellationRequested(() => abort.abort())
      return answer(session, request, abort.signal)
    }),
  )
}

async function answer(
  session: Session,
  { project: uri, environment }: CheckDataRequest,
  signal: AbortSignal,
): Promise<CheckDataAnswer> {
  await session.ready()
  const project = session.workspace.project(uri)
  if (project === undefined) return { kind: 'refused', say: 'This project is not open any more.' }
  const judged = await judgedScripts(project)
  if (judged === undefined) {
    return { kind: 'refused', say: 'There is nothing to ask while the schema is not checked.' }
  }
  const result = await session.environmentsOf(project).askData(environment, judged, signal)
  if (result.kind === 'refusal') return { kind: 'refused', say: result.say }
  await session.dataChecks.keep(project, result.check)
  session.notice('diagnostics')
  const { configuration } = await project.configuration()
  const answered = judgedByData(judged, result.check, configuration, session.now())
  return { kind: 'asked', say: summary(environment, answered) }
}

/** The pending change, and the migrations that are still written: those that git HEAD does not have. */
async function judgedScripts(project: Project): Promise<JudgedScripts | undefined> {
  const { outcome, snapshot }: ProjectAnalysis = await project.analyse()
  if (outcome.kind !== 'checked') return undefined
  const { migrations } = snapshot.history
  const from =
    snapshot.committed.kind === 'known'
      ? committedPrefix(migrations, snapshot.committed)
      : Math.max(0, migrations.length - mostWithoutGit)
  return {
    pending: outcome.pending,
    migrations:
      from < migrations.length ? await project.analyseMigrations(from, migrations.length) : [],
  }
}

/** Without git nobody knows which are new; the last few are what somebody works on. */
const mostWithoutGit = 5

function summary(environment: string, { pending, migrations }: JudgedScripts): string {
  const findings = [...(pending?.findings ?? []), ...migrations.flatMap((one) => one.findings)]
  const answered = findings.filter(({ data }) => data?.count !== undefined)
  const failing = answered.filter(({ severity }) => severity === 'error')
  const silent = findings.filter(({ data }) => data !== undefined && data.count === undefined)
  if (answered.length === 0 && silent.length === 0) {
    return `No finding depends on what is in ${environment}.`
  }
  const unknown = silent.length === 0 ? '' : ` ${silent.length} could not be answered.`
  return `${environment} answered for ${answered.length} of ${findings.length} findings; ${failing.length} of them are errors there.${unknown}`
}
