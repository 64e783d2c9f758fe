import type { PlanDraft, RecipeOffer } from '../../recipes/recipe.js'
import { isCopy } from './shadowTable.js'
import { sizeRead } from './sizeRead.js'
import type { AdvisedChange, Level, Strategy } from './strategy.js'

/**
 * The plans that recipes offer, one row for each kind: a copy beside the old shape, or a view under
 * the old name. A recipe that asks which of them to take is read with each of its choices.
 */
export function plannedStrategies(change: AdvisedChange): readonly Strategy[] {
  return change.offers.flatMap((offer, index) => {
    const variants = variantsOf(offer)
    const what = index === 0 ? '' : `: ${offer.title}`
    return variants.map(({ draft, label }) => {
      const how = variants.length > 1 && label !== '' ? ` (${label})` : ''
      return strategyOf(draft, `${names[kindOf(draft)]}${what}${how}`, offer, change)
    })
  })
}

type PlannedKind = 'expand-contract' | 'view-flip' | 'shadow-table'

const names: Readonly<Record<PlannedKind, string>> = {
  'expand-contract': 'Expand and contract',
  'view-flip': 'View under the old name',
  'shadow-table': 'Shadow table: a copy that takes the name',
}

/** A plan of an offer, with the words of the choice that leads to it; '' for no choice. */
type Variant = { readonly draft: PlanDraft; readonly label: string }

/** The default, and each choice that leads to a plan of another kind. */
function variantsOf(offer: RecipeOffer): readonly Variant[] {
  const defaults = Object.fromEntries(offer.questions.map(({ id, default: value }) => [id, value]))
  const ofDefaults = offer.questions.flatMap(({ choices = [], default: value }) =>
    choices.filter((choice) => choice.value === value).map(({ label }) => label),
  )
  const all = [
    { answers: defaults, label: ofDefaults[0] ?? '' },
    ...offer.questions.flatMap(({ id, choices = [] }) =>
      choices.map(({ value, label }) => ({ answers: { ...defaults, [id]: value }, label })),
    ),
  ]
  const found = new Map<string, Variant>()
  for (const { answers, label } of all) {
    const draft = offer.draft(answers)
    if (draft.kind !== 'plan') continue
    const key = `${kindOf(draft)} ${draft.backfill === undefined ? '' : 'backfill'}`
    if (!found.has(key)) found.set(key, { draft, label })
  }
  return [...found.values()]
}

function kindOf({ recipe, phases, backfill }: PlanDraft): PlannedKind {
  if (isCopy({ recipe })) return 'shadow-table'
  const makesView = phases.some(({ migrations }) =>
    migrations.some(({ sql }) => /\bCREATE (?:OR REPLACE )?VIEW\b/i.test(sql)),
  )
  return makesView && backfill === undefined ? 'view-flip' : 'expand-contract'
}

function strategyOf(
  draft: PlanDraft,
  title: string,
  offer: RecipeOffer,
  change: AdvisedChange,
): Strategy {
  const object = [offer.subject.table, ...offer.subject.columns.slice(0, 1)].join('.')
  return {
    kind: kindOf(draft),
    title,
    downtime: isCopy(draft)
      ? 'The moment in which the tables change places, under ACCESS EXCLUSIVE, asked for 300 ms at a time. The old code must have gone by then; the new one runs on both.'
      : 'None: old and new code run side by side. Each file asks for its locks 300 ms at a time, and gives way to whoever is waiting.',
    complexity: complexityOf(draft),
    risk: {
      level: 'low',
      say: 'It is rehearsed before it is written, and every phase behind the first waits for its gates.',
    },
    reversible: wayBack(draft),
    disk: diskOf(draft, change),
    time: timeOf(draft, change),
    how: `concertina plan --recipe ${offer.recipe} --object ${object} --write, or the light bulb`,
  }
}

function complexityOf({ phases, backfill }: PlanDraft): Level {
  const migrations = phases.reduce((sum, phase) => sum + phase.migrations.length, 0)
  const parts = [
    `${phases.length} ${phases.length === 1 ? 'deployment' : 'deployments'}`,
    `${migrations} ${migrations === 1 ? 'migration' : 'migrations'}`,
    ...(backfill === undefined ? [] : ['a backfill']),
  ]
  const level = phases.length === 1 ? 'low' : phases.length === 2 ? 'medium' : 'high'
  return { level, say: `${parts.join(', ')}.` }
}

/** What each phase loses on the way back; phases that lose the same are told together. */
function wayBack({ phases }: PlanDraft): string {
  const byLoss = new Map<string, string[]>()
  for (const { name, rollback } of phases) {
    byLoss.set(rollback.loses, [...(byLoss.get(rollback.loses) ?? []), name])
  }
  const told = [...byLoss].map(([loses, names]) => `${names.join(', ')}: ${loses}`)
  return `Phase by phase. ${told.join(' ')}`
}

function diskOf(
  { recipe, backfill, furtherBackfills = [], phases }: PlanDraft,
  change: AdvisedChange,
) {
  const tables = [...(backfill === undefined ? [] : [backfill]), ...furtherBackfills]
  if (isCopy({ recipe })) {
    return `A second copy of the table with all its indexes, until the old one is dropped${sizeRead(change)}.`
  }
  const names = [...new Set(tables.map(({ table }) => `"${table.replace(/^public\./, '')}"`))]
  const builds = phases.some(({ migrations }) => migrations.some(({ kind }) => kind === 'alone'))
  const parts = [
    ...(names.length === 0
      ? []
      : [
          `A second version of every row of ${names.join(', ')} that the backfill changes, until it is vacuumed${sizeRead(change)}.`,
        ]),
    ...(builds ? ['The index that is built beside.'] : []),
  ]
  return parts.length === 0 ? 'None.' : parts.join(' ')
}

function timeOf({ backfill, phases }: PlanDraft, change: AdvisedChange): Strategy['time'] {
  const reads = phases.some(({ migrations }) =>
    migrations.some(({ kind }) => kind !== 'transaction'),
  )
  if (backfill === undefined && !reads) {
    return {
      say: 'A moment for each file; in between the releases of the application.',
      basis: 'derived',
    }
  }
  const size = sizeRead(change)
  const work = backfill === undefined ? 'reading the table' : 'the backfill'
  return size === ''
    ? {
        say: `Not measured: ${work} depends on the rows, and nobody waits for it.`,
        basis: 'not measured',
      }
    : {
        say: `Not measured: ${work} takes in the table${size}; nobody waits for it.`,
        basis: 'size read',
      }
}
