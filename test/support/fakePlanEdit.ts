import type { TextDocument } from 'vscode-languageserver-textdocument'

/**
 * An edit of the shape that a plan has: one annotation for each phase, new files first, the schema
 * last. What needs confirmation stands unticked in VS Code's preview, so no file of the plan does:
 * an edit of nothing makes the preview open.
 */
export function fakePlanEdit(document: TextDocument): object {
  const folder = document.uri.replace(/\/[^/]*$/, '')
  const plan = `${folder}/plans/20261120093000_rename_note`
  const at = document.getText().indexOf('remark')
  const start = document.positionAt(at)
  const end = document.positionAt(at + 'remark'.length)
  return {
    changeAnnotations: {
      expand: { label: '1 Expand', description: 'deployed at once' },
      migrate: { label: '2 Migrate', description: 'the backfill' },
      contract: { label: '3 Contract', description: 'held back' },
      look: { label: 'Look through the plan, then apply it', needsConfirmation: true },
    },
    documentChanges: [
      ...created(
        `${folder}/migrations/20261120093000_rename_note_expand/migration.sql`,
        'ALTER TABLE "orders" ADD COLUMN "remark" TEXT;\n',
        'expand',
      ),
      ...created(`${plan}/README.md`, '# Rename note to remark\n', 'expand'),
      ...created(`${plan}/backfill.sql`, 'SELECT 1;\n', 'migrate'),
      ...created(`${plan}/contract.sql`, 'ALTER TABLE "orders" DROP COLUMN "note";\n', 'contract'),
      {
        textDocument: { uri: document.uri, version: document.version },
        edits: [
          { range: { start, end: start }, newText: '', annotationId: 'look' },
          { range: { start, end }, newText: 'remarkText', annotationId: 'expand' },
        ],
      },
    ],
  }
}

function created(uri: string, newText: string, annotationId: string): object[] {
  const start = { line: 0, character: 0 }
  const options = { overwrite: false, ignoreIfExists: false }
  return [
    { kind: 'create', uri, options, annotationId },
    {
      textDocument: { uri, version: null },
      edits: [{ range: { start, end: start }, newText, annotationId }],
    },
  ]
}
