import { TextDocuments, type Connection, type InitializeParams } from 'vscode-languageserver'
import { TextDocument } from 'vscode-languageserver-textdocument'
import type { OwnRules } from '../project/ownRules.js'
import type { EngineProgram } from '../engine/engineProcess.js'
import type { EvaluateConfig } from '../prisma/configResult.js'
import { createEnginePool } from '../project/enginePool.js'
import {
  createEnvironmentService,
  type EnvironmentPorts,
  type EnvironmentService,
} from '../project/environmentService.js'
import { uriOfPath } from '../project/locations.js'
import { knownRuleIds } from '../project/policyFindings.js'
import type { Project } from '../project/project.js'
import { createWorkspace } from '../project/workspace.js'
import type { InitializationOptions } from '../protocol/messages.js'
import { trustGranted } from '../protocol/messages.js'
import { loadSqlParser } from '../sql/parseStatements.js'
import { clientAbilities } from './clientAbilities.js'
import { registerCodeActions } from './codeActionsHandler.js'
import { createApplicationCodes, followOpenCode } from './codeUsages.js'
import { registerPendingSql, virtualDocuments } from './contentHandler.js'
import { createDataChecks } from './dataChecks.js'
import { registerData } from './dataHandler.js'
import { registerExamples } from './examplesHandler.js'
import { registerDiagnostics } from './diagnosticsHandler.js'
import { registerEnvironments } from './environmentsHandler.js'
import { findUrl } from './findUrl.js'
import { registerHover } from './hoverHandler.js'
import { registerInlayHints } from './inlayHintsHandler.js'
import { registerLinks } from './linksHandler.js'
import { connectionLog } from './log.js'
import { registerMigrations } from './migrationHandler.js'
import { createNotices } from './notices.js'
import { registerPlans } from './plansHandler.js'
import { serverCapabilities } from './serverCapabilities.js'
import type { Session } from './session.js'
import { currentState, registerState } from './stateHandler.js'
import { registerWatchedFiles } from './watchedFiles.js'

export type ServerPorts = {
  /** The engine's program; `cache` is where it may keep what it knows. */
  readonly engineProgram: (cache: string) => EngineProgram
  readonly evaluateConfig: EvaluateConfig
  /** Runs the own rules of projects where `mayRun` says so. */
  readonly ownRules: (mayRun: () => boolean) => OwnRules
  /** Used when the client names no folder. */
  readonly defaultCacheDirectory: string
  /** Base uri of the documentation pages beside the server. */
  readonly defaultDocumentation: string
  readonly environmentVariable: (name: string) => string | undefined
  readonly now: () => Date
  readonly milliseconds: () => number
}

/** More engines than this at a time would cost more memory than an editor should take. */
const mostEngines = 2

/** Serves one client over one connection, from `initialize` to `exit`. */
export function startServer(connection: Connection, ports: ServerPorts): void {
  const documents = new TextDocuments(TextDocument)
  const client: ClientState = { trusted: false, folders: [], ready: Promise.resolve() }
  let session: Session | undefined

  connection.onInitialize(async (parameters) => {
    client.trusted = optionsOf(parameters).trusted === true
    client.folders = (parameters.workspaceFolders ?? []).map(({ uri }) => uri)
    session = await createSession(connection, documents, parameters, ports, client)
    for (const register of features) register(session)
    return { capabilities: serverCapabilities, serverInfo: { name: 'Concertina' } }
  })
  connection.onInitialized(() => {
    if (session !== undefined) follow(session, client)
  })
  connection.onShutdown(() => session?.workspace.close())
  documents.listen(connection)
  connection.listen()
}

/** What changes about the client while it is connected. */
type ClientState = { trusted: boolean; folders: readonly string[]; ready: Promise<void> }

const features = [
  registerState,
  registerDiagnostics,
  registerPendingSql,
  registerCodeActions,
  registerEnvironments,
  registerData,
  registerExamples,
  registerHover,
  registerInlayHints,
  registerLinks,
  registerMigrations,
  registerPlans,
]

