// A language server without any thinking, for tests of the client: it answers from a JSON file
// (FAKE_SCRIPT) that the test may rewrite at any time, and writes what it is told to another (FAKE_RECORD).
import { appendFileSync, readFileSync, watchFile } from 'node:fs'
import {
  createConnection,
  IPCMessageReader,
  IPCMessageWriter,
  LSPErrorCodes,
  ResponseError,
  TextDocuments,
  TextDocumentSyncKind,
  type CancellationToken,
  type CodeAction,
} from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import * as messages from '../../server/src/protocol/messages.js'
import { abandoningOf, fakePlanEdit, promotionOf, takingBackOf } from './fakePlanEdit.js'
import type { FakeScript } from './fakeScript.js'

const scriptFile = process.env.FAKE_SCRIPT ?? ''
const recordFile = process.env.FAKE_RECORD ?? ''

const readScript = () => JSON.parse(readFileSync(scriptFile, 'utf8')) as FakeScript
const record = (what: string, value: unknown = null) =>
  appendFileSync(recordFile, `${JSON.stringify({ what, value })}\n`)

const connection = createConnection(new IPCMessageReader(process), new IPCMessageWriter(process))
const documents = new TextDocuments(TextDocument)
documents.listen(connection)

connection.onInitialize(({ initializationOptions }) => {
  record('initialize', initializationOptions)
  if (readScript().dies === true) process.exit(1)
  return {
    capabilities: {
      textDocumentSync: TextDocumentSyncKind.Incremental,
      diagnosticProvider: {
        identifier: 'concertina',
        interFileDependencies: true,
        workspaceDiagnostics: false,
      },
      codeActionProvider: {
        codeActionKinds: ['quickfix', 'refactor.rewrite.concertina'],
        resolveProvider: true,
      },
      workspace: { textDocumentContent: { schemes: [messages.documentScheme] } },
    },
  }
})
connection.onInitialized(() => tellAll())
watchFile(scriptFile, { interval: 100 }, () => {
  if (readScript().dies === true) process.exit(1)
  tellAll()
})

function tellAll(): void {
  const { projects } = readScript()
  void connection.sendNotification(messages.stateChanged.method, { projects })
  void connection.sendNotification(messages.environmentsChanged.method)
  void connection.sendNotification(messages.plansChanged.method)
  for (const uri of readScript().changedContents ?? [])
    void connection.workspace.textDocumentContent.refresh(uri)
}

connection.onRequest(messages.readState.method, () => ({ projects: readScript().projects }))
connection.onRequest(messages.readEnvironments.method, () => readScript().environments)
connection.onRequest(messages.readPlans.method, () => readScript().plans)
connection.onRequest(
  messages.promotePhase.method,
  (request: messages.PromotePhaseRequest): messages.PlanActAnswer => {
    record('promotePhase', request)
    return promotionOf(request, readScript().projects[0]?.project ?? '')
  },
)
connection.onRequest(
  messages.rollBackPhase.method,
  (request: messages.RollBackPhaseRequest): messages.PlanActAnswer => {
    record('rollBackPhase', request)
    return takingBackOf(request, readScript().projects[0]?.project ?? '')
  },
)
connection.onRequest(
  messages.abandonPlan.method,
  (request: messages.AbandonPlanRequest): messages.PlanActAnswer => {
    record('abandonPlan', request)
    return abandoningOf(request)
  },
)
connection.onRequest(
  messages.checkData.method,
  async (request: messages.CheckDataRequest, token: CancellationToken) => {
    record('checkData', request)
    return readScript().checkData?.[request.environment] ?? cancelled(token)
  },
)
connection.onNotification(messages.trustGranted.method, () => record('trustGranted'))
connection.onNotification(
  messages.environmentsVisible.method,
  ({ visible }: messages.EnvironmentsVisible) => record('environmentsVisible', visible),
)
connection.onRequest(
  messages.refreshEnvironments.method,
  async (request: messages.RefreshEnvironments) => {
    record('refreshEnvironments', request)
    for (const { project, environments } of readScript().environments.projects)
      for (const { name } of environments) {
        const answer = await connection.sendRequest<messages.EnvironmentUrlAnswer>(
          messages.environmentUrl.method,
          { project, environment: name },
        )
        record('environmentUrl', { name, ...answer })
      }
    return readScript().environments
  },
)
connection.onRequest(messages.describeUrl.method, (request: messages.DescribeUrlRequest) =>
  Promise.resolve(describe(request)),
)
connection.onRequest(
  messages.editEnvironment.method,
  (request: messages.EditEnvironmentRequest) => {
    record('editEnvironment', request)
    return readScript().editEnvironment ?? { say: 'The file has an error in line 3.' }
  },
)
connection.onRequest(
  messages.pendingSql.method,
  (): messages.PendingSqlAnswer => readScript().pendingSql ?? {},
)
connection.onRequest(
  messages.suggestMigrationName.method,
  (): messages.SuggestedMigrationName => readScript().suggestedName ?? {},
)
connection.onRequest(
  messages.createMigration.method,
  ({ name }: messages.CreateMigrationRequest): messages.EditAnswer => {
    record('createMigration', name)
    const [project] = readScript().projects
    if (name === 'taken') return { say: 'There is a migration of this name already.' }
    const uri = `${project?.project}/prisma/migrations/20261120120000_${name}/migration.sql`
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }
    return {
      edit: {
        documentChanges: [
          { kind: 'create', uri, options: { overwrite: false, ignoreIfExists: false } },
          { textDocument: { uri, version: null }, edits: [{ range, newText: '-- one\n' }] },
        ],
      },
    }
  },
)
connection.onRequest('workspace/textDocumentContent', ({ uri }: { uri: string }) => ({
  text: readScript().contents?.[uri] ?? `-- ${uri}\n`,
}))

