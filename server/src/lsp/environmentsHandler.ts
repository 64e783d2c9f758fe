import { describeUrl as describeDatabase, readDatabaseUrl } from '../environments/databaseUrl.js'
import { looksLikeProduction } from '../environments/productionSigns.js'
import { environmentReport } from '../features/environmentReport.js'
import { withEnvironment, withoutEnvironment } from '../project/concertinaJsonEdit.js'
import { uriOfPath } from '../project/locations.js'
import {
  describeUrl,
  editEnvironment,
  environmentsVisible,
  readEnvironments,
  refreshEnvironments,
  type DescribeUrlAnswer,
  type DescribeUrlRequest,
  type EditAnswer,
  type EditEnvironmentRequest,
  type EnvironmentsReport,
  type EnvironmentsVisible,
  type RefreshEnvironments,
} from '../protocol/messages.js'
import { basename } from 'node:path/posix'
import { handle } from './handle.js'
import type { Session } from './session.js'
import { toWorkspaceEdit } from './toWorkspaceEdit.js'

/** Requests of the environments view. Databases are contacted only while somebody looks, or on demand. */
export function registerEnvironments(session: Session): void {
  const { connection, log } = session
  let visible = false

  const refresh = async (request: RefreshEnvironments, signal?: AbortSignal) => {
    await session.ready()
    const projects = session.workspace
      .projects()
      .filter(
        ({ layout }) => request.project === undefined || uriOfPath(layout.root) === request.project,
      )
    await Promise.all(
      projects.map((project) => session.environmentsOf(project).refresh(request.names, signal)),
    )
    session.notice('diagnostics')
  }

  connection.onNotification(environmentsVisible.method, (state: EnvironmentsVisible) => {
    const opened = state.visible && !visible
    visible = state.visible
    if (opened) refresh({}).catch((error: unknown) => log.error(`refresh failed: ${String(error)}`))
  })
  connection.onRequest(
    readEnvironments.method,
    handle(readEnvironments.method, log, () => reportOf(session)),
  )
  connection.onRequest(
    refreshEnvironments.method,
    handle(refreshEnvironments.method, log, async (request: RefreshEnvironments, token) => {
      const abort = new AbortController()
      token.onCancellationRequested(() => abort.abort())
      await refresh(request, abort.signal)
      return reportOf(session)
    }),
  )
  connection.onRequest(
    describeUrl.method,
    handle(describeUrl.method, log, ({ url }: DescribeUrlRequest) =>
      Promise.resolve(describe(url)),
    ),
  )
  connection.onRequest(
    editEnvironment.method,
    handle(editEnvironment.method, log, (request: EditEnvironmentRequest) =>
      edit(session, request),
    ),
  )
}

async function reportOf(session: Session): Promise<EnvironmentsReport> {
  await session.ready()
  const projects = await Promise.all(
    session.workspace.projects().map(async (project) => {
      const { layout } = project
      const [configuration, history] = await Promise.all([
        project.configuration(),
        project.history(),
      ])
      const uris = new Map(history.migrations.map(({ name, uri }) => [name, uri]))
      const views = await session.environmentsOf(project).views()
      return {
        project: uriOfPath(layout.root),
        name: basename(layout.root),
        configurationUri: configuration.uri,
        configured: configuration.text !== undefined,
        environments: views.map((view) =>
          environmentReport(view, (name) => uris.get(name), session.now()),
        ),
      }
    }),
  )
  return { projects }
}

function describe(url: string): DescribeUrlAnswer {
  const address = readDatabaseUrl(url)
  if (address.kind === 'failure') return { kind: 'refused', say: address.say }
  const sign = looksLikeProduction(url)
  return {
    kind: 'url',
    target: describeDatabase(url),
    looksLikeProduction: sign.looksLikeProduction,
    ...(sign.looksLikeProduction ? { why: sign.because } : {}),
  }
}

async function edit(session: Session, request: EditEnvironmentRequest): Promise<EditAnswer> {
  await session.ready()
  const project = session.workspace.project(request.project)
  if (project === undefined) return { say: 'This project is not open any more.' }
  const { uri, text } = await project.configuration()
  const change = changeOf(request, text)
  if (change.kind === 'refusal') return { say: change.say }
  session.environmentsOf(project).urlChanged(request.name)
  const changes =
    text === undefined
      ? { creations: [{ uri, text: change.text }], edits: [] }
      : { creations: [], edits: [{ uri, text, edits: change.edits }] }
  return {
    edit: toWorkspaceEdit({ ...changes, annotations: {} }, versionOf(session), session.abilities),
  }
}

function changeOf(request: EditEnvironmentRequest, text: string | undefined) {
  if (request.kind === 'forget') return withoutEnvironment(text ?? '', request.name)
  const { name, urlEnv, replaces } = request
  const entry = { name, urlEnv, protected: request.protected }
  if (replaces === undefined || replaces === name || text === undefined)
    return withEnvironment(text, entry)
  const removed = withoutEnvironment(text, replaces)
  if (removed.kind === 'refusal') return removed
  const renamed = withEnvironment(removed.text, entry)
  if (renamed.kind === 'refusal') return renamed
  // Two edits in turn cannot be merged piece by piece: the whole text is replaced.
  return { ...renamed, edits: [{ range: { start: 0, end: text.length }, newText: renamed.text }] }
}

export function versionOf(session: Session): (uri: string) => number | undefined {
  return (uri) => session.documents.get(uri)?.version
}
