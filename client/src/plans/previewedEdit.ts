/**
 * The same edit of the protocol behind a line that changes nothing and wants to be confirmed: VS
 * Code opens its Refactor Preview for such an edit only, and what wants to be confirmed stands
 * unticked there. `uri` is a file that exists and is no new one.
 */
export function previewedEdit(edit: unknown, uri: string, label: string): unknown {
  const { documentChanges = [], changeAnnotations = {} } = edit as Partial<{
    readonly documentChanges: readonly unknown[]
    readonly changeAnnotations: Readonly<Record<string, unknown>>
  }>
  const start = { line: 0, character: 0 }
  const nothing = { range: { start, end: start }, newText: '', annotationId: lookId }
  const description = 'Nothing is run against any database. This first line changes nothing.'
  return {
    changeAnnotations: {
      ...changeAnnotations,
      [lookId]: { label, description, needsConfirmation: true },
    },
    documentChanges: [
      { textDocument: { uri, version: null }, edits: [nothing] },
      ...documentChanges,
    ],
  }
}

const lookId = 'concertina.look'