connection.languages.diagnostics.on(({ textDocument: { uri } }) => {
  const document = documents.get(uri)
  const at = uri.endsWith('.prisma') ? (document?.getText().indexOf('remark') ?? -1) : -1
  record('diagnostic', uri.replace(/^.*\//, ''))
  if (document === undefined || at < 0) return { kind: 'full', items: [] }
  return {
    kind: 'full',
    items: [
      {
        range: { start: document.positionAt(at), end: document.positionAt(at + 6) },
        message: 'Renaming "note" breaks running code that still reads it.',
        source: 'concertina',
        code: 'prisma-rename-as-drop-add',
        severity: 2,
      },
    ],
  }
})

connection.onCodeAction(({ textDocument: { uri } }): CodeAction[] => {
  if (!uri.endsWith('.prisma')) return []
  const kind = 'refactor.rewrite.concertina'
  return [
    { title: 'Rename in three deployments', kind, data: { uri, of: 'plan' } },
    { title: 'Rename, refused', kind, data: { uri, of: 'refusal' } },
    { title: 'Rename, applied', kind, disabled: { reason: 'prod has applied it already.' } },
  ]
})
connection.onCodeActionResolve(async (action) => {
  const { uri, of } = action.data as { uri: string; of: string }
  record('resolve', of)
  if (of === 'refusal')
    throw new ResponseError(LSPErrorCodes.RequestFailed, 'The document has changed. Try again.')
  const { questions } = readScript()
  const answer = questions && (await connection.sendRequest(messages.ask.method, questions))
  record('answer', answer)
  if ((answer as messages.AskAnswer | undefined)?.kind === 'cancelled')
    throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The user has left.')
  const document = documents.get(uri)
  if (document === undefined) throw new Error('It is not open.')
  return { ...action, edit: fakePlanEdit(document) }
})

function cancelled(token: CancellationToken): Promise<ResponseError> {
  return new Promise((resolve) =>
    token.onCancellationRequested(() => {
      record('cancelled')
      resolve(new ResponseError(LSPErrorCodes.RequestCancelled, 'The user has left.'))
    }),
  )
}

function describe({ url }: messages.DescribeUrlRequest): messages.DescribeUrlAnswer {
  if (!url.startsWith('postgresql://'))
    return { kind: 'refused', say: 'The URL does not begin with postgresql:// or postgres://' }
  const target = url.replace(/^.*@/, '')
  return url.includes('prod')
    ? { kind: 'url', target, looksLikeProduction: true, why: 'its host name says so.' }
    : { kind: 'url', target, looksLikeProduction: false }
}

connection.listen()
