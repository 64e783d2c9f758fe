import { undoEdits } from '../plans/document/undoEdits.js'
import type { SchemaUndo } from '../plans/document/writePlan.js'
import type { ProofContext } from '../plans/prove/proofContext.js'
import { compareDiffs, isAsExpected } from '../plans/prove/remainingDiff.js'
import type { SchemaDocument } from '../prisma/schemaDocument.js'
import type { SchemaEdit } from '../prisma/schemaEdit.js'
import type { PlanDraft, PlannedPhase } from '../recipes/recipe.js'
import { editedDocuments, editedFiles } from './editedSchema.js'
import type { PlanServices } from './makePlan.js'
import { filterOf, type ProjectSnapshot } from './projectSnapshot.js'

type Pending = Required<Pick<ProofContext, 'remaining' | 'drift'>>

/**
 * For each phase the edits that take its schema edits back. Before the first phase the schema read
 * as it does at git HEAD: its way back is kept only when Prisma then sees no difference but those
 * in `pending`, and left out when it is not known.
 */
export async function undoOfPhases(
  draft: PlanDraft,
  snapshot: ProjectSnapshot,
  pending: Pending,
  services: Pick<PlanServices, 'engine' | 'parser'>,
): Promise<SchemaUndo> {
  const { schema, committed } = snapshot
  const undo: Partial<Record<PlannedPhase['name'], readonly SchemaEdit[]>> = {}
  let before = committed.kind === 'known' ? committed.schema.documents : undefined
  let documents: readonly SchemaDocument[] = schema.documents
  const edits: SchemaEdit[] = []
  for (const { name, schemaEdits } of draft.phases) {
    const after = editedDocuments(documents, schemaEdits)
    if (after.kind === 'refusal') return undo
    edits.push(...schemaEdits)
    const isFirst = name === 'expand'
    const back = before && undoEdits(before, after.documents, isFirst ? schemaEdits : undefined)
    const isKnown =
      back !== undefined &&
      (!isFirst || (await leadsBack([...edits, ...back], snapshot, pending, services)))
    if (isKnown) undo[name] = back
    before = documents = after.documents
  }
  return undo
}

async function leadsBack(
  edits: readonly SchemaEdit[],
  { schema, history, layout }: ProjectSnapshot,
  pending: Pending,
  { engine, parser }: Pick<PlanServices, 'engine' | 'parser'>,
): Promise<boolean> {
  const edited = editedFiles(schema, edits)
  if (edited.kind === 'refusal') return false
  const diff = await engine.diff({
    at: history.migrations.length,
    files: edited.files,
    filter: filterOf(layout),
    direction: 'toSchema',
  })
  return diff.kind === 'script' && isAsExpected(compareDiffs(diff.sql, pending, parser))
}
