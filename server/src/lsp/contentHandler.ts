import type { CodeLens } from 'vscode-languageserver'
import { migrationLensTitles } from '../features/migrationLens.js'
import {
  pendingSqlNotes,
  pendingSqlText,
  pendingSqlUri,
  projectOfPendingSqlUri,
} from '../features/pendingSqlDocument.js'
import { strategiesText } from '../features/strategies/strategiesText.js'
import { isStrategiesUri, strategiesUri } from '../features/strategies/strategiesDocument.js'
import { isSummaryUri, summaryUri } from '../features/summary/summaryDocument.js'
import { uriOfPath } from '../project/locations.js'
import {
  compareStrategies,
  pendingSql,
  summariseDeploy,
  type PendingSqlAnswer,
  type PendingSqlRequest,
} from '../protocol/messages.js'
import { migrationToJudge } from '../project/migrationToJudge.js'
import type { Project } from '../project/project.js'
import { lineIndexOf } from '../text/lineIndex.js'
import { analysisWithData } from './analysisWithData.js'
import { deploySummaryText } from './deploySummary.js'
import { handle } from './handle.js'
import { migrationWithData } from './migrationWithData.js'
import type { Session } from './session.js'

/** The virtual documents: their uris, their texts, and a note over each statement of the SQL. */
export function registerPendingSql(session: Session): void {
  const { connection, log } = session
  const answerWith = (method: string, uriOf: (projectUri: string) => string) =>
    connection.onRequest(
      method,
      handle(method, log, async ({ uri }: PendingSqlRequest): Promise<PendingSqlAnswer> => {
        await session.ready()
        const project = session.workspace.project(uri) ?? session.workspace.projectOf(uri)
        if (project === undefined) return { say: 'This file belongs to no Prisma project.' }
        return { uri: uriOf(uriOfPath(project.layout.root)) }
      }),
    )
  answerWith(pendingSql.method, pendingSqlUri)
  answerWith(compareStrategies.method, strategiesUri)
  answerWith(summariseDeploy.method, summaryUri)
  connection.workspace.textDocumentContent.on(
    handle('textDocumentContent', log, async ({ uri }) => ({ text: await textOf(session, uri) })),
  )
  connection.onCodeLens(
    handle('codeLens', log, async ({ textDocument: { uri } }): Promise<CodeLens[]> => {
      if (isStrategiesUri(uri) || isSummaryUri(uri)) return []
      const project = await projectOf(session, uri)
      if (project === undefined) return migrationLenses(session, uri)
      const analysis = await project.analyse()
      const lines = lineIndexOf(pendingSqlText(analysis))
      return pendingSqlNotes(analysis).map(({ range, title }) => ({
        range: lines.rangeOf(range),
        command: { title, command: '' },
      }))
    }),
  )
}

/** Those of a project, whether somebody looks at them or not. */
export function virtualDocuments({ layout }: Project): readonly string[] {
  const root = uriOfPath(layout.root)
  return [pendingSqlUri(root), strategiesUri(root), summaryUri(root)]
}

async function textOf(session: Session, uri: string): Promise<string> {
  const project = await projectOf(session, uri)
  const isSummary = isSummaryUri(uri)
  const isAdvice = isStrategiesUri(uri)
  if (project === undefined) {
    const say = 'This project is not open any more.'
    return isAdvice || isSummary ? `${say}\n` : `-- ${say}\n`
  }
  if (isSummary) return deploySummaryText(session, project)
  const analysis = await project.analyse()
  return isAdvice
    ? strategiesText(await analysisWithData(session, project, analysis), session.parser)
    : pendingSqlText(analysis)
}

/** Over the first line of a migration; nothing is contacted for it. */
async function migrationLenses(session: Session, uri: string): Promise<CodeLens[]> {
  const project = session.workspace.projectOf(uri)
  if (project === undefined || !uri.endsWith('/migration.sql')) return []
  const environments = session.environmentsOf(project)
  const migration = await migrationToJudge(project, uri, await environments.knownStandings())
  if (migration === undefined) return []
  const analysis = migration.judged ? await project.analyseMigration(migration.index) : undefined
  const judged = await migrationWithData(session, project, analysis)
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }
  const lenses = migrationLensTitles(migration.name, judged, await environments.views()).map(
    (title) => ({ range, command: { title, command: '' } }),
  )
  if (session.options.opensSummaries !== true) return lenses
  const command = 'concertina.summariseDeploy'
  return [
    ...lenses,
    { range, command: { title: 'Summarise the deploy', command, arguments: [uri] } },
  ]
}

async function projectOf(session: Session, uri: string): Promise<Project | undefined> {
  await session.ready()
  const root = projectOfPendingSqlUri(uri)
  return root === undefined ? undefined : session.workspace.project(root)
}
