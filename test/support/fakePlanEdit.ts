import type {
  AbandonPlanRequest,
  PlanActAnswer,
  PlanGateReport,
  PromotePhaseRequest,
  RollBackPhaseRequest,
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

/** The contract phase has no way back. */
export function takingBackOf(
  { phase, plan }: RollBackPhaseRequest,
  project: string,
): PlanActAnswer {
  if (phase !== 'Expand')
    return { say: `There is no way back from ${phase}.`, gates: [], notes: [] }
  const uri = `${project}/prisma/migrations/20261120150000_rename_note_expand_taken_back/migration.sql`
  const start = { line: 0, character: 0 }
  return {
    phase,
    edit: {
      changeAnnotations: {
        migrations: {
          label: 'Migration that takes the Expand phase back',
          description: 'What is lost: nothing.',
        },
      },
      documentChanges: [
        ...created(uri, 'ALTER TABLE "orders" DROP COLUMN "remark";\n', 'migrations'),
        {
          textDocument: { uri: `${plan}/plan.json`, version: null },
          edits: [{ range: { start, end: start }, newText: ' ', annotationId: 'migrations' }],
        },
      ],
    },
    gates: [],
    notes: ['What is lost: nothing.'],
  }
}

/** Refused until somebody has answered for the environment that does not answer itself. */
export function abandoningOf({ plan, confirmed = [] }: AbandonPlanRequest): PlanActAnswer {
  const name = 'not-applied:demo'
  const state = confirmed.includes(name) ? 'confirmed' : 'unknown'
  const gates: PlanGateReport[] = [
    { name: 'not-applied:dev', state: 'open', say: 'Nothing has run in dev.' },
    { name, state, say: 'What is applied in demo is not known.' },
  ]
  if (state === 'unknown')
    return { say: 'Whether the plan has run somewhere is not known.', gates, notes: [] }
  const remove = { label: 'Goes', description: 'Split customers.name' }
  const options = { recursive: true, ignoreIfNotExists: false }
  return {
    edit: {
      changeAnnotations: { remove },
      documentChanges: [{ kind: 'delete', uri: plan, options, annotationId: 'remove' }],
    },
    gates,
    notes: ['Its migrations go too.'],
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
