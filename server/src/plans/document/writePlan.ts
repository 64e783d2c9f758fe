import type { Sha256 } from '../../migrations/checksum.js'
import type { MigrationHistory } from '../../migrations/migration.js'
import { migrationFolderName, nextTimestamp } from '../../migrations/migrationFolderName.js'
import type { SchemaEdit } from '../../prisma/schemaEdit.js'
import { migrationSlug } from '../../migrations/migrationSlug.js'
import type { PlanDraft, PlannedBackfill, PlannedPhase } from '../../recipes/recipe.js'
import type { ProofReport } from '../prove/proofReport.js'
import { backfillFile, verifyFile } from './planScripts.js'
import {
  planFileName,
  planVersion,
  type FileOfPlan,
  type PhaseFile,
  type PlanBackfill,
  type PlanDocument,
  type PlanEstimate,
  type PlanPhase,
} from './planDocument.js'
import { riskOf } from './planEvidence.js'
import { pathToMigration, plansFolder } from './planPaths.js'
import { approvalsOf, prerequisitesOf } from './planTerms.js'
import { planSteps } from './planSteps.js'
import { planReadme } from './planReadme.js'
import { readmeTexts } from './readmeTexts.js'

/** A plan on its way to the disk: files that do not exist yet, and edits of the schema. */
export type PlanFiles = {
  /** The first phase, which is deployed at once. */
  readonly migrations: readonly {
    /** Name of the folder. */
    readonly folder: string
    readonly path: string
    readonly text: string
  }[]
  /** `20261120093000_rename_user_name` */
  readonly plan: string
  readonly planFolder: readonly TextFile[]
  /** Of the first phase, for the editor's text. */
  readonly schemaEdits: readonly SchemaEdit[]
}

export type TextFile = { readonly path: string; readonly text: string }

export type PlanToWrite = {
  readonly draft: PlanDraft
  readonly proofs: Extract<ProofReport, { kind: 'proved' }>
  readonly at: Date
  readonly history: MigrationHistory
  /** Path or uri; all paths of the result begin as it does. */
  readonly migrationsFolder: string
  readonly sha256: Sha256
  /** Edits that take those of a phase back, by its name; absent where they are not known. */
  readonly undo?: SchemaUndo
  /** How large the tables are in an environment that was asked. */
  readonly sizes?: PlanEstimate
}

export type SchemaUndo = Readonly<
  Partial<Record<PlannedPhase['name'], readonly SchemaEdit[] | undefined>>
>

/**
 * Lays a proved plan out as files: migrations for the expand phase, each a second later than the
 * one before and all after the last of the history, and the plan's folder beside the migrations
 * with everything that is held back.
 */
export function planFiles(plan: PlanToWrite): PlanFiles {
  const { draft, migrationsFolder, sha256 } = plan
  const start = nextTimestamp(plan.history, plan.at)
  const name = migrationFolderName(start, draft.slug)
  const folder = `${plansFolder(migrationsFolder)}/${name}`
  const phases = draft.phases.map((phase) => layOut(plan, phase, start))
  const scripts = [
    ...backfillsOf(draft).map(({ path, backfill }) => ({ path, text: backfillFile(backfill) })),
    { path: 'verify.sql', text: verifyFile(draft.verify) },
  ]
  const document = documentOf(plan, phases, (text, path) => ({ path, sha256: sha256(text) }))
  const texts = [
    { path: planFileName, text: `${JSON.stringify(document, undefined, 2)}\n` },
    { path: 'README.md', text: planReadme(document, readmeTexts(draft)) },
    ...scripts,
    ...phases.flatMap(({ heldBack, rollback }) => [...heldBack, ...rollback]),
  ]
  return {
    migrations: phases.flatMap(({ migrations }) =>
      migrations.map(({ folder: migration, text }) => ({
        folder: migration,
        path: `${migrationsFolder}/${migration}/migration.sql`,
        text,
      })),
    ),
    plan: name,
    planFolder: texts.map(({ path, text }) => ({ path: `${folder}/${path}`, text })),
    schemaEdits: draft.phases
      .filter((phase) => phase.name === 'expand')
      .flatMap((phase) => phase.schemaEdits),
  }
}

/** A phase with its places; paths are relative to the plan's folder. */
type LaidOutPhase = {
  readonly phase: PlanPhase
  readonly migrations: readonly { readonly folder: string; readonly text: string }[]
  readonly heldBack: readonly TextFile[]
  readonly rollback: readonly TextFile[]
}

