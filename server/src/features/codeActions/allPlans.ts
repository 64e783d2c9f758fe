import type { ProjectAnalysis } from '../../project/analysis.js'
import { offerId } from '../../project/pendingChange.js'
import type { MadePlans } from '../../project/makePlans.js'
import { planOrder } from '../../project/planOrder.js'
import type { Answers, RecipeOffer, RecipeRefusal } from '../../recipes/recipe.js'
import { lockFile } from '../createMigration.js'
import type { ChangeAnnotation, FileChanges, FileCreation } from '../documentEdit.js'
import { placesOf } from './actionPlaces.js'
import { schemaEdits } from './alternativeActions.js'
import type { OfferedAction } from './offeredAction.js'
import { planChanges } from './planActions.js'

/** Several breaking changes of one save: their plans at once, in the order of their deployment. */
export function allPlansAction(
  analysis: ProjectAnalysis,
  offers: readonly RecipeOffer[],
): readonly OfferedAction[] {
  if (analysis.outcome.kind !== 'checked') return []
  const { plans } = planOrder(offers, analysis.outcome.catalogue)
  if (plans.length < 2) return []
  return [
    {
      id: 'plan-all',
      title: `Write all ${plans.length} plans of the pending change, in the order of their deployment`,
      kind: 'rewrite',
      preferred: false,
      ...placesOf(
        analysis,
        plans.flatMap(({ offer }) => offer.actions),
      ),
      resolve: async ({ ask, separate, makePlans, migrationsUri }) => {
        const separated = await separate()
        if (separated === undefined) return 'cancelled'
        const answers = new Map<string, Answers>()
        for (const offer of separated.asks) {
          const given = await ask(offer.title, offer.questions)
          if (given === undefined) return 'cancelled'
          answers.set(offerId(offer), given)
        }
        return allPlansChanges(analysis, await makePlans(separated, answers), migrationsUri)
      },
    },
  ]
}

/** The files of all steps as one change of the texts that the analysis is of. */
export function allPlansChanges(
  analysis: ProjectAnalysis,
  made: MadePlans,
  migrationsUri: string,
): FileChanges | RecipeRefusal | 'cancelled' {
  if (made.kind === 'cancelled') return 'cancelled'
  const creations: FileCreation[] = []
  let annotations: Record<string, ChangeAnnotation> = {}
  const plans = made.steps.flatMap((step) => (step.kind === 'plan' ? [step] : []))
  const look: FileChanges['edits'][number][] = []
  for (const step of made.steps) {
    if (step.kind === 'migration') {
      creations.push({ uri: step.uri, text: step.sql, annotation: 'migration' })
      annotations.migration = ordinary
      continue
    }
    const changes = planChanges(analysis, { ...step, files: { ...step.files, schemaEdits: [] } })
    if (changes === 'cancelled' || 'kind' in changes) return changes
    creations.push(...changes.creations)
    if (look.length === 0) look.push(...changes.edits)
    annotations = { ...changes.annotations, ...annotations }
  }
  if (creations.length === 0) return { kind: 'refusal', say: leftInWords(made.left) }
  const edits = schemaEdits(
    analysis,
    plans.flatMap(({ files }) => files.schemaEdits),
    'expand',
  )
  if ('kind' in edits) return edits
  const summary = [stepsInWords(made.steps), leftInWords(made.left)].join(' ').trim()
  if (annotations.look !== undefined) {
    annotations.look = { ...annotations.look, description: summary }
  }
  return {
    creations: [...creations, ...lockFile(analysis.snapshot.history, migrationsUri)],
    edits: [...look, ...edits],
    annotations,
  }
}

const ordinary: ChangeAnnotation = {
  label: '0 What hurts nobody: a migration of its own',
  description: 'Deployed in the order of the names of the folders.',
  needsConfirmation: false,
}

function stepsInWords(steps: (MadePlans & { kind: 'plans' })['steps']): string {
  const names = steps.map((step) => (step.kind === 'plan' ? step.files.plan : step.folder))
  return `In this order: ${names.join(', ')}.`
}

export function leftInWords(left: (MadePlans & { kind: 'plans' })['left']): string {
  return left.map(({ what, say }) => `Left in the schema: ${what}. ${say}`).join(' ')
}
