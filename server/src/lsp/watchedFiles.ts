import { DidChangeWatchedFilesNotification } from 'vscode-languageserver'
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
]

export async function registerWatchedFiles(session: Session, rescan: () => void): Promise<void> {
  const { connection, abilities, workspace } = session
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const { scanIsDue } = workspace.changed(changes.map(({ uri }) => uri))
    if (scanIsDue) rescan()
    session.notice('diagnostics')
    session.notice('state')
    if (changes.some(({ uri }) => uri.includes('/plans/'))) session.notice('plans')
    session.notice('environments')
  })
  if (!abilities.watchesFiles) return
  await connection.client.register(DidChangeWatchedFilesNotification.type, {
    watchers: patterns.map((globPattern) => ({ globPattern })),
  })
}