function layOut(
  { draft, migrationsFolder, sha256, undo }: PlanToWrite,
  phase: PlannedPhase,
  start: Date,
): LaidOutPhase {
  const isWritten = phase.name === 'expand'
  const placed = phase.migrations.map((file, index) => {
    const at = new Date(start.getTime() + index * 1000)
    const folder = migrationFolderName(at, `${draft.slug}_${file.step}`)
    const path = isWritten ? pathToMigration(migrationsFolder, folder) : heldBackPath(phase, index)
    return { file, folder, path }
  })
  const rollback = rollbackOf(phase)
  const schemaUndo = undo?.[phase.name]
  return {
    phase: {
      name: phase.name,
      explanation: phase.explanation,
      application: phase.application,
      files: placed.map(({ file, path }): PhaseFile => ({
        step: file.step,
        kind: file.kind,
        path,
        sha256: sha256(file.sql),
      })),
      schemaEdits: phase.schemaEdits,
      rollback: {
        loses: phase.rollback.loses,
        ...(rollback === undefined
          ? {}
          : { file: { path: rollback.path, sha256: sha256(rollback.text) } }),
        ...(schemaUndo === undefined ? {} : { schemaEdits: schemaUndo }),
      },
    },
    migrations: isWritten ? placed.map(({ file, folder }) => ({ folder, text: file.sql })) : [],
    heldBack: isWritten ? [] : placed.map(({ file, path }) => ({ path, text: file.sql })),
    rollback: rollback === undefined ? [] : [rollback],
  }
}

/** `contract.sql`, or `contract/01_contract_index.sql` where there are several. */
function heldBackPath({ name, migrations }: PlannedPhase, index: number): string {
  if (name === 'contract' && migrations.length === 1) return 'contract.sql'
  const number = String(index + 1).padStart(2, '0')
  return `${name}/${number}_${migrations[index]?.step ?? name}.sql`
}

function rollbackOf({ name, rollback }: PlannedPhase): TextFile | undefined {
  return rollback.sql.trim() === ''
    ? undefined
    : { path: `rollback/${name}.sql`, text: rollback.sql }
}

/** `backfill.sql`, and `backfill_2_posts.sql` for the second table. */
function backfillsOf({
  backfill,
  furtherBackfills = [],
}: PlanDraft): readonly { readonly path: string; readonly backfill: PlannedBackfill }[] {
  const all = [...(backfill === undefined ? [] : [backfill]), ...furtherBackfills]
  return all.map((one, index) => {
    const slug = migrationSlug(one.table.replace(/^[^.]*\./, ''))
    const suffix = [String(index + 1), ...(slug === '' ? [] : [slug])].join('_')
    return { path: index === 0 ? 'backfill.sql' : `backfill_${suffix}.sql`, backfill: one }
  })
}

function documentOf(
  { draft, proofs, at, sizes }: PlanToWrite,
  phases: readonly LaidOutPhase[],
  file: (text: string, path: string) => FileOfPlan,
): PlanDocument {
  const { recipe, operation, slug, title, subject, answers } = draft
  const evidence = {
    ...(proofs.measured === undefined ? {} : { measured: proofs.measured }),
    ...(sizes === undefined ? {} : { sizes }),
  }
  const risk = riskOf(draft, evidence)
  const [backfill, ...further] = backfillsOf(draft).map(
    ({ path, backfill: { table, key, from, ...one } }): PlanBackfill => ({
      ...file(backfillFile({ table, key, from, ...one }), path),
      table,
      key,
      from,
    }),
  )
  return {
    version: planVersion,
    recipe,
    operation,
    slug,
    title,
    created: at.toISOString(),
    subject,
    answers,
    prerequisites: prerequisitesOf(draft),
    approvals: approvalsOf(draft),
    steps: planSteps(draft, approvalsOf(draft), evidence),
    ...(risk === undefined ? {} : { risk }),
    ...(sizes === undefined ? {} : { estimate: sizes }),
    phases: phases.map(({ phase }) => phase),
    ...(backfill === undefined ? {} : { backfill }),
    ...(further.length === 0 ? {} : { furtherBackfills: further }),
    verify: file(verifyFile(draft.verify), 'verify.sql'),
    rehearsal: draft.rehearsal,
    ...(draft.removal === undefined ? {} : { removal: draft.removal }),
    proofs: { postgres: proofs.postgres, at: at.toISOString(), passed: proofs.proofs },
  }
}
