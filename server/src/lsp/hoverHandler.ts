import { MarkupKind, type Hover, type HoverParams } from 'vscode-languageserver'
import { migrationHover, schemaHover } from '../features/hover.js'
import { strategyAdvice } from '../features/strategies/strategyAdvice.js'
import { migrationToJudge } from '../project/migrationToJudge.js'
import type { Project } from '../project/project.js'
import { lineIndexOf } from '../text/lineIndex.js'
import { handle } from './handle.js'
import type { Session } from './session.js'

/** What is known of the statement under the pointer, or that the schema's token causes. */
export function registerHover(session: Session): void {
  session.connection.onHover(
    handle('hover', session.log, (parameters) => hover(session, parameters)),
  )
}

async function hover(
  session: Session,
  { textDocument: { uri }, position }: HoverParams,
): Promise<Hover | null> {
  await session.ready()
  const text = session.documents.get(uri)?.getText()
  const project = session.workspace.projectOf(uri)
  if (text === undefined || project === undefined) return null
  const lines = lineIndexOf(text)
  const offset = lines.offsetsOf({ start: position, end: position }).start
  const found = await hoverAt(session, project, uri, offset)
  if (found === undefined || session.documents.get(uri)?.getText() !== text) return null
  return {
    contents: { kind: MarkupKind.Markdown, value: found.markdown },
    range: lines.rangeOf(found.range),
  }
}

/** To look at a migration long deployed would replay the history once more; nobody waits for that. */
async function hoverAt(session: Session, project: Project, uri: string, offset: number) {
  const analysis = await project.analyse()
  if (analysis.snapshot.schema.documents.some((one) => one.uri === uri)) {
    return schemaHover(analysis, uri, offset, strategyAdvice(analysis, session.parser))
  }
  const standings = await session.environmentsOf(project).knownStandings()
  const migration = await migrationToJudge(project, uri, standings)
  if (migration?.judged !== true || analysis.outcome.kind !== 'checked') return undefined
  const judged = await project.analyseMigration(migration.index)
  return judged && migrationHover(judged, analysis.outcome.replay.postgres, offset)
}
