import { offerId } from '../../project/pendingChange.js'
import type { ProjectAnalysis } from '../../project/analysis.js'
import type { MadePlan } from '../../project/makePlan.js'
import { planInTheWay, type ProjectPlan } from '../../project/projectPlans.js'
import type { PlanDraft, RecipeOffer, RecipeRefusal } from '../../recipes/recipe.js'
import type { ChangeAnnotation, DocumentEdit, FileChanges, FileCreation } from '../documentEdit.js'
import { placesOf } from './actionPlaces.js'
import { schemaEdits } from './alternativeActions.js'
import type { OfferedAction } from './offeredAction.js'

/** Expand, migrate, contract: one action for each change that a recipe can take. */
export function planActions(
  analysis: ProjectAnalysis,
  offers: readonly RecipeOffer[],
  plans: readonly ProjectPlan[],
): readonly OfferedAction[] {
  return offers.map((offer) => ({
    id: `plan ${offerId(offer)}`,
    title: offer.title,
    kind: 'rewrite',
    preferred: false,
    ...placesOf(analysis, offer.actions),
    ...refusedBy(offer, plans),
    resolve: async ({ ask, makePlan }) => {
      const answers = offer.questions.length === 0 ? {} : await ask(offer.title, offer.questions)
      if (answers === undefined) return 'cancelled'
      return planChanges(analysis, await makePlan(offer, answers))
    },
  }))
}

function refusedBy(
  { subject }: RecipeOffer,
  plans: readonly ProjectPlan[],
): Pick<OfferedAction, 'refused'> {
  const refused = planInTheWay(subject, plans)
  return refused === undefined ? {} : { refused }
}

/** The files of a plan that was made, as one change; a plan that failed a proof is none. */
export function planChanges(
  analysis: ProjectAnalysis,
  made: MadePlan,
): FileChanges | RecipeRefusal | 'cancelled' {
  switch (made.kind) {
    case 'refusal':
      return made
    case 'cancelled':
      return 'cancelled'
    case 'failed':
      return { kind: 'refusal', say: failureWords(made.proof) }
    case 'plan': {
      const { files, draft } = made
      const edits = schemaEdits(analysis, files.schemaEdits, 'expand')
      if ('kind' in edits) return edits
      const creations = [
        ...files.migrations.map(({ path, text }) => ({ uri: path, text, annotation: 'expand' })),
        ...files.planFolder.map(({ path, text }): FileCreation => ({
          uri: path,
          text,
          annotation: annotationOf(path),
        })),
      ]
      const used = new Set([...creations.map(({ annotation }) => annotation), 'expand', 'look'])
      const annotations = Object.entries(annotationsOf(draft)).filter(([id]) => used.has(id))
      return {
        creations,
        edits: [...lookEdit(analysis), ...edits],
        annotations: Object.fromEntries(annotations),
      }
    }
    default:
      return made satisfies never
  }
}

/**
 * An edit that changes nothing. Editors open their preview where something needs confirmation, and
 * VS Code shows that unticked: were it a file of the plan, a click on Apply would leave it out.
 */
function lookEdit({ snapshot }: ProjectAnalysis): readonly DocumentEdit[] {
  const [document] = snapshot.schema.documents
  if (document === undefined) return []
  const edits = [{ range: { start: 0, end: 0 }, newText: '' }]
  return [{ uri: document.uri, text: document.text, edits, annotation: 'look' }]
}

/** What failed, and the counter-example: a plan that fails is not written. */
export function failureWords({
  proof,
  say,
  counterExample,
}: Extract<MadePlan, { kind: 'failed' }>['proof']): string {
  const detail = counterExample.detail === '' ? '' : ` ${counterExample.detail}`
  return `The plan failed proof ${proof} and was not written. ${say}${detail}`
}

/** The phase that a file of the plan's folder belongs to. */
function annotationOf(path: string): string {
  if (/\/(backfill|verify)\.sql$/.test(path)) return 'migrate'
  if (/\/validate\/[^/]+$/.test(path)) return 'validate'
  if (/\/contract(\.sql|\/[^/]+)$/.test(path)) return 'contract'
  return /\/rollback\/[^/]+$/.test(path) ? 'rollback' : 'plan'
}

function annotationsOf({ phases, title }: PlanDraft): Record<string, ChangeAnnotation> {
  const explanation = (name: string) =>
    phases.find((phase) => phase.name === name)?.explanation ?? ''
  return {
    look: {
      label: 'Look through the plan, then apply all of it',
      description: 'Nothing is run against any database. This first line changes nothing.',
      needsConfirmation: true,
    },
    expand: {
      label: '1 Expand: deployed at once',
      description: explanation('expand'),
      needsConfirmation: false,
    },
    migrate: {
      label: '2 Migrate: run after the expand phase',
      description: 'Fills what is there already, in batches, and tells when it is complete.',
      needsConfirmation: false,
    },
    validate: {
      label: '3 Validate: held back until every environment is migrated',
      description: explanation('validate'),
      needsConfirmation: false,
    },
    contract: {
      label: '4 Contract: held back until no old code is left',
      description: explanation('contract'),
      needsConfirmation: false,
    },
    rollback: {
      label: 'Ways back, one for each phase',
      description: 'Not run by anything: promoted by hand when a phase has to be taken back.',
      needsConfirmation: false,
    },
    plan: { label: 'The plan itself', description: title, needsConfirmation: false },
  }
}
