import type { ClientCapabilities } from 'vscode-languageserver'

/** What the client on the other side can do, as far as the server makes use of it. */
export type ClientAbilities = {
  readonly watchesFiles: boolean
  readonly workspaceFolders: boolean
  readonly refreshesDiagnostics: boolean
  readonly refreshesCodeLenses: boolean
  readonly refreshesContent: boolean
  readonly workDoneProgress: boolean
  /** Creates files as part of an edit. */
  readonly createsFiles: boolean
  /** Deletes files as part of an edit. */
  readonly deletesFiles: boolean
  readonly annotatesChanges: boolean
  /** Resolves the edit of a code action late. */
  readonly resolvesEdits: boolean
  readonly disabledActions: boolean
  readonly relatedInformation: boolean
  /** Follows documents of more languages than it was started for. */
  readonly followsDocuments: boolean
}

export function clientAbilities({
  workspace,
  textDocument,
  window,
}: ClientCapabilities): ClientAbilities {
  const codeAction = textDocument?.codeAction
  return {
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshesCodeLenses: workspace?.codeLens?.refreshSupport === true,
    refreshesContent: workspace?.textDocumentContent !== undefined,
    workDoneProgress: window?.workDoneProgress === true,
    createsFiles:
      workspace?.workspaceEdit?.documentChanges === true &&
      workspace.workspaceEdit.resourceOperations?.includes('create') === true,
    deletesFiles:
      workspace?.workspaceEdit?.documentChanges === true &&
      workspace.workspaceEdit.resourceOperations?.includes('delete') === true,
    annotatesChanges: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
    resolvesEdits: codeAction?.resolveSupport?.properties.includes('edit') === true,
    disabledActions: codeAction?.disabledSupport === true,
    followsDocuments: textDocument?.synchronization?.dynamicRegistration === true,
    relatedInformation:
      textDocument?.diagnostic?.relatedInformation === true ||
      textDocument?.publishDiagnostics?.relatedInformation === true,
  }
}
