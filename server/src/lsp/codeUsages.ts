import {
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  TextDocumentSyncKind,
} from 'vscode-languageserver'
import { isWithin } from '../prisma/folders.js'
import type { ProjectAnalysis } from '../project/analysis.js'
import {
  createApplicationCode,
  type ApplicationCode,
  type ApplicationPorts,
} from '../project/applicationCode.js'
import type { JudgedScripts } from '../project/dataCheck.js'
import { concernsCode, withUsages } from '../project/findingUsages.js'
import { pathOfUri } from '../project/locations.js'
import type { Project } from '../project/project.js'
import type { ProjectSnapshot } from '../project/projectSnapshot.js'
import type { Session } from './session.js'

/** The code around each project, as far as it has been read. */
export type ApplicationCodes = {
  of(project: Project): ApplicationCode
  /** Takes note of changed files; tells whether findings may say something else now. */
  changed(paths: readonly string[]): boolean
}

export function createApplicationCodes(
  open: Pick<ApplicationPorts, 'openText' | 'openUris'>,
  folders: () => readonly string[],
  projects: () => readonly Project[],
): ApplicationCodes {
  const known = new WeakMap<Project, ApplicationCode>()
  return {
    of: (project) => {
      const found = known.get(project)
      if (found !== undefined) return found
      const { root } = project.layout
      const topFolder = folders()
        .flatMap((uri) => pathOfUri(uri) ?? [])
        .find((folder) => isWithin(root, folder))
      const code = createApplicationCode(project.layout, {
        ...open,
        ...(topFolder === undefined ? {} : { topFolder }),
      })
      known.set(project, code)
      return code
    },
    // Of the projects that there are: the code of one that is gone is forgotten with it.
    changed: (paths) =>
      projects()
        .flatMap((project) => known.get(project) ?? [])
        .map((code) => code.changed(paths))
        .includes(true),
  }
}

/**
 * The findings with where the application uses what they are about, as far as that is known
 * already. What is not read yet is read beside, and the client is told when there is more to show.
 */
export function withCodeUsages<Judged extends JudgedScripts>(
  session: Session,
  project: Project,
  judged: Judged,
  snapshot: ProjectSnapshot,
): Judged {
  if (!concernsCode(judged, snapshot)) return judged
  const code = session.applicationCodes.of(project)
  if (code.isStale() || !session.abilities.watchesFiles) {
    code.read(snapshot.schema).then(
      ({ hasChanged }) => {
        if (hasChanged) session.notice('diagnostics')
      },
      (error: unknown) => session.log.warn(`The application's code was not read: ${String(error)}`),
    )
  }
  const known = code.last()
  return known === undefined ? judged : withUsages(judged, snapshot, known)
}

/** The same for the pending change of an analysis. */
export function analysisWithCode(
  session: Session,
  project: Project,
  analysis: ProjectAnalysis,
): ProjectAnalysis {
  const { outcome, snapshot } = analysis
  if (outcome.kind !== 'checked') return analysis
  const judged = { pending: outcome.pending, migrations: [] }
  const { pending } = withCodeUsages(session, project, judged, snapshot)
  return { ...analysis, outcome: { ...outcome, pending } }
}

const languages = [
  'typescript',
  'typescriptreact',
  'javascript',
  'javascriptreact',
  'vue',
  'svelte',
  'astro',
]

/** Texts of open code, so that what is not saved counts; nothing else is asked about these files. */
export async function followOpenCode({ connection, abilities }: Session): Promise<void> {
  if (!abilities.followsDocuments) return
  const documentSelector = languages.map((language) => ({ scheme: 'file', language }))
  await connection.client.register(DidOpenTextDocumentNotification.type, { documentSelector })
  await connection.client.register(DidChangeTextDocumentNotification.type, {
    documentSelector,
    syncKind: TextDocumentSyncKind.Incremental,
  })
  await connection.client.register(DidCloseTextDocumentNotification.type, { documentSelector })
}
