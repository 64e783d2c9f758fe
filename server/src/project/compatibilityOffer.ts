import {
  compatibilityPlan,
  compatibilityRecipe,
} from '../recipes/compatibility/compatibilityPlan.js'
import {
  compatibilityRequest,
  type CompatibilityWish,
} from '../recipes/compatibility/compatibilityRequest.js'
import type { PlannedMigration, RecipeOffer, RecipeRefusal } from '../recipes/recipe.js'
import type { MakePlanInput } from './makePlan.js'
import type { ProjectPlan } from './projectPlans.js'
import { engineHistoryOf } from './projectSnapshot.js'

type ReadPlan = Extract<ProjectPlan['reading'], { kind: 'plan' }>

/**
 * A plan beside another one: views of the shape that the other one takes away. The table as it was
 * is in the replayed history, in front of the other plan's first migration.
 */
export async function compatibilityOffer(
  plan: ProjectPlan,
  wish: CompatibilityWish,
  { analysis, services }: MakePlanInput,
): Promise<RecipeOffer | RecipeRefusal> {
  const { reading, name } = plan
  if (reading.kind === 'unreadable') return refusal(reading.say)
  const wrong = wrongPlan(reading)
  if (wrong !== undefined) return refusal(wrong)
  const { snapshot, outcome } = analysis
  const { layout, history } = snapshot
  const first = history.migrations.findIndex((migration) =>
    reading.standing.phases.some(({ migrations }) => migrations.includes(migration.name)),
  )
  if (first < 0) return refusal('The first phase of the plan is not in the migrations folder.')
  services.engine.open(engineHistoryOf(layout, history.migrations, undefined))
  const request = compatibilityRequest(
    {
      name,
      plan: reading.document,
      before: await services.engine.catalogue(first),
      now: outcome.catalogue,
      later: laterFiles(plan, reading),
      planned: services.plans.flatMap((one) =>
        one.reading.kind === 'plan' ? (one.reading.document.removal?.views ?? []) : [],
      ),
      postgresVersion: outcome.pending.script.postgresVersion,
    },
    wish,
  )
  if (request.kind === 'refusal') return request
  const draft = compatibilityPlan(request)
  const { title, subject } = draft
  const { recipe } = compatibilityRecipe
  return { recipe, title, subject, actions: [], questions: [], draft: () => draft }
}

function wrongPlan({ document, standing }: ReadPlan): string | undefined {
  if (document.removal !== undefined) {
    return 'This plan makes such views itself. Give removal.date in its plan.json another day to keep them longer.'
  }
  const [first] = standing.phases
  if (first?.state === 'takenBack') return `The plan was taken back. ${first.say}`
  const unknown = standing.phases.find(({ state }) => state === 'unknown' || state === 'takenBack')
  return unknown === undefined
    ? undefined
    : `Where the ${unknown.name} phase stands is not known. ${unknown.say}`
}

/** What the other plan holds back still, in its order. */
function laterFiles(
  { textOf }: ProjectPlan,
  { document, standing }: ReadPlan,
): readonly PlannedMigration[] {
  return document.phases.flatMap(({ files }, index) =>
    standing.phases[index]?.state === 'heldBack'
      ? files.map(({ step, kind, path }) => ({ step, kind, sql: textOf(path) ?? '' }))
      : [],
  )
}

function refusal(say: string): RecipeRefusal {
  return { kind: 'refusal', say }
}
