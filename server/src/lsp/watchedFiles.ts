import { DidChangeWatchedFilesNotification } from 'vscode-languageserver'
import { isCodeFile } from '../application/codePlaces.js'
import { pathOfUri } from '../project/locations.js'
import type { Session } from './session.js'

/** Files whose change on the disk changes an answer; open documents count by their text. */
const patterns = [
  '**/*.prisma',
  '**/migration.sql',
  '**/migration_lock.toml',
  '**/{prisma,prisma7}.config.*',
  '**/.config/{prisma,prisma7}.*',
  '**/package.json',
  '**/concertina.json',
  '**/plans/*/**',
  '**/.git/{HEAD,logs/HEAD}',
  '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,vue,svelte,astro}',
]

export async function registerWatchedFiles(session: Session, rescan: () => void): Promise<void> {
  const { connection, abilities, workspace } = session
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const [code, others] = parted(changes.map(({ uri }) => uri))
    if (session.applicationCodes.changed(code.flatMap((uri) => pathOfUri(uri) ?? [])))
      session.notice('diagnostics')
    if (others.length === 0) return
    const { scanIsDue } = workspace.changed(others)
    if (scanIsDue) rescan()
    session.notice('diagnostics')
    session.notice('state')
    if (others.some((uri) => uri.includes('/plans/'))) session.notice('plans')
    session.notice('environments')
  })
  if (!abilities.watchesFiles) return
  await connection.client.register(DidChangeWatchedFilesNotification.type, {
    watchers: patterns.map((globPattern) => ({ globPattern })),
  })
}

/** Code of the application, which says where something is used, and everything else. */
function parted(uris: readonly string[]): readonly [readonly string[], readonly string[]] {
  const isCode = (uri: string) =>
    isCodeFile(uri) && !/\/prisma7?(?:\.config)?\.[cm]?[jt]s$/.test(uri)
  return [uris.filter(isCode), uris.filter((uri) => !isCode(uri))]
}
