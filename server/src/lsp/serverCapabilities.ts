import { TextDocumentSyncKind, type ServerCapabilities } from 'vscode-languageserver'
import { documentScheme } from '../protocol/messages.js'

export const codeActionKinds = {
  quickFix: 'quickfix',
  rewrite: 'refactor.rewrite.concertina',
  fixAll: 'source.fixAll.concertina',
} as const

export const serverCapabilities: ServerCapabilities = {
  positionEncoding: 'utf-16',
  textDocumentSync: {
    openClose: true,
    change: TextDocumentSyncKind.Incremental,
    save: { includeText: false },
  },
  diagnosticProvider: {
    identifier: 'concertina',
    // A schema edit changes what a migration means, and the other way round.
    interFileDependencies: true,
    workspaceDiagnostics: false,
  },
  codeActionProvider: {
    codeActionKinds: [codeActionKinds.quickFix, codeActionKinds.rewrite, codeActionKinds.fixAll],
    resolveProvider: true,
  },
  hoverProvider: true,
  inlayHintProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  codeLensProvider: { resolveProvider: false },
  workspace: {
    workspaceFolders: { supported: true, changeNotifications: true },
    textDocumentContent: { schemes: [documentScheme] },
  },
}
