import type { CreateFile, DeleteFile, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver'
import type { FileChanges } from '../features/documentEdit.js'
import { lineIndexOf } from '../text/lineIndex.js'
import type { ClientAbilities } from './clientAbilities.js'

/**
 * The only place where a workspace edit is built: creations first, never over an existing file,
 * edits of open documents with their version, so that an edit for an older text is refused, and
 * what goes last.
 */
export function toWorkspaceEdit(
  { creations, edits, removals = [], annotations }: FileChanges,
  versionOf: (uri: string) => number | undefined,
  abilities: ClientAbilities,
): WorkspaceEdit {
  const annotated = (annotation: string | undefined) =>
    annotation === undefined || !abilities.annotatesChanges ? {} : { annotationId: annotation }
  const created = creations.flatMap(
    ({ uri, text, annotation }): (CreateFile | TextDocumentEdit)[] => [
      {
        kind: 'create',
        uri,
        options: { overwrite: false, ignoreIfExists: false },
        ...annotated(annotation),
      },
      {
        textDocument: { uri, version: null },
        edits: [{ range: beginning, newText: text, ...annotated(annotation) }],
      },
    ],
  )
  // One for each document: after the first one its version would be another.
  const changed = [...new Set(edits.map(({ uri }) => uri))].map((uri): TextDocumentEdit => ({
    textDocument: { uri, version: versionOf(uri) ?? null },
    edits: edits
      .filter((edit) => edit.uri === uri)
      .flatMap(({ text, edits: changes, annotation }) => {
        const lines = lineIndexOf(text)
        return changes.map(({ range, newText }) => ({
          range: lines.rangeOf(range),
          newText,
          ...annotated(annotation),
        }))
      }),
  }))
  const removed = removals.map(({ uri, folder, annotation }): DeleteFile => ({
    kind: 'delete',
    uri,
    options: { recursive: folder, ignoreIfNotExists: false },
    ...annotated(annotation),
  }))
  return {
    documentChanges: [...created, ...changed, ...removed],
    ...(abilities.annotatesChanges ? { changeAnnotations: { ...annotations } } : {}),
  }
}

const beginning = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }
