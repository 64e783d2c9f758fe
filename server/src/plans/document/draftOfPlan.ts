import type {
  PlanDraft,
  PlannedBackfill,
  PlannedMigration,
  PlannedPhase,
} from '../../recipes/recipe.js'
import type { PhaseFile, PlanBackfill, PlanDocument, PlanPhase } from './planDocument.js'

export type DraftReading =
  | { readonly kind: 'draft'; readonly draft: PlanDraft }
  /** Paths, as plan.json has them, of files that are not there. */
  | { readonly kind: 'incomplete'; readonly missing: readonly string[] }

/**
 * The plan as it was before it was written, with the texts that its files have now: what is proved
 * again after an edit. `textOf` takes paths as plan.json has them, those of migrations included.
 */
export function draftOfPlan(
  document: PlanDocument,
  textOf: (path: string) => string | undefined,
): DraftReading {
  const missing = pathsOf(document).filter((path) => textOf(path) === undefined)
  if (missing.length > 0) return { kind: 'incomplete', missing }
  const read = (path: string) => textOf(path) ?? ''
  const { recipe, operation, slug, title, subject, answers, backfill, rehearsal } = document
  const { furtherBackfills, removal } = document
  return {
    kind: 'draft',
    draft: {
      kind: 'plan',
      recipe,
      operation,
      slug,
      title,
      subject,
      answers,
      phases: document.phases.map((phase) => phaseOf(phase, read)),
      ...(backfill === undefined ? {} : { backfill: backfillOf(backfill, read) }),
      ...(furtherBackfills === undefined
        ? {}
        : { furtherBackfills: furtherBackfills.map((one) => backfillOf(one, read)) }),
      verify: read(document.verify.path),
      rehearsal,
      ...(removal === undefined ? {} : { removal }),
    },
  }
}

function phaseOf(phase: PlanPhase, read: (path: string) => string): PlannedPhase {
  const { name, schemaEdits, explanation, application, rollback } = phase
  return {
    name,
    migrations: phase.files.map((file) => migrationOf(file, read)),
    schemaEdits,
    rollback: {
      sql: rollback.file === undefined ? '' : read(rollback.file.path),
      loses: rollback.loses,
    },
    explanation,
    application,
  }
}

function migrationOf(
  { step, kind, path }: PhaseFile,
  read: (path: string) => string,
): PlannedMigration {
  return { step, kind, sql: read(path) }
}

function backfillOf(
  { table, key, from, path }: PlanBackfill,
  read: (path: string) => string,
): PlannedBackfill {
  return { table, key, from, sql: read(path) }
}

function pathsOf({
  phases,
  backfill,
  furtherBackfills = [],
  verify,
}: PlanDocument): readonly string[] {
  return [
    ...phases.flatMap(({ files, rollback }) => [
      ...files,
      ...(rollback.file === undefined ? [] : [rollback.file]),
    ]),
    ...(backfill === undefined ? [] : [backfill]),
    ...furtherBackfills,
    verify,
  ].map(({ path }) => path)
}
