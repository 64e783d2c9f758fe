import type {
  PlanActAnswer,
  PlanGateReport,
  PromotePhaseRequest,
} from '../../server/src/protocol/messages.js'
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

/** Refused until somebody has answered for the gate that nobody can ask. */
export function promotionOf(
  { confirmed = [] }: PromotePhaseRequest,
  project: string,
): PlanActAnswer {
  const state = confirmed.includes('no-old-code') ? 'confirmed' : 'unknown'
  const say = 'Nobody but you knows whether old code still runs.'
  const gates: PlanGateReport[] = [{ name: 'no-old-code', of: 'G2', state, say }]
  if (state === 'unknown') return { say, gates, notes: [] }
  const uri = `${project}/prisma/migrations/20261120140000_rename_note_contract/migration.sql`
  return {
    phase: 'contract',
    edit: { documentChanges: created(uri, 'ALTER TABLE "orders" DROP COLUMN "note";\n') },
    gates,
    notes: ['Deploy it when you like.'],
  }
}

function created(uri: string, newText: string, annotationId?: string): object[] {
  const start = { line: 0, character: 0 }
  const options = { overwrite: false, ignoreIfExists: false }
  const annotated = annotationId === undefined ? {} : { annotationId }
  return [
    { kind: 'create', uri, options, ...annotated },
    {
      textDocument: { uri, version: null },
      edits: [{ range: { start, end: start }, newText, ...annotated }],
    },
  ]
}
