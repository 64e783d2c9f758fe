import {
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
} from 'vscode-languageserver'
import { configurationDiagnostics } from '../features/configurationDiagnostics.js'
import type { Diagnostic } from '../features/diagnostic.js'
import { migrationDiagnostics } from '../features/migrationDiagnostics.js'
import { planDiagnostics } from '../features/planDiagnostics.js'
import { schemaDiagnostics } from '../features/schemaDiagnostics.js'
import { planFileName } from '../plans/document/planDocument.js'
import { concertinaJsonFileName } from '../project/concertinaJson.js'
import { uriOfPath } from '../project/locations.js'
import { migrationToJudge } from '../project/migrationToJudge.js'
import type { Project } from '../project/project.js'
import { sha256 } from '../project/readProject.js'
import { lineIndexOf } from '../text/lineIndex.js'
import { analysisWithData } from './analysisWithData.js'
import { analysisWithCode, withCodeUsages } from './codeUsages.js'
import { handle } from './handle.js'
import { migrationWithData } from './migrationWithData.js'
import type { Session } from './session.js'
import { toDiagnostic } from './toDiagnostic.js'

/** Diagnostics of one document, on the client's demand. */
export function registerDiagnostics(session: Session): void {
  session.connection.languages.diagnostics.on(
    handle('diagnostics', session.log, (parameters, token) => report(session, parameters, token)),
  )
}

async function report(
  session: Session,
  { textDocument: { uri }, previousResultId }: DocumentDiagnosticParams,
  token: { readonly isCancellationRequested: boolean },
): Promise<DocumentDiagnosticReport> {
  await session.ready()
  const text = session.documents.get(uri)?.getText()
  const project = session.workspace.projectOf(uri)
  if (text === undefined || project === undefined) return full([])
  const diagnostics = await diagnosticsOf(session, project, uri)
  if (token.isCancellationRequested || session.documents.get(uri)?.getText() !== text) {
    // The text has changed meanwhile: the client shall ask again.
    throw new ResponseError(LSPErrorCodes.ServerCancelled, 'The document has changed.', {
      retriggerRequest: true,
    })
  }
  const lines = lineIndexOf(text)
  const items = diagnostics.map((diagnostic) =>
    toDiagnostic(diagnostic, lines, session.documentation, session.abilities.relatedInformation),
  )
  const resultId = resultIdOf(items)
  return resultId === previousResultId
    ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
    : full(items, resultId)
}

async function diagnosticsOf(
  session: Session,
  project: Project,
  uri: string,
): Promise<readonly Diagnostic[]> {
  const { layout } = project
  if (layout.schemaFiles.some((path) => uriOfPath(path) === uri)) {
    const analysis = await project.analyse()
    session.notice('state')
    const answered = await analysisWithData(session, project, analysis)
    return schemaDiagnostics(
      analysisWithCode(session, project, answered),
      uriOfPath(layout.root),
      uri,
    )
  }
  if (uri === uriOfPath(`${layout.root}/${concertinaJsonFileName}`)) {
    const { servers } = await project.snapshot()
    return configurationDiagnostics(await project.configuration(), servers)
  }
  if (uri.endsWith(`/${planFileName}`)) {
    const plan = (await project.plans()).find(
      ({ folder }) => uriOfPath(`${folder}/${planFileName}`) === uri,
    )
    return plan === undefined ? [] : planDiagnostics(plan, sha256, session.now())
  }
  if (!uri.endsWith('/migration.sql')) return []
  const standings = await session.environmentsOf(project).knownStandings()
  const migration = await migrationToJudge(project, uri, standings)
  if (migration === undefined) return []
  const analysis = migration.judged ? await project.analyseMigration(migration.index) : undefined
  const last = project.lastAnalysis()?.outcome
  const answered = await migrationWithData(session, project, analysis)
  const judged = { migrations: answered === undefined ? [] : [answered] }
  const told = withCodeUsages(session, project, judged, await project.snapshot())
  return migrationDiagnostics(
    told.migrations[0],
    migration.name,
    last?.kind === 'checked' ? last.replay : undefined,
  )
}

function full(
  items: Extract<DocumentDiagnosticReport, { kind: 'full' }>['items'],
  resultId = 'empty',
): DocumentDiagnosticReport {
  return { kind: DocumentDiagnosticReportKind.Full, items, resultId }
}

/** Equal diagnostics have equal ids (FNV-1a over their text). */
function resultIdOf(items: readonly unknown[]): string {
  let hash = 0x811c9dc5
  for (const character of JSON.stringify(items)) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  }
  return (hash >>> 0).toString(36)
}
