import type { Connection, TextDocuments } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { InitializationOptions } from '../protocol/messages.js'
import type { EnvironmentService } from '../project/environmentService.js'
import type { Project } from '../project/project.js'
import type { Workspace } from '../project/workspace.js'
import type { SqlParser } from '../sql/parseStatements.js'
import type { ClientAbilities } from './clientAbilities.js'
import type { ApplicationCodes } from './codeUsages.js'
import type { DataChecks } from './dataChecks.js'
import type { Log } from './log.js'

/** What every handler works with; made once, when the client has introduced itself. */
export type Session = {
  readonly connection: Connection
  readonly documents: TextDocuments<TextDocument>
  readonly workspace: Workspace
  readonly parser: SqlParser
  readonly abilities: ClientAbilities
  readonly options: InitializationOptions
  /** Base uri of the documentation pages. */
  readonly documentation: string
  readonly log: Log
  /** Resolves when the projects have been looked for. */
  readonly ready: () => Promise<void>
  readonly trusted: () => boolean
  readonly environmentsOf: (project: Project) => EnvironmentService
  /** What environments have said about findings. */
  readonly dataChecks: DataChecks
  /** The application's code around each project. */
  readonly applicationCodes: ApplicationCodes
  /** Something that the client shows may have changed. */
  readonly notice: (what: Noticed) => void
  readonly now: () => Date
}

export type Noticed = 'state' | 'diagnostics' | 'environments' | 'plans'
