import {
  LSPErrorCodes,
  ResponseError,
  type CodeAction,
  type CancellationToken,
  type CodeActionParams,
} from 'vscode-languageserver'
import type { OfferedAction } from '../features/codeActions/offeredAction.js'
import { uriOfPath } from '../project/locations.js'
import { proveSchemaEdits } from '../project/withEditedSchema.js'
import { lineIndexOf } from '../text/lineIndex.js'
import { touches } from '../text/range.js'
import { askUser } from './askUser.js'
import { documentActions } from './documentActions.js'
import { handle, Refused } from './handle.js'
import { planMaker } from './planProgress.js'
import { codeActionKinds } from './serverCapabilities.js'
import type { Session } from './session.js'
import { toWorkspaceEdit } from './toWorkspaceEdit.js'
import { versionOf } from './environmentsHandler.js'

/** What travels with an offered action and comes back when it is chosen. */
type ActionData = {
  readonly project: string
  readonly uri: string
  readonly version: number
  readonly id: string
}

/** Actions of the lightbulb: offered at once, computed when chosen. */
export function registerCodeActions(session: Session): void {
  session.connection.onCodeAction(
    handle('codeAction', session.log, (parameters) => offer(session, parameters)),
  )
  session.connection.onCodeActionResolve(
    handle('codeAction/resolve', session.log, (action, token) => resolve(session, action, token)),
  )
}

async function offer(
  session: Session,
  { textDocument: { uri }, range, context }: CodeActionParams,
): Promise<CodeAction[]> {
  await session.ready()
  const document = session.documents.get(uri)
  const project = session.workspace.projectOf(uri)
  if (document === undefined || project === undefined) return []
  const { version } = document
  const analysis = await project.analyse()
  const offered = await documentActions(session, project, analysis, uri)
  if (session.documents.get(uri)?.version !== version) return []
  const asked = lineIndexOf(document.getText()).offsetsOf(range)
  const isHere = ({ places }: OfferedAction) =>
    places.length === 0 || places.some((place) => place.uri === uri && touches(place.range, asked))
  const data = { project: uriOfPath(project.layout.root), uri, version }
  return offered
    .filter(isHere)
    .filter((action) => isWanted(context.only, codeActionKinds[action.kind]))
    .map((action) => toCodeAction(action, context.diagnostics, data, session))
}

function toCodeAction(
  action: OfferedAction,
  diagnostics: CodeActionParams['context']['diagnostics'],
  data: Omit<ActionData, 'id'>,
  session: Session,
): CodeAction {
  const disabled = session.abilities.disabledActions
    ? (whyNotHere(session) ?? action.refused)
    : undefined
  const answered = diagnostics.filter(
    ({ source, code }) => source === 'concertina' && action.rules.includes(String(code)),
  )
  return {
    title: action.title,
    kind: codeActionKinds[action.kind],
    ...(action.preferred ? { isPreferred: true } : {}),
    ...(answered.length === 0 ? {} : { diagnostics: answered }),
    ...(disabled === undefined ? {} : { disabled: { reason: disabled } }),
    data: { ...data, id: action.id } satisfies ActionData,
  }
}

async function resolve(
  session: Session,
  action: CodeAction,
  token: CancellationToken,
): Promise<CodeAction> {
  const data = actionData(action.data)
  const project = data === undefined ? undefined : session.workspace.project(data.project)
  if (data === undefined || project === undefined) {
    throw new Refused('This action belongs to a project that is not open any more.')
  }
  if (session.documents.get(data.uri)?.version !== data.version) {
    throw new ResponseError(LSPErrorCodes.ContentModified, 'The document has changed. Try again.')
  }
  const notHere = whyNotHere(session)
  if (notHere !== undefined) throw new Refused(notHere)
  const analysis = await project.analyse()
  const offered = (await documentActions(session, project, analysis, data.uri)).find(
    ({ id }) => id === data.id,
  )
  if (offered === undefined) {
    throw new ResponseError(LSPErrorCodes.ContentModified, 'The change has gone. Try again.')
  }
  const changes = await offered.resolve({
    now: session.now(),
    migrationsUri: uriOfPath(project.layout.migrationsDir),
    proveEdits: (edits, expected) => proveSchemaEdits(project, analysis, edits, expected),
    ask: (title, questions) => askUser(session, project, title, questions),
    ...planMaker(session, project, analysis, token),
  })
  if (changes === 'cancelled') {
    throw new ResponseError(LSPErrorCodes.RequestCancelled, 'Nothing was written.')
  }
  if ('kind' in changes) throw new Refused(changes.say)
  if (session.documents.get(data.uri)?.version !== data.version) {
    throw new ResponseError(LSPErrorCodes.ContentModified, 'The document has changed. Try again.')
  }
  return { ...action, edit: toWorkspaceEdit(changes, versionOf(session), session.abilities) }
}

function whyNotHere({ abilities }: Session): string | undefined {
  if (!abilities.createsFiles) return 'This editor cannot create files as part of an edit.'
  if (!abilities.resolvesEdits) return 'This editor cannot compute an edit when it is chosen.'
  return undefined
}

/**
 * Kinds form a hierarchy: `refactor` asks for `refactor.rewrite.concertina` too (LSP 3.18,
 * CodeActionKind). Source actions concern the whole file: the lightbulb has no place for them.
 */
function isWanted(only: readonly string[] | undefined, kind: string): boolean {
  if (only === undefined) return kind !== codeActionKinds.fixAll
  return only.some((one) => kind === one || one === '' || kind.startsWith(`${one}.`))
}

function actionData(data: unknown): ActionData | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  const { project, uri, version, id } = data as Record<string, unknown>
  return typeof project === 'string' &&
    typeof uri === 'string' &&
    typeof version === 'number' &&
    typeof id === 'string'
    ? { project, uri, version, id }
    : undefined
}
