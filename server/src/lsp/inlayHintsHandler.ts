import { MarkupKind, type InlayHint, type InlayHintParams } from 'vscode-languageserver'
import { lockLabels } from '../features/lockLabels.js'
import { migrationToJudge } from '../project/migrationToJudge.js'
import { lineIndexOf } from '../text/lineIndex.js'
import { handle } from './handle.js'
import type { Session } from './session.js'

/** Locks behind the statements of a migration that is judged. The client asks only where the user wants them. */
export function registerInlayHints(session: Session): void {
  session.connection.languages.inlayHint.on(
    handle('inlayHint', session.log, (asked) => inlayHints(session, asked)),
  )
}

async function inlayHints(
  session: Session,
  { textDocument: { uri }, range }: InlayHintParams,
): Promise<InlayHint[] | null> {
  await session.ready()
  const text = session.documents.get(uri)?.getText()
  const project = session.workspace.projectOf(uri)
  if (text === undefined || project === undefined || !uri.endsWith('.sql')) return null
  const standings = await session.environmentsOf(project).knownStandings()
  const migration = await migrationToJudge(project, uri, standings)
  if (migration?.judged !== true) return null
  const judged = await project.analyseMigration(migration.index)
  const { outcome } = await project.analyse()
  if (judged === undefined || outcome.kind !== 'checked') return null
  if (session.documents.get(uri)?.getText() !== text) return null
  const lines = lineIndexOf(text)
  const asked = lines.offsetsOf(range)
  return lockLabels(judged, outcome.replay.postgres)
    .filter(({ offset }) => asked.start <= offset && offset <= asked.end)
    .map(({ offset, label, markdown }) => ({
      position: lines.rangeOf({ start: offset, end: offset }).start,
      label,
      paddingLeft: true,
      tooltip: { kind: MarkupKind.Markdown, value: markdown },
    }))
}
