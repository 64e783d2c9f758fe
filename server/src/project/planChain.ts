import type { Migration, MigrationHistory } from '../migrations/migration.js'
import { migrationFolderName, nextTimestamp } from '../migrations/migrationFolderName.js'
import { migrationFileUri } from '../migrations/readMigrations.js'
import { suggestName } from '../migrations/suggestName.js'
import { plansFolder } from '../plans/document/planPaths.js'
import type { PlanFiles } from '../plans/document/writePlan.js'
import type { PlanDraft, RecipeOffer } from '../recipes/recipe.js'
import type { AnalysisOutcome, ProjectAnalysis } from './analysis.js'
import { editedDocuments } from './editedSchema.js'
import { uriOfPath } from './locations.js'
import type { MadePlan, PlanServices } from './makePlan.js'
import { ordinaryChange, type OrdinaryChange } from './ordinaryChange.js'
import { pendingChangeOf, recipeOffers } from './pendingChange.js'
import { planOfFiles, type ProjectPlan } from './projectPlans.js'
import type { ProjectSnapshot } from './projectSnapshot.js'
import { readTexts, sha256 } from './readProject.js'

export type CheckedAnalysis = ProjectAnalysis & {
  readonly outcome: AnalysisOutcome & { readonly kind: 'checked' }
}

export type ChainServices = PlanServices & {
  /** The analysis of other texts than those of the project, without waiting for a turn. */
  readonly analyse: (snapshot: ProjectSnapshot) => Promise<ProjectAnalysis>
}

/** What is deployed together or one after the other. */
export type ChainStep =
  | { readonly kind: 'plan'; readonly files: PlanFiles; readonly draft: PlanDraft }
  | {
      readonly kind: 'migration'
      /** Name of the folder. */
      readonly folder: string
      readonly uri: string
      readonly sql: string
    }

/** The project as it will be behind some steps that are not on the disk yet. */
export type PlanChain = {
  readonly analysis: CheckedAnalysis
  readonly plans: readonly ProjectPlan[]
  readonly steps: readonly ChainStep[]
}

/** With a plan behind it; undefined when nothing can be known of the schema then. */
export async function withPlan(
  { analysis, plans, steps }: PlanChain,
  { files, draft }: MadePlan & { readonly kind: 'plan' },
  services: ChainServices,
): Promise<PlanChain | undefined> {
  const { snapshot } = analysis
  const edited = editedDocuments(snapshot.schema.documents, files.schemaEdits)
  if (edited.kind === 'refusal') return undefined
  const history = withMigrations(snapshot.history, files.migrations)
  const schema = readTexts(edited.documents)
  const next = await analysisOf({ ...snapshot, schema, history }, services)
  if (next === undefined) return undefined
  const folder = `${plansFolder(snapshot.layout.migrationsDir)}/${files.plan}`
  return {
    analysis: next,
    plans: [...plans, planOfFiles(files, folder, history)],
    steps: [...steps, { kind: 'plan', files, draft }],
  }
}

/** With the migration of what hurts nobody; as it was when there is none, or when it needs a plan. */
export async function withOrdinary(chain: PlanChain, services: ChainServices): Promise<PlanChain> {
  const { sql, actions } = restOf(chain, services)
  if (sql === '') return chain
  const { snapshot } = chain.analysis
  const at = nextTimestamp(snapshot.history, services.now)
  const folder = migrationFolderName(at, suggestName(actions))
  const uri = migrationFileUri(uriOfPath(snapshot.layout.migrationsDir), folder)
  const history = withMigrations(snapshot.history, [{ folder, path: uri, text: sql }])
  const analysis = await analysisOf({ ...snapshot, history }, services)
  const failed = analysis?.outcome.replay.failures.some(({ migration }) => migration === folder)
  if (analysis === undefined || failed === true) return chain
  return { ...chain, analysis, steps: [...chain.steps, { kind: 'migration', folder, uri, sql }] }
}

/** What the recipes offer for what is pending there. */
export function offersIn(
  { analysis }: Pick<PlanChain, 'analysis'>,
  { parser }: Pick<ChainServices, 'parser'>,
): readonly RecipeOffer[] {
  const change = pendingChangeOf(analysis, parser)
  return change === undefined ? [] : recipeOffers(change)
}

/** What no recipe takes. */
export function restOf(chain: PlanChain, services: Pick<ChainServices, 'parser'>): OrdinaryChange {
  return ordinaryChange(chain.analysis.outcome.pending, offersIn(chain, services))
}

async function analysisOf(
  snapshot: ProjectSnapshot,
  { analyse }: ChainServices,
): Promise<CheckedAnalysis | undefined> {
  const { outcome, ...analysis } = await analyse(snapshot)
  return outcome.kind === 'checked' ? { ...analysis, outcome } : undefined
}

function withMigrations(
  history: MigrationHistory,
  files: PlanFiles['migrations'],
): MigrationHistory {
  const added = files.map(({ folder, path, text }): Migration => ({
    name: folder,
    uri: path,
    text,
    checksum: sha256(text),
  }))
  return { ...history, migrations: [...history.migrations, ...added] }
}
