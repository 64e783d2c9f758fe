import { draftMigration, suggestedMigrationName } from '../features/createMigration.js'
import { uriOfPath } from '../project/locations.js'
import type { Project } from '../project/project.js'
import {
  createMigration,
  suggestMigrationName,
  type CreateMigrationRequest,
  type EditAnswer,
  type PendingSqlRequest,
  type SuggestedMigrationName,
} from '../protocol/messages.js'
import { versionOf } from './environmentsHandler.js'
import { handle } from './handle.js'
import type { Session } from './session.js'
import { toWorkspaceEdit } from './toWorkspaceEdit.js'

/** Writing the pending change as a migration folder, from the palette. */
export function registerMigrations(session: Session): void {
  const { connection, log } = session
  connection.onRequest(
    suggestMigrationName.method,
    handle(
      suggestMigrationName.method,
      log,
      async ({ uri }: PendingSqlRequest): Promise<SuggestedMigrationName> => {
        const project = await projectAt(session, uri)
        if (project === undefined) return { say: noProject }
        const analysis = await project.analyse()
        const name = suggestedMigrationName(analysis)
        if (name !== undefined) return { name }
        const draft = draftMigration(analysis, '', '', session.now())
        return draft.kind === 'refusal' ? { say: draft.say } : {}
      },
    ),
  )
  connection.onRequest(
    createMigration.method,
    handle(
      createMigration.method,
      log,
      async ({ uri, name }: CreateMigrationRequest): Promise<EditAnswer> => {
        const project = await projectAt(session, uri)
        if (project === undefined) return { say: noProject }
        if (!session.abilities.createsFiles)
          return { say: 'This editor cannot create files as part of an edit.' }
        const migrationsUri = uriOfPath(project.layout.migrationsDir)
        const draft = draftMigration(await project.analyse(), migrationsUri, name, session.now())
        if (draft.kind === 'refusal') return { say: draft.say }
        const changes = { creations: draft.files, edits: [], annotations: {} }
        return { edit: toWorkspaceEdit(changes, versionOf(session), session.abilities) }
      },
    ),
  )
}

const noProject = 'This file belongs to no Prisma project.'

async function projectAt(session: Session, uri: string): Promise<Project | undefined> {
  await session.ready()
  return session.workspace.project(uri) ?? session.workspace.projectOf(uri)
}