/** Looks for projects, now and whenever the folders, the trust or the files say so. */
function follow(session: Session, client: ClientState): void {
  const { connection, documents, log, workspace, notice } = session
  const scan = () => {
    client.ready = workspace.scan().then(async () => {
      await lookAtUnserved(session)
      for (const say of workspace.incomplete()) log.warn(say)
      for (const what of ['state', 'diagnostics', 'environments', 'plans'] as const) notice(what)
      lookAtOnly(session)
    })
    client.ready.catch((error: unknown) =>
      log.error(`The search for projects failed: ${String(error)}`),
    )
  }
  scan()
  connection.onNotification(trustGranted.method, () => {
    client.trusted = true
    scan()
  })
  if (session.abilities.workspaceFolders) {
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = removed.map(({ uri }) => uri)
      const left = client.folders.filter((uri) => !gone.includes(uri))
      client.folders = [...left, ...added.map(({ uri }) => uri)]
      scan()
    })
  }
  documents.onDidSave(({ document }) => {
    workspace.changed([document.uri])
    notice('diagnostics')
  })
  registerWatchedFiles(session, scan).catch((error: unknown) =>
    log.warn(`Files on the disk are not watched: ${String(error)}`),
  )
  followOpenCode(session).catch((error: unknown) =>
    log.warn(`Unsaved code is not seen: ${String(error)}`),
  )
}

/** Why a project is not served is known without its schema, and costs nothing. */
async function lookAtUnserved({ workspace }: Session): Promise<void> {
  const unserved = workspace.projects().filter(({ layout }) => layout.schemaFiles.length === 0)
  await Promise.all(unserved.map((project) => project.analyse()))
}

/** The only project is looked at before its schema is opened; of many, each when it is opened. */
function lookAtOnly({ workspace, log, notice }: Session): void {
  const [project, ...others] = workspace.projects()
  if (project === undefined || others.length > 0) return
  project.analyse().then(
    () => notice('state'),
    (error: unknown) => log.error(`The first look failed: ${String(error)}`),
  )
}

async function createSession(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  parameters: InitializeParams,
  ports: ServerPorts,
  client: ClientState,
): Promise<Session> {
  const options = optionsOf(parameters)
  const abilities = clientAbilities(parameters.capabilities)
  const cache = options.cacheDirectory ?? ports.defaultCacheDirectory
  const parser = await loadSqlParser()
  const openText = (uri: string) => documents.get(uri)?.getText()
  const workspace = createWorkspace({
    folders: () => client.folders,
    trusted: () => client.trusted,
    evaluateConfig: ports.evaluateConfig,
    openText,
    engines: createEnginePool(ports.engineProgram(cache), mostEngines),
    parser,
    ownRules: ports.ownRules(() => client.trusted),
    now: ports.milliseconds,
    knownRules: knownRuleIds,
  })
  const session: Session = {
    connection,
    documents,
    workspace,
    parser,
    abilities,
    options,
    documentation: (options.documentation ?? ports.defaultDocumentation).replace(/\/$/, ''),
    log: connectionLog(connection),
    ready: () => client.ready,
    trusted: () => client.trusted,
    environmentsOf: createEnvironmentServices((project) => ({
      findUrl: findUrl(
        connection,
        options,
        ports.environmentVariable,
        uriOfPath(project.layout.root),
      ),
      mayContact: () => client.trusted,
      now: ports.now,
      changed: () => {
        session.notice('environments')
        session.notice('plans')
      },
      judgedAnew: () => {
        session.notice('diagnostics')
        session.notice('state')
      },
    })),
    applicationCodes: createApplicationCodes(
      { openText, openUris: () => documents.keys() },
      () => client.folders,
      () => workspace.projects(),
    ),
    dataChecks: createDataChecks({
      now: ports.now,
      outdated: () => session.notice('diagnostics'),
    }),
    notice: createNotices(
      connection,
      () => abilities,
      () => Promise.resolve(currentState(session)),
      () => workspace.projects().flatMap((project) => virtualDocuments(project)),
    ),
    now: ports.now,
  }
  return session
}

function optionsOf({ initializationOptions }: InitializeParams): InitializationOptions {
  return (initializationOptions ?? {}) as InitializationOptions
}

function createEnvironmentServices(
  portsOf: (project: Project) => EnvironmentPorts,
): (project: Project) => EnvironmentService {
  const services = new WeakMap<Project, EnvironmentService>()
  return (project) => {
    const service = services.get(project) ?? createEnvironmentService(project, portsOf(project))
    services.set(project, service)
    return service
  }
}
